/** How long to wait. */
export interface NextOptions {
  /** Ends the wait with the signal's reason, e.g. `AbortSignal.timeout(5_000)`. */
  readonly signal?: AbortSignal;
}

export interface NextMessage extends NextOptions {
  /** E-mail address or phone number. */
  readonly to?: string;
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
