import type { HttpRequest } from "../../../wire/http.ts";
import type { UrlCors } from "./url.ts";

type Headers = Readonly<Record<string, string>>;

/** Whether a browser asks what it may do before it does it. */
export function isPreflight({ method, headers }: HttpRequest): boolean {
  return (
    method === "OPTIONS" &&
    headers["origin"] !== undefined &&
    headers["access-control-request-method"] !== undefined
  );
}

/** Of the answer to such a question; none for an origin that is not let in. */
export function preflightHeaders(cors: UrlCors, request: HttpRequest): Headers {
  const origin = originHeaders(cors, request);
  if (Object.keys(origin).length === 0) return {};
  return {
    ...origin,
    ...list("Access-Control-Allow-Headers", cors.AllowHeaders),
    ...list("Access-Control-Allow-Methods", cors.AllowMethods),
    ...(cors.MaxAge === undefined ? {} : { "Access-Control-Max-Age": String(cors.MaxAge) }),
  };
}

/** Of every other answer. */
export function answerHeaders(cors: UrlCors | undefined, request: HttpRequest): Headers {
  if (cors === undefined) return {};
  const origin = originHeaders(cors, request);
  if (Object.keys(origin).length === 0) return {};
  return { ...origin, ...list("Access-Control-Expose-Headers", cors.ExposeHeaders) };
}

/** LAM-24: an origin that the configuration does not name learns nothing. */
function originHeaders(cors: UrlCors, { headers }: HttpRequest): Headers {
  const { origin } = headers;
  const { AllowOrigins: allowed = [], AllowCredentials: credentials } = cors;
  if (origin === undefined || !(allowed.includes("*") || allowed.includes(origin))) return {};
  return {
    "Access-Control-Allow-Origin": allowed.includes("*") && credentials !== true ? "*" : origin,
    Vary: "Origin",
    ...(credentials === true ? { "Access-Control-Allow-Credentials": "true" } : {}),
  };
}

function list(name: string, values: readonly string[] | undefined): Headers {
  return values === undefined || values.length === 0 ? {} : { [name]: values.join(",") };
}
