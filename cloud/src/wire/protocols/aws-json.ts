import { AwsError, unsupported } from "../../core/errors.ts";
import type { HttpRequest } from "../http.ts";
import { parseJsonObject } from "../json-object.ts";
import { isModelled, type ModelName } from "../models/index.ts";
import { type AnyOperation, operationRegistry } from "../operation.ts";
import type { Protocol, ProtocolErrors } from "../protocol.ts";

export interface AwsJsonOptions {
  /** e.g. `AWSCognitoIdentityProviderService` */
  readonly targetPrefix: string;
  readonly version: "1.0" | "1.1";
  readonly operations: readonly AnyOperation[];
  /** AWS's model of the service: what it has and `operations` has not is refused by name. */
  readonly model: ModelName;
  /** Code of the refusal of an input that breaks the model. */
  readonly invalid?: "InvalidParameterException" | "ValidationException";
  /** Name of the member with the text of a refusal. */
  readonly messageMember?: "message" | "Message";
}

/** Longest body in bytes. */
export const AWS_JSON_BODY_LIMIT = 1_048_576;

const ERRORS: ProtocolErrors = {
  malformed: () => new AwsError("SerializationException", ""),
  invalid: (message) => new AwsError("InvalidParameterException", message),
  denied: (message) => new AwsError("AccessDeniedException", message),
  tooLarge: () => new AwsError("RequestEntityTooLargeException", "Request size exceeded the limit", 413),
  internal: () => new AwsError("InternalErrorException", "Something went wrong", 500),
};

/**
 * The AWS JSON protocol: the operation in `x-amz-target`, its members in a JSON body.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function awsJson(options: AwsJsonOptions): Protocol {
  const operations = operationRegistry(options.operations);
  const headersOf = ({ requestId }: HttpRequest): Record<string, string> => ({
    "Content-Type": `application/x-amz-json-${options.version}`,
    "x-amzn-RequestId": requestId,
  });
  const { invalid = "InvalidParameterException" } = options;
  return {
    name: "aws-json",
    model: options.model,
    operations: options.operations,
    errors: { ...ERRORS, invalid: (message) => new AwsError(invalid, message) },
    route: ({ request }) => {
      const [prefix, name = ""] = (request.headers["x-amz-target"] ?? "").split(".");
      const operation = prefix === options.targetPrefix ? operations.get(name) : undefined;
      if (operation !== undefined) return { name, operation, labels: {} };
      if (prefix === options.targetPrefix && isModelled(options.model, name)) throw unsupported(name);
      throw new AwsError("UnknownOperationException", "");
    },
    decode: ({ body = Buffer.alloc(0) }) => {
      try {
        return parseJsonObject(body);
      } catch {
        throw ERRORS.malformed("");
      }
    },
    encode: ({ request }, output) => ({
      status: 200,
      headers: headersOf(request),
      body: JSON.stringify(output ?? {}),
    }),
    refuse: ({ request }, error) => ({
      status: error.status,
      headers: { ...headersOf(request), ...errorHeaders(error) },
      body: JSON.stringify({
        __type: error.code,
        ...messageMember(error, options.messageMember),
        ...error.members,
      }),
    }),
  };
}

/** Refusals by IAM come from the framework in front of the services, which writes a capital. */
function messageMember(
  { code, message }: AwsError,
  member: NonNullable<AwsJsonOptions["messageMember"]> = "message",
): Record<string, string> {
  if (message === "") return {};
  return { [code === "AccessDeniedException" ? "Message" : member]: message };
}

function errorHeaders({ code, message }: AwsError): Record<string, string> {
  return {
    "x-amzn-ErrorType": code,
    ...(message === "" ? {} : { "x-amzn-ErrorMessage": headerSafe(message) }),
  };
}

/** Header values are Latin-1 without control characters; the body carries the full text. */
function headerSafe(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 1024);
}
