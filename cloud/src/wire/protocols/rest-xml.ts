import type { AwsError } from "../../core/errors.ts";
import type { HttpRequest, HttpResponse } from "../http.ts";
import type { AnyOperation } from "../operation.ts";
import type { Protocol, ProtocolErrors } from "../protocol.ts";
import { element, type XmlObject, type XmlValue } from "../xml.ts";

export interface RestXmlOptions {
  readonly operations: readonly AnyOperation[];
  readonly errors: ProtocolErrors;
  /** Finds the operation; a refusal that only signed callers see stands in the route. */
  readonly route: Protocol["route"];
  readonly decode: Protocol["decode"];
  /** Members that every error document of the service ends with, e.g. the id of the request. */
  readonly errorMembers: (request: HttpRequest) => XmlObject;
  /** Adds what every answer of the service carries. */
  readonly complete: (request: HttpRequest, response: HttpResponse) => HttpResponse;
}

/**
 * The REST XML protocol without wrapper elements, as S3 speaks it: operations answer with their own
 * responses, because most of them are bytes and headers; errors are documents.
 * @see https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html
 */
export function restXml(options: RestXmlOptions): Protocol {
  const { operations, errors, route, decode, errorMembers, complete } = options;
  return {
    name: "s3",
    operations,
    errors,
    route,
    decode,
    encode: ({ request }, output) => complete(request, output as HttpResponse),
    refuse: ({ request }, error) => complete(request, errorResponse(request, error, errorMembers(request))),
  };
}

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/** A document as AWS sends it, with its declaration. */
export function xmlDocument(name: string, value: XmlValue, xmlNamespace: string): string {
  return DECLARATION + element(name, value, `xmlns="${xmlNamespace}"`);
}

/** An error document; HEAD requests get the status alone. */
export function errorResponse(request: HttpRequest, error: AwsError, members: XmlObject): HttpResponse {
  const headers = { "Content-Type": "application/xml" };
  if (request.method === "HEAD") return { status: error.status, headers };
  // 304 is an answer without a body by definition.
  if (error.status === 304) return { status: 304, headers: {} };
  const document: XmlObject = { Code: error.code, Message: error.message, ...error.members, ...members };
  return { status: error.status, headers, body: DECLARATION + element("Error", document) };
}
