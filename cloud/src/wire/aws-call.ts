import type { Caller } from "../core/caller.ts";
import type { Stopwatch } from "../core/clock.ts";
import type { VerifiedSignature } from "./authentication.ts";
import type { HttpRequest, HttpResponse } from "./http.ts";
import type { Route } from "./operation.ts";

/** The steps of the pipeline, in their order. */
export type StepName =
  | "route"
  | "body"
  | "authenticate"
  | "decode"
  | "validate"
  | "authorize"
  | "run"
  | "encode";

/** One call on its way through the pipeline; each step adds what it found. */
export interface AwsCall {
  readonly request: HttpRequest;
  step: StepName;
  /** Times the step. */
  readonly watch: Stopwatch;
  route: Route;
  body: Buffer | undefined;
  caller: Caller;
  /** User name of the person whose token an unsigned call showed. */
  person: string | undefined;
  /** Undefined for callers that signed nothing. */
  signature: VerifiedSignature | undefined;
  input: unknown;
  output: unknown;
  response: HttpResponse;
}
