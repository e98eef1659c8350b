import type { Caller } from "../caller.ts";

export interface AuthorizationRequest {
  readonly caller: Caller;
  /** `service:Action`, e.g. `s3:GetObject`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** Condition keys of this request, e.g. `{ "aws:SourceArn": "…" }`. Global keys are added. */
  readonly context?: Readonly<Record<string, string | readonly string[]>>;
  /** JSON text of the resource's own policy (bucket policy, function policy), when it has one. */
  readonly resourcePolicy?: string | undefined;
}

export interface Decision {
  readonly allowed: boolean;
  /** AWS's denial sentence ("User: … is not authorized to perform: …"); empty when allowed. */
  readonly message: string;
  /** Which statement decided, or that none matched: for logs and the console. */
  readonly explanation: string;
}

/** Evaluates a call against every policy that applies. */
export interface Authorization {
  decide(request: AuthorizationRequest): Decision;
}
