import type { HttpResponse } from "../../../../../wire/http.ts";
import type { Exchange } from "../exchange.ts";

/** Hands the call to the method's integration. */
export function integrate(exchange: Exchange): Promise<HttpResponse> | HttpResponse {
  return exchange.route.integrate(exchange);
}
