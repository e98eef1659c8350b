import { createHash } from "node:crypto";
import type { Scope } from "../../core/arns.ts";
import { anonymous, type Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { Authentication } from "../authentication.ts";
import { validationMessage, WrongTypeError } from "../constraints.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
  readBody,
} from "../http.ts";
import type { AnyOperation, CallContext } from "../operation.ts";

export interface AwsJsonServiceOptions {
  /** e.g. `AWSCognitoIdentityProviderService` */
  readonly targetPrefix: string;
  /** Service prefix of IAM actions, e.g. `cognito-idp`. */
  readonly actionPrefix: string;
  readonly signingNames: readonly string[];
  readonly version: "1.0" | "1.1";
  readonly operations: ReadonlyMap<string, AnyOperation>;
  /** Operations of the service model that this cloud refuses by name. */
  readonly unsupportedOperations: ReadonlySet<string>;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly logger: Logger;
}

const BODY_LIMIT_BYTES = 1_048_576;
/** No input of a service model comes near it. */
const DEEPEST_INPUT = 64;

/**
 * Serves the AWS JSON protocol.
 * @see https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html
 */
export function createAwsJsonService(options: AwsJsonServiceOptions): HttpService {
  return {
    handle: async (request) => {
      try {
        const output = await call(options, request);
        return success(options, request, output);
      } catch (error) {
        return failure(options, request, error);
      }
    },
  };
}

async function call(options: AwsJsonServiceOptions, request: HttpRequest): Promise<unknown> {
  const operation = findOperation(options, request.headers["x-amz-target"] ?? "");
  const body = await readBody(request, BODY_LIMIT_BYTES);
  const caller = identify(options, operation, request, body);
  const input = parseInput(body);
  assertShape(operation, input);
  assertAllowed(options, operation, caller, input);
  const context: CallContext = {
    caller,
    requestId: request.requestId,
    sourceIp: request.sourceIp,
    userAgent: request.headers["user-agent"] ?? "",
  };
  return operation.run(input as never, context);
}

function findOperation(options: AwsJsonServiceOptions, target: string): AnyOperation {
  const [prefix, name = ""] = target.split(".");
  const operation = prefix === options.targetPrefix ? options.operations.get(name) : undefined;
  if (operation !== undefined) return operation;
  if (prefix === options.targetPrefix && options.unsupportedOperations.has(name)) {
    throw new AwsError(
      "UnsupportedOperationException",
      `${name} is not supported by Portcullis. See docs/gaps.md.`,
    );
  }
  throw new AwsError("UnknownOperationException", "");
}

function identify(
  options: AwsJsonServiceOptions,
  operation: AnyOperation,
  request: HttpRequest,
  body: Buffer,
): Caller {
  // AWS takes signed calls of unsigned operations too: SDKs with credentials sign everything.
  if (operation.auth === "none") return anonymous;
  return options.authentication.authenticate({
    request,
    signingNames: options.signingNames,
    protocol: "aws-json",
    payloadHash: createHash("sha256").update(body).digest("hex"),
  }).caller;
}

function parseInput(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let input: unknown;
  try {
    input = withoutNulls(JSON.parse(body.toString("utf8")), DEEPEST_INPUT);
  } catch {
    throw new AwsError("SerializationException", "");
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new AwsError("SerializationException", "");
  }
  return input as Record<string, unknown>;
}

/** A null member is a member left out; nulls in lists stay for the shape check to refuse. */
function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth === 0) throw new RangeError("nested too deeply");
  if (Array.isArray(value)) return value.map((item) => withoutNulls(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) =>
      member === null ? [] : [[name, withoutNulls(member, depth - 1)]],
    ),
  );
}

function assertShape(operation: AnyOperation, input: Record<string, unknown>): void {
  let message: string | undefined;
  try {
    message = validationMessage(operation.input, input);
  } catch (error) {
    if (error instanceof WrongTypeError) throw new AwsError("SerializationException", "");
    throw error;
  }
  if (message !== undefined) throw new AwsError("InvalidParameterException", message);
}

function assertAllowed(
  options: AwsJsonServiceOptions,
  operation: AnyOperation,
  caller: Caller,
  input: Record<string, unknown>,
): void {
  if (operation.auth === "none") return;
  if (operation.resource === undefined) throw new Error(`${operation.name} names no resource to authorize`);
  const decision = options.authorization.decide({
    caller,
    action: operation.action ?? `${options.actionPrefix}:${operation.name}`,
    resource: operation.resource(input as never, options.scope),
  });
  if (!decision.allowed) throw new AwsError("AccessDeniedException", decision.message);
}

function success(options: AwsJsonServiceOptions, request: HttpRequest, output: unknown): HttpResponse {
  return {
    status: 200,
    headers: headersOf(options, request),
    body: JSON.stringify(output ?? {}),
  };
}

/** Refusals by IAM come from the framework in front of the services, which writes a capital. */
const MESSAGE_MEMBERS: ReadonlyMap<string, string> = new Map([["AccessDeniedException", "Message"]]);

function failure(options: AwsJsonServiceOptions, request: HttpRequest, thrown: unknown): HttpResponse {
  const error = asAwsError(options, request, thrown);
  return {
    status: error.status,
    headers: {
      ...headersOf(options, request),
      "x-amzn-ErrorType": error.code,
      ...(error.message === "" ? {} : { "x-amzn-ErrorMessage": headerSafe(error.message) }),
    },
    body: JSON.stringify({
      __type: error.code,
      ...(error.message === "" ? {} : { [MESSAGE_MEMBERS.get(error.code) ?? "message"]: error.message }),
      ...error.members,
    }),
  };
}

function asAwsError(options: AwsJsonServiceOptions, request: HttpRequest, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) {
    return new AwsError("RequestEntityTooLargeException", "Request size exceeded the limit", 413);
  }
  options.logger.error({ err: thrown, requestId: request.requestId }, "An operation failed unexpectedly.");
  return new AwsError("InternalErrorException", "Something went wrong", 500);
}

function headersOf(options: AwsJsonServiceOptions, request: HttpRequest): Record<string, string> {
  return {
    "Content-Type": `application/x-amz-json-${options.version}`,
    "x-amzn-RequestId": request.requestId,
  };
}

/** Header values are Latin-1 without control characters; the body carries the full text. */
function headerSafe(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 1024);
}
