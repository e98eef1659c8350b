import { anonymous } from "../../../../../core/caller.ts";
import type { RestApi } from "../../control/model/rest-api.ts";
import type { InvocationCheck } from "../invocation/api-invocation.ts";
import { assertInvoke } from "./assert-invoke.ts";

/**
 * The check of an API's resource policy for calls that nobody signed: what it does not allow by
 * name is denied. Signed calls are weighed together with the caller's own policies, where they
 * are authorized.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-authorization-flow.html
 */
export function compileResourcePolicy(api: RestApi): InvocationCheck | undefined {
  if (api.policy === undefined) return undefined;
  return (invocation) => {
    if (invocation.identity !== undefined) return;
    assertInvoke(invocation, anonymous);
  };
}
