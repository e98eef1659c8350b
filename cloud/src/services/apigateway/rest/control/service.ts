import { createHash } from "node:crypto";
import { AwsError, unsupported } from "../../../../core/errors.ts";
import type { Logger } from "../../../../core/logger.ts";
import type { Authorization } from "../../../../core/ports/authorization.ts";
import type { Authentication } from "../../../../wire/authentication.ts";
import { type Shape, validationMessage, WrongTypeError } from "../../../../wire/constraints.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
  readBody,
} from "../../../../wire/http.ts";
import type { Control } from "./control.ts";
import { badRequest } from "./errors.ts";
import type { ManagementOperation } from "./operation.ts";
import { OPERATIONS } from "./operations/index.ts";
import { createPathTable, type Found } from "./path-table.ts";
import { UNSUPPORTED } from "./unsupported.ts";

export interface ControlServiceOptions {
  readonly control: Control;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly logger: Logger;
}

/** Imports may be 6 MB; other bodies are small. */
const BODY_LIMIT_BYTES = 6_291_456;

/**
 * The management API: signed REST-JSON.
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Operations.html
 */
export function createControlService(options: ControlServiceOptions): HttpService {
  return {
    handle: async (request) => {
      try {
        return await answer(options, request);
      } catch (error) {
        return failure(options, request, error);
      }
    },
  };
}

const operations = createPathTable(
  OPERATIONS.map((value) => ({ method: value.method, template: value.path, mode: value.mode, value })),
);
const refused = createPathTable(
  UNSUPPORTED.map(([method, template, value]) => ({ method, template, mode: undefined, value })),
);

async function answer(options: ControlServiceOptions, request: HttpRequest): Promise<HttpResponse> {
  const body = await readBody(request, BODY_LIMIT_BYTES);
  assertAllowed(options, request, body);
  const query = new URLSearchParams(request.query);
  const found = findOperation(request, query);
  const operation = found.value;
  const output = operation.run(options.control, {
    path: (name) => found.parameters.get(name) ?? "",
    query,
    input: inputOf(operation, body),
    body,
  });
  const headers = headersOf(request);
  return { status: operation.status, headers, body: output === undefined ? "" : JSON.stringify(output) };
}

/** APIGW-11: management calls are signed and evaluated as `apigateway:<HTTP method>` on their path. */
function assertAllowed(options: ControlServiceOptions, request: HttpRequest, body: Buffer): void {
  const { caller } = options.authentication.authenticate({
    request,
    signingNames: ["apigateway"],
    protocol: "rest-json",
    payloadHash: createHash("sha256").update(body).digest("hex"),
  });
  const decision = options.authorization.decide({
    caller,
    action: `apigateway:${request.method}`,
    resource: `arn:aws:apigateway:${options.control.scope.region}::${request.path}`,
  });
  if (!decision.allowed) throw new AwsError("AccessDeniedException", decision.message, 403);
}

function findOperation(request: HttpRequest, query: URLSearchParams): Found<ManagementOperation> {
  const mode = request.path.replace(/\/$/, "") === "/restapis" ? (query.get("mode") ?? undefined) : undefined;
  const found = operations.find(request.method, request.path, mode);
  if (found !== undefined) return found;
  const name = refused.find(request.method, request.path, undefined)?.value;
  if (name !== undefined) throw unsupported(`apigateway:${name}`);
  throw new AwsError("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
}

function inputOf(operation: ManagementOperation, body: Buffer): Record<string, unknown> {
  if (operation.body === "raw" || operation.body === "none" || body.length === 0) {
    return checked(operation, {});
  }
  let input: unknown;
  try {
    input = JSON.parse(body.toString("utf8"));
  } catch {
    throw new AwsError("SerializationException", "Unable to parse the body as JSON");
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) {
    throw new AwsError("SerializationException", "The body must be an object");
  }
  return checked(operation, input as Record<string, unknown>);
}

function checked(operation: ManagementOperation, input: Record<string, unknown>): Record<string, unknown> {
  const shape: Shape = typeof operation.body === "string" ? {} : operation.body;
  const given = Object.fromEntries(
    Object.entries(input).filter(([, value]) => value !== null && value !== undefined),
  );
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(shape, name)) throw unsupported(`The member ${name} of apigateway:${operation.name}`);
  }
  try {
    const message = validationMessage(shape, given);
    if (message !== undefined) throw badRequest(message);
  } catch (error) {
    if (error instanceof WrongTypeError) throw new AwsError("SerializationException", error.message);
    throw error;
  }
  return given;
}

function failure(options: ControlServiceOptions, request: HttpRequest, thrown: unknown): HttpResponse {
  const error = asAwsError(options, request, thrown);
  return {
    status: error.status,
    headers: { ...headersOf(request), "x-amzn-ErrorType": error.code },
    body: JSON.stringify({ message: error.message }),
  };
}

function asAwsError(options: ControlServiceOptions, request: HttpRequest, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) {
    return new AwsError("RequestEntityTooLargeException", "Request size exceeded the limit", 413);
  }
  options.logger.error({ err: thrown, requestId: request.requestId }, "An operation failed unexpectedly.");
  return new AwsError("InternalServerErrorException", "Internal server error", 500);
}

function headersOf(request: HttpRequest): Record<string, string> {
  return { "Content-Type": "application/json", "x-amzn-RequestId": request.requestId };
}
