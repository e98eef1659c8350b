import type { Exchange } from "../exchange.ts";
import { traceAuthorized } from "../trace.ts";

/** APIGW-1: nothing after this step runs unless the method's authorizer let the call pass. */
export function authorize(exchange: Exchange): Promise<undefined> | undefined {
  const outcome = exchange.route.authorize(exchange);
  if (outcome instanceof Promise) return outcome.then(() => traceAuthorized(exchange));
  return traceAuthorized(exchange);
}
