import type { ApiInvocation } from "../invocation/api-invocation.ts";

/** APIGW-8: required parameters and the body's model are checked before the integration runs. */
export function validateRequest(invocation: ApiInvocation): Promise<undefined> | undefined {
  const outcome = invocation.route.validate?.(invocation);
  if (outcome instanceof Promise) return outcome.then(() => undefined);
  return undefined;
}
