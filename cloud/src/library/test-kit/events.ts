import type { Reason } from "../../core/reasons.ts";

/** How long to wait. */
export interface NextOptions {
  /** Ends the wait with the signal's reason, e.g. `AbortSignal.timeout(5_000)`. */
  readonly signal?: AbortSignal;
}

export interface NextMessage extends NextOptions {
  /** E-mail address or phone number. */
  readonly to?: string;
}

export interface NextRefusal extends NextOptions {
  /** As the trace names it: `execute-api` for calls of APIs, `cognito-idp`, `s3` … */
  readonly service?: string;
  /** AWS name of the operation, or `GET /orders` for a route of an API. */
  readonly operation?: string;
  /** Id of a row of `docs/rules`, e.g. `APIGW-6`. */
  readonly rule?: string;
  /** e.g. `api-token-expired`. */
  readonly reason?: Reason;
}

/** A message that AWS would have sent. */
export interface MessageSeen {
  /** Epoch milliseconds of the cloud's clock. */
  readonly sentAt: number;
  readonly medium: "EMAIL" | "SMS";
  /** E-mail address or phone number. */
  readonly destination: string;
  readonly subject: string;
  readonly body: string;
  /** Operation that sent it, e.g. `ForgotPassword`. */
  readonly cause: string;
  readonly userPoolId: string;
  readonly username: string;
  /** The code or temporary password inside. */
  readonly code: string;
}

/** A message that was published to AWS IoT. */
export interface PublishSeen {
  readonly topic: string;
  readonly payload: Uint8Array;
  /** The payload as UTF-8. */
  readonly text: string;
  readonly qos: 0 | 1;
}

/** A call of a function after its end. */
export interface FunctionCallSeen {
  readonly requestId: string;
  readonly functionName: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** What the function got, as a value of JSON. */
  readonly event: unknown;
  /** What it returned, or the error document of its runtime, as a value of JSON. */
  readonly result: unknown;
  readonly failed: boolean;
}

/** A request that was refused, and why: what `portcullis explain` tells of it. */
export interface RefusalSeen {
  readonly requestId: string;
  /** Epoch milliseconds of the cloud's clock. */
  readonly at: number;
  readonly service: string;
  readonly operation: string;
  /** Step that refused, e.g. `authorize`. */
  readonly step: string;
  readonly rule: string | undefined;
  readonly reason: Reason | undefined;
  /** Who asked for what, what decided, and what would have let it pass. */
  readonly sentence: string;
  /** What the caller got. */
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly message: string | undefined;
}
