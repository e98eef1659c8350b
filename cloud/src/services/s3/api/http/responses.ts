import type { AwsError } from "../../../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import { errorResponse, xmlDocument } from "../../../../wire/protocols/rest-xml.ts";
import type { XmlObject, XmlValue } from "../../../../wire/xml.ts";
import type { CorsRule } from "../../domain/buckets/bucket.ts";
import { type CorsQuestion, findCorsRule } from "../../domain/buckets/cors-rules.ts";
import type { BucketStore } from "../../domain/buckets/store.ts";
import { S3_NAMESPACE } from "../../domain/shared/constants.ts";
import { parseAddress } from "./address.ts";

type ResponseHeaders = HttpResponse["headers"];

/** 200 with a document of the S3 namespace. */
export function documentResponse(name: string, value: XmlValue, headers: ResponseHeaders = {}): HttpResponse {
  const body = xmlDocument(name, value, S3_NAMESPACE);
  return { status: 200, headers: { "Content-Type": "application/xml", ...headers }, body };
}

export function emptyResponse(status: number, headers: ResponseHeaders = {}): HttpResponse {
  return { status, headers };
}

/** 16 upper-case hex digits, as in `x-amz-request-id`. */
export function requestIdOf(request: HttpRequest): string {
  const { requestId: id } = request;
  // A UUID, of which 18 characters hold 16 digits.
  return `${id.slice(0, 8)}${id.slice(9, 13)}${id.slice(14, 18)}`.toUpperCase();
}

/** The id twice, in Base64: 36 characters fill groups of three, so both halves are the same. */
export function hostIdOf(request: HttpRequest): string {
  const half = Buffer.from(request.requestId, "latin1").toString("base64");
  return half + half;
}

/** Adds the headers that every answer of S3 carries. */
export function withStandardHeaders(request: HttpRequest, response: HttpResponse): HttpResponse {
  return {
    ...response,
    headers: {
      "x-amz-request-id": requestIdOf(request),
      "x-amz-id-2": hostIdOf(request),
      Server: "AmazonS3",
      ...response.headers,
    },
  };
}

/** What every error document of S3 ends with. */
export function errorMembers(request: HttpRequest): XmlObject {
  return { RequestId: requestIdOf(request), HostId: hostIdOf(request) };
}

export const errorDocument = (request: HttpRequest, error: AwsError): HttpResponse =>
  errorResponse(request, error, errorMembers(request));

/** ISO 8601 with milliseconds, the timestamp of documents. */
export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();

/** RFC 1123, the timestamp of headers. */
export const httpTime = (epochMs: number): string => new Date(epochMs).toUTCString();

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
