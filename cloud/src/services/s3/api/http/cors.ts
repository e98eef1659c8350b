import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import type { CorsRule } from "../../domain/buckets/bucket.ts";
import { type CorsQuestion, findCorsRule } from "../../domain/buckets/cors-rules.ts";
import type { BucketStore } from "../../domain/buckets/store.ts";
import { parseAddress } from "./address.ts";

/** Headers of the first rule that fits, or undefined when none does. */
export function corsHeaders(
  rules: readonly CorsRule[],
  question: CorsQuestion,
): Record<string, string> | undefined {
  const rule = findCorsRule(rules, question);
  if (rule === undefined) return undefined;
  const { requestHeaders = [] } = question;
  const anyone = rule.allowedOrigins.includes("*");
  return {
    "Access-Control-Allow-Origin": anyone ? "*" : question.origin,
    "Access-Control-Allow-Methods": rule.allowedMethods.join(", "),
    ...(requestHeaders.length === 0 ? {} : { "Access-Control-Allow-Headers": requestHeaders.join(", ") }),
    ...(rule.exposeHeaders.length === 0
      ? {}
      : { "Access-Control-Expose-Headers": rule.exposeHeaders.join(", ") }),
    ...(rule.maxAgeSeconds === undefined ? {} : { "Access-Control-Max-Age": String(rule.maxAgeSeconds) }),
    ...(anyone ? {} : { "Access-Control-Allow-Credentials": "true" }),
    Vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
  };
}

/** Adds what a browser of another origin needs to read an answer, refusals included. */
export function withCors(buckets: BucketStore, request: HttpRequest, response: HttpResponse): HttpResponse {
  const origin = request.headers["origin"];
  if (origin === undefined || request.method === "OPTIONS") return response;
  const rules = rulesFor(buckets, request);
  const headers = rules === undefined ? undefined : corsHeaders(rules, { origin, method: request.method });
  return headers === undefined ? response : { ...response, headers: { ...response.headers, ...headers } };
}

function rulesFor(buckets: BucketStore, request: HttpRequest): readonly CorsRule[] | undefined {
  try {
    const { bucket } = parseAddress(request.headers["host"] ?? "", request.path);
    return bucket === undefined ? undefined : buckets.find(bucket)?.cors;
  } catch {
    return undefined;
  }
}
