import type { Exchange } from "../exchange.ts";

const METHOD = /^[A-Z]{1,16}$/;

/**
 * X-HTTP-Method-Override names the method that is routed, authorized and handed on.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function overrideMethod(exchange: Exchange): undefined {
  const wanted = exchange.request.headers["x-http-method-override"];
  if (wanted !== undefined && METHOD.test(wanted)) exchange.method = wanted;
}
