import type { AdministratorCaller, RoleCaller, ServiceCaller } from "../caller.ts";
import type { Why } from "../why.ts";

export interface FunctionInvocation {
  /** Function ARN, with or without qualifier. */
  readonly functionArn: string;
  /** JSON text of the event. */
  readonly payload: Buffer | string;
  /** A service is asked of the function's resource policy; who has policies, of those, too. */
  readonly caller: ServiceCaller | RoleCaller | AdministratorCaller;
  /** The caller's own patience in milliseconds, apart from the function's time-out. */
  readonly waitMs?: number;
  /** Id of the request that causes the run, for the trace. */
  readonly cause?: string;
  /** What the function runs as, e.g. `PreTokenGeneration trigger`, for the trace. */
  readonly purpose?: string;
}

export type InvocationOutcome =
  | { readonly kind: "success"; readonly payload: Buffer }
  /** The function ran and failed; `payload` is the error document of the runtime. */
  | { readonly kind: "function-error"; readonly payload: Buffer }
  /** The function did not run: `code` is the error Lambda's Invoke answers. */
  | { readonly kind: "refused"; readonly code: string; readonly message: string; readonly why?: Why }
  /** `waitMs` passed before an answer came. */
  | { readonly kind: "wait-exceeded" };

/** What other services need of Lambda. */
export interface FunctionInvoker {
  invoke(invocation: FunctionInvocation): Promise<InvocationOutcome>;
}
