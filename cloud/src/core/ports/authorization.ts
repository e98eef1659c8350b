import type { Caller } from "../caller.ts";
import type { Why } from "../why.ts";

/**
 * Values of condition keys by name. A function is asked only when a policy names its key. A name that
 * ends in `/` stands for a family (`s3:ExistingObjectTag/`): its function gets the rest in lower case.
 */
export type ConditionContext = Readonly<
  Record<string, ConditionValue | ((rest: string) => ConditionValue | undefined)>
>;
/** A function makes the keys when a policy first names one: most policies name none. */
export type LazyContext = ConditionContext | (() => ConditionContext);
export type ConditionValue = string | readonly string[];

/** One thing a caller must be allowed to do: an action on a resource, under the request's condition keys. */
export interface Question {
  /** `service:Action` */
  readonly action: string;
  /** ARN; `*` for actions that take no resource. */
  readonly resource: string;
  /** Condition keys of the service. Those of every request (`aws:SourceIp` …) are added by the pipeline. */
  readonly context?: LazyContext;
  /** JSON text of the resource's own policy, when it has one. */
  readonly resourcePolicy?: string | undefined;
  /** The resource's own policy has to allow it: a role's trust policy. */
  readonly trust?: boolean;
}

/** What every HTTP request says of itself, for `aws:SourceIp`, `aws:UserAgent` and `aws:Referer`. */
export interface RequestFacts {
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
  readonly referer: string | undefined;
}

export interface AuthorizationRequest {
  readonly caller: Caller;
  /** `service:Action`, e.g. `s3:GetObject`. */
  readonly action: string;
  /** ARN, or `*` for actions without a resource. */
  readonly resource: string;
  /** Condition keys of this request, e.g. `{ "aws:SourceArn": "…" }`. Global keys are added. */
  readonly context?: LazyContext | undefined;
  /** Undefined for calls that do not come over HTTP. */
  readonly request?: RequestFacts | undefined;
  /** JSON text of the resource's own policy (bucket policy, function policy), when it has one. */
  readonly resourcePolicy?: string | undefined;
  /** The resource's own policy has to allow it: a role's trust policy. */
  readonly trust?: boolean | undefined;
}

export interface Decision {
  readonly allowed: boolean;
  /** AWS's denial sentence ("User: … is not authorized to perform: …"); empty when allowed. */
  readonly message: string;
  /** A Deny refused it, not the lack of an Allow. */
  readonly explicitDeny?: boolean;
  /** Which statement decided, or that none matched: for logs and the console. */
  readonly explanation: string;
  /** What decided and what came nearest, for the trace; only refusals have it, worked out when read. */
  readonly why?: Why;
}

/** Evaluates a call against every policy that applies. */
export interface Authorization {
  decide(request: AuthorizationRequest): Decision;
}
