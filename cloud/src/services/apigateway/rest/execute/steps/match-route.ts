import { findRoute } from "../../../shared/routing/trie.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";
import { refuseUnmatched } from "../routing/unmatched.ts";

/** APIGW-2: a call without a resource and method ends here, whatever token it carries. */
export function matchRoute(invocation: ApiInvocation): undefined {
  const match = findRoute(invocation.stage.root, invocation.method, invocation.pathInStage);
  if (match === undefined) throw refuseUnmatched(invocation);
  invocation.route = match.route;
  invocation.eventPath = match.path;
  invocation.pathParameters = match.parameters;
  invocation.pathValues = match.values;
}
