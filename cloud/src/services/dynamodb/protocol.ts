import { crc32 } from "node:zlib";
import type { AwsError } from "../../core/errors.ts";
import type { HttpResponse } from "../../wire/http.ts";
import type { Protocol } from "../../wire/protocol.ts";
import { type AwsJsonOptions, awsJson } from "../../wire/protocols/aws-json.ts";
import { EngineRefusal, internalServerError, validationError } from "./shared/errors.ts";

/** AWS JSON 1.0 as DynamoDB speaks it: shapes of errors in namespaces, a checksum on every answer. */
export function dynamoDbJson(options: Omit<AwsJsonOptions, "version">): Protocol {
  const protocol = awsJson({ ...options, version: "1.0" });
  return {
    ...protocol,
    errors: {
      ...protocol.errors,
      invalid: validationError,
      internal: internalServerError,
    },
    encode: (call, output) =>
      withChecksum(
        Buffer.isBuffer(output)
          ? { ...protocol.encode(call, {}), body: output }
          : protocol.encode(call, output),
      ),
    refuse: (call, error) => withChecksum(phrased(protocol.refuse(call, error), error)),
  };
}

function phrased(response: HttpResponse, error: AwsError): HttpResponse {
  const body = JSON.parse(String(response.body)) as Record<string, unknown>;
  const details = error instanceof EngineRefusal ? error.details : {};
  const { __type: _type, ...members } = body;
  // This one has a capital, whoever says it.
  const message = error.code === "TransactionCanceledException" ? { Message: error.message } : members;
  return {
    ...response,
    body: JSON.stringify({ __type: `${namespaceOf(error.code)}#${error.code}`, ...message, ...details }),
  };
}

const FRAMEWORK: ReadonlySet<string> = new Set([
  "AccessDeniedException",
  "IncompleteSignatureException",
  "InvalidSignatureException",
  "MissingAuthenticationTokenException",
  "SerializationException",
  "UnknownOperationException",
  "UnrecognizedClientException",
]);

function namespaceOf(code: string): string {
  if (code === "ValidationException") return "com.amazon.coral.validate";
  return FRAMEWORK.has(code) ? "com.amazon.coral.service" : "com.amazonaws.dynamodb.v20120810";
}

/** Clients check it where it is there. */
function withChecksum(response: HttpResponse): HttpResponse {
  const { body } = response;
  const bytes = Buffer.isBuffer(body) ? body : String(body ?? "");
  return { ...response, headers: { ...response.headers, "x-amz-crc32": String(crc32(bytes)) } };
}
