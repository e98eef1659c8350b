import type { Why } from "../why.ts";

/**
 * One decision about a request: what was asked, what decided it, and what would have let it pass.
 * Plain data without a secret, a token, a code or a password in it; sentences are made from it only
 * when a person looks.
 */
export interface TraceEvent {
  /** Id of the request as the caller saw it. */
  readonly request: string;
  /** Id of the request that caused this one, e.g. the invocation of the function that calls S3. */
  readonly parent?: string;
  /** Verified access key of the caller: finds the parent (`causes.ts`) and is not kept. */
  readonly key?: string;
  /** e.g. `apigateway` */
  readonly service: string;
  /** Id of the API that a route belongs to; not kept of a step on the way that let a call pass. */
  readonly api?: string;
  /** AWS name of the operation, or `GET /orders` for a route of an API. */
  readonly operation?: string;
  /** Step of the pipeline or of the chain that decided, e.g. `authorize`. */
  readonly step: string;
  /** `error`: the check itself broke, which is not a no. */
  readonly verdict: "allow" | "deny" | "error" | "skip";
  /** How long the step took, in milliseconds, with those before it that nothing was waited for between. */
  readonly ms: number;
  readonly why?: Why;
  /** Principal ARN, user name, client id, or `anonymous`. */
  readonly who?: string;
  readonly from?: { readonly ip: string; readonly userAgent?: string };
  /** What the caller gets. */
  readonly wire?: { readonly status: number; readonly code: string; readonly message: string };
}

/** Takes events. Recording never fails and never waits. */
export interface Trace {
  record(event: TraceEvent): void;
}

/** For parts that run without a trace, e.g. in unit tests. */
export const noTrace: Trace = { record: () => undefined };
