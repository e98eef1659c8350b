import type { Exchange } from "../exchange.ts";

/** APIGW-9: an API with a resource policy serves only what the policy allows by name. */
export function checkResourcePolicy(exchange: Exchange): Promise<undefined> | undefined {
  const outcome = exchange.stage.checkResourcePolicy?.(exchange);
  if (outcome instanceof Promise) return outcome.then(() => undefined);
  return undefined;
}
