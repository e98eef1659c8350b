import type { HttpResponse } from "../../../../wire/http.ts";
import type { DomainRequest } from "../domain-request/domain-request.ts";
import { siteCookie } from "./cookies.ts";

export const XSRF_COOKIE = "XSRF-TOKEN";

const COMMON = {
  "Cache-Control": "no-cache, no-store, max-age=0, must-revalidate",
  Pragma: "no-cache",
  Expires: "0",
  "X-Content-Type-Options": "nosniff",
  "X-XSS-Protection": "0",
  "X-Frame-Options": "DENY",
  // Forms name their origin, which browsers leave out under `no-referrer`; other sites learn nothing.
  "Referrer-Policy": "same-origin",
  Server: "Server",
};

/** Adds what every answer of a domain carries; what the endpoint set itself wins. */
export function withCommonHeaders(domainRequest: DomainRequest, response: HttpResponse): HttpResponse {
  const { "Set-Cookie": own = [], ...headers } = response.headers;
  const cookies = [siteCookie(domainRequest.site, XSRF_COOKIE, domainRequest.xsrfToken), ...[own].flat()];
  return {
    ...response,
    headers: {
      ...COMMON,
      ...(domainRequest.site.secure
        ? { "Strict-Transport-Security": "max-age=31536000 ; includeSubDomains" }
        : {}),
      "x-amz-cognito-request-id": domainRequest.request.requestId,
      ...headers,
      "Set-Cookie": cookies,
    },
  };
}

/** Endpoints that scripts in a browser call: any origin, no cookies. */
export const CORS_HEADERS = { "Access-Control-Allow-Origin": "*" };

export const PREFLIGHT: HttpResponse = {
  status: 200,
  headers: {
    ...CORS_HEADERS,
    "Access-Control-Allow-Methods": "GET, POST, OPTIONS",
    "Access-Control-Allow-Headers":
      "Authorization, Content-Type, Cache-Control, X-Amz-User-Agent, amz-sdk-invocation-id, amz-sdk-request",
    "Access-Control-Max-Age": "3600",
  },
};
