import { findRoute } from "../../../shared/routing/trie.ts";
import type { Exchange } from "../exchange.ts";
import { refuseUnmatched } from "../unmatched.ts";

/** APIGW-2: a call without a resource and method ends here, whatever token it carries. */
export function matchRoute(exchange: Exchange): undefined {
  const match = findRoute(exchange.stage.root, exchange.pathInStage);
  const routes = match?.node.routes;
  const route = routes?.get(exchange.method === "ANY" ? "" : exchange.method) ?? routes?.get("ANY");
  if (match === undefined || route === undefined) throw refuseUnmatched(exchange);
  exchange.route = route;
  exchange.eventPath = match.path;
  exchange.pathParameters = match.parameters;
}
