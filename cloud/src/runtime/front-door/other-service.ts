import type { HttpRequest, HttpResponse } from "../../wire/http.ts";
import { findOtherService, type OtherService } from "../../wire/models/other-services.ts";
import { element } from "../../wire/xml.ts";

const STATUS = 501;
const CODE = "UnsupportedService";

type Phrase = (request: HttpRequest, message: string, service: OtherService | undefined) => HttpResponse;

/** How each of AWS's protocols writes an error that its clients can read. */
const PHRASES: Readonly<Record<string, Phrase>> = {
  json: (_request, message, service) => ({
    status: STATUS,
    headers: {
      "Content-Type": `application/x-amz-json-${service?.jsonVersion ?? "1.0"}`,
      "x-amzn-ErrorType": CODE,
    },
    body: JSON.stringify({ __type: CODE, message }),
  }),
  "rest-json": (_request, message) => ({
    status: STATUS,
    headers: { "Content-Type": "application/json", "x-amzn-ErrorType": CODE },
    body: JSON.stringify({ __type: CODE, message }),
  }),
  query: errorResponse,
  "rest-xml": errorResponse,
  ec2: ({ requestId }, message) => ({
    status: STATUS,
    headers: { "Content-Type": "text/xml" },
    body: element("Response", {
      Errors: { Error: { Code: CODE, Message: message } },
      RequestID: requestId,
    }),
  }),
  "smithy-rpc-v2-cbor": (_request, message) => ({
    status: STATUS,
    headers: { "Content-Type": "application/cbor", "smithy-protocol": "rpc-v2-cbor" },
    body: cborMap({ __type: CODE, message }),
  }),
};

/** Refuses a service of AWS that this cloud does not have, by name and in its own protocol. */
export function refuseOtherService(request: HttpRequest, name: string): HttpResponse {
  const service = serviceMeant(request, name);
  const label =
    service === undefined ? JSON.stringify(name.slice(0, 60)) : `${service.name} (${service.signingName})`;
  const message = `The service ${label} is not part of Portcullis. See docs/gaps.md.`;
  const phrase = PHRASES[protocolOf(request, service)] ?? PHRASES["rest-json"];
  if (phrase === undefined) throw new Error("Every protocol has its errors.");
  return phrase(request, message, service);
}

/** @param name signing name, or prefix of the target, as the front door found it */
function serviceMeant({ headers, path }: HttpRequest, name: string): OtherService | undefined {
  return headers["x-amz-target"] === undefined
    ? findOtherService({ signingName: name, path })
    : findOtherService({ targetPrefix: name });
}

/** Where a client may choose its protocol, its headers show what it chose. */
function protocolOf({ headers }: HttpRequest, service: OtherService | undefined): string {
  if (headers["smithy-protocol"] === "rpc-v2-cbor") return "smithy-rpc-v2-cbor";
  if (headers["x-amz-target"] !== undefined) return "json";
  if ((headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded")) {
    return service?.protocol === "ec2" ? "ec2" : "query";
  }
  // CBOR is asked for by its header; whoever asks for nothing reads JSON.
  if (service === undefined || service.protocol === "smithy-rpc-v2-cbor") return "rest-json";
  return service.protocol;
}

function errorResponse(
  { requestId }: HttpRequest,
  message: string,
  service: OtherService | undefined,
): HttpResponse {
  const namespace =
    typeof service?.xmlNamespace === "object" ? service.xmlNamespace.uri : service?.xmlNamespace;
  return {
    status: STATUS,
    headers: { "Content-Type": "text/xml" },
    body: element(
      "ErrorResponse",
      { Error: { Type: "Sender", Code: CODE, Message: message }, RequestId: requestId },
      namespace === undefined ? "" : `xmlns="${namespace}"`,
    ),
  };
}

/** A CBOR map of texts (RFC 8949): all that an error has. */
function cborMap(members: Readonly<Record<string, string>>): Buffer {
  const entries = Object.entries(members);
  return Buffer.concat([Buffer.from([0xa0 + entries.length]), ...entries.flat().map(cborText)]);
}

function cborText(text: string): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const head = Buffer.alloc(3);
  head.writeUInt8(0x79);
  head.writeUInt16BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}
