import { AwsError } from "../../core/errors.ts";
import type { AwsCall } from "../aws-call.ts";
import { type HttpRequest, readBody } from "../http.ts";
import { isModelled, type ModelName, modelledInput } from "../models/index.ts";
import { type AnyOperation, type Operation, operationRegistry, type Route } from "../operation.ts";
import type { Protocol, ProtocolErrors } from "../protocol.ts";
import { element, type XmlObject } from "../xml.ts";
import { decodeQueryInput, parseForm, QueryValueError } from "./query-input.ts";

/** An operation whose input is the model's, decoded and checked. */
export type QueryOperation<Input> = Operation<Input, XmlObject | undefined>;

export interface QueryOptions {
  /** Namespace of the replies, e.g. `http://cloudformation.amazonaws.com/doc/2010-05-15/`. */
  readonly xmlNamespace: string;
  readonly operations: readonly AnyOperation[];
  /** AWS's model of the service: what it has and `operations` has not is refused by name. */
  readonly model: ModelName;
  /** Longest form in bytes, where it is not `QUERY_BODY_LIMIT`. */
  readonly bodyLimitBytes?: number;
}

/** Longest form in bytes. */
export const QUERY_BODY_LIMIT = 2_097_152;

const ERRORS: ProtocolErrors = {
  malformed: (message) => new AwsError("MalformedInput", message),
  invalid: (message) => new AwsError("ValidationError", message),
  denied: (message) => new AwsError("AccessDenied", message, 403),
  tooLarge: () => new AwsError("RequestEntityTooLarge", "Request size exceeded the limit", 413),
  internal: () => new AwsError("InternalFailure", "An internal error occurred.", 500),
  unsupported,
};

/**
 * The AWS Query protocol: the operation and its members in a form, replies in XML.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function query(options: QueryOptions): Protocol {
  const operations = operationRegistry(options.operations);
  const namespace = `xmlns="${options.xmlNamespace}"`;
  return {
    name: "query",
    operations: options.operations,
    model: options.model,
    errors: ERRORS,
    // The name of the operation stands in the body, so the body is read to find it.
    route: async (call) => {
      call.body = await readBody(call.request, options.bodyLimitBytes ?? QUERY_BODY_LIMIT);
      return routeOf(options, operations, new URLSearchParams(formOf(call)));
    },
    decode: (call) => inputOf(options.model, call),
    encode: ({ request, route }, output) => ({
      status: 200,
      headers: headersOf(request),
      body: element(
        `${route.name}Response`,
        {
          ...(output === undefined ? {} : { [`${route.name}Result`]: output as XmlObject }),
          ResponseMetadata: { RequestId: request.requestId },
        },
        namespace,
      ),
    }),
    refuse: ({ request }, error) => ({
      status: error.status,
      headers: headersOf(request),
      body: element("ErrorResponse", { Error: errorMembers(error), RequestId: request.requestId }, namespace),
    }),
  };
}

/** The form of a call, wherever it stands. */
export function formOf({ request, body }: Pick<AwsCall, "request" | "body">): string {
  return request.method === "GET" ? request.query : (body?.toString("utf8") ?? "");
}

function inputOf(model: ModelName, call: AwsCall): Record<string, unknown> {
  const shape = call.route.operation?.input ?? modelledInput(model, call.route.name);
  try {
    return decodeQueryInput(shape, parseForm(formOf(call)));
  } catch (error) {
    if (!(error instanceof QueryValueError)) throw error;
    throw ERRORS.invalid(`1 validation error detected: ${error.message}`);
  }
}

function routeOf(
  options: QueryOptions,
  operations: ReadonlyMap<string, AnyOperation>,
  form: URLSearchParams,
): Route {
  const name = form.get("Action") ?? "";
  const operation = operations.get(name);
  if (operation !== undefined) return { name, operation, labels: {} };
  return { name, operation, labels: {}, refusal: refusalOf(options, name, form.get("Version") ?? "") };
}

function refusalOf(options: QueryOptions, name: string, version: string): AwsError {
  if (isModelled(options.model, name)) {
    return unsupported(name);
  }
  return new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`);
}

function unsupported(what: string): AwsError {
  return new AwsError("UnsupportedOperation", `${what} is not supported by Portcullis. See docs/gaps.md.`);
}

function errorMembers(error: AwsError): XmlObject {
  return {
    Type: error.status >= 500 ? "Receiver" : "Sender",
    Code: error.code,
    Message: error.message,
    ...error.members,
  };
}

function headersOf({ requestId }: HttpRequest): Record<string, string> {
  return { "Content-Type": "text/xml", "x-amzn-RequestId": requestId };
}
