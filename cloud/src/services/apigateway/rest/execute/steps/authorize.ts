import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { traceAuthorized } from "../invocation/trace.ts";

/** APIGW-1: nothing after this step runs unless the method's authorizer let the call pass. */
export function authorize(invocation: ApiInvocation): Promise<undefined> | undefined {
  const outcome = invocation.route.authorize(invocation);
  if (outcome instanceof Promise) return outcome.then(() => traceAuthorized(invocation));
  return traceAuthorized(invocation);
}
