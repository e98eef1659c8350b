import type { HttpResponse } from "../../../../../wire/http.ts";
import type { ApiInvocation } from "../invocation/api-invocation.ts";

/** Hands the call to the method's integration. */
export function integrate(invocation: ApiInvocation): Promise<HttpResponse> | HttpResponse {
  return invocation.route.integrate(invocation);
}
