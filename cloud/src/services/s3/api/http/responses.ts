import type { AwsError } from "../../../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../../../../wire/http.ts";
import { errorResponse, xmlDocument } from "../../../../wire/protocols/rest-xml.ts";
import type { XmlObject, XmlValue } from "../../../../wire/xml.ts";
import { S3_NAMESPACE } from "../../domain/shared/constants.ts";

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
