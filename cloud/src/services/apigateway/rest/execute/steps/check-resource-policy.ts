import type { ApiInvocation } from "../invocation/api-invocation.ts";

/** APIGW-9: an API with a resource policy serves only what the policy allows by name. */
export function checkResourcePolicy(invocation: ApiInvocation): Promise<undefined> | undefined {
  const outcome = invocation.stage.checkResourcePolicy?.(invocation);
  if (outcome instanceof Promise) return outcome.then(() => undefined);
  return undefined;
}
