import type { ApiInvocation } from "../invocation/api-invocation.ts";

const METHOD = /^[A-Z]{1,16}$/;

/**
 * X-HTTP-Method-Override names the method that is routed, authorized and handed on.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html
 */
export function overrideMethod(invocation: ApiInvocation): undefined {
  const wanted = invocation.request.headers["x-http-method-override"];
  if (wanted !== undefined && METHOD.test(wanted)) invocation.method = wanted;
}
