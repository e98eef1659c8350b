import type { Exchange } from "../exchange.ts";

/** APIGW-8: required parameters and the body's model are checked before the integration runs. */
export function validateRequest(exchange: Exchange): Promise<undefined> | undefined {
  const outcome = exchange.route.validate?.(exchange);
  if (outcome instanceof Promise) return outcome.then(() => undefined);
  return undefined;
}
