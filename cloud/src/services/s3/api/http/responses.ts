import type { AwsError } from "../../../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import { element, type XmlObject, type XmlValue } from "../../../../wire/xml.ts";
import { S3_NAMESPACE } from "../../domain/shared/constants.ts";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

type Headers = Readonly<Record<string, string | string[]>>;

/** 200 with a document of the S3 namespace. */
export function documentResponse(name: string, value: XmlValue, headers: Headers = {}): HttpResponse {
  const body = DECLARATION + element(name, value, `xmlns="${S3_NAMESPACE}"`);
  return { status: 200, headers: { "Content-Type": "application/xml", ...headers }, body };
}

export function emptyResponse(status: number, headers: Headers = {}): HttpResponse {
  return { status, headers };
}

/** 16 upper-case hex digits, as in `x-amz-request-id`. */
function requestIdOf(request: HttpRequest): string {
  return request.requestId.replaceAll("-", "").slice(0, 16).toUpperCase();
}

const hostIdOf = (request: HttpRequest): string =>
  Buffer.from(request.requestId.repeat(2), "latin1").toString("base64");

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

/** An error document; HEAD requests get the status alone. */
export function errorResponse(request: HttpRequest, error: AwsError): HttpResponse {
  const headers = { "Content-Type": "application/xml" };
  if (request.method === "HEAD") return { status: error.status, headers };
  // 304 is an answer without a body by definition.
  if (error.status === 304) return { status: 304, headers: {} };
  const document: XmlObject = {
    Code: error.code,
    Message: error.message,
    ...error.members,
    RequestId: requestIdOf(request),
    HostId: hostIdOf(request),
  };
  return { status: error.status, headers, body: DECLARATION + element("Error", document) };
}

/** ISO 8601 with milliseconds, the timestamp of documents. */
export const isoTime = (epochMs: number): string => new Date(epochMs).toISOString();

/** RFC 1123, the timestamp of headers. */
export const httpTime = (epochMs: number): string => new Date(epochMs).toUTCString();
