import { createHash } from "node:crypto";
import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Authentication } from "../../../wire/authentication.ts";
import { validationMessage, WrongTypeError } from "../../../wire/constraints.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
  readBody,
} from "../../../wire/http.ts";
import type { LambdaContext } from "../context.ts";
import {
  accessDenied,
  CAPITAL_MESSAGE,
  invalidParameter,
  notSupported,
  requestEntityTooLarge,
  serialization,
  unknownOperation,
  validation,
} from "../errors.ts";
import { type FunctionReference, functionArn, parseReference } from "../functions/names.ts";
import { policyText } from "../policies/manager.ts";
import { type AnyLambdaOperation, type LambdaCall, type LambdaOutput, RawResponse } from "./operation.ts";
import { createRouter } from "./router.ts";

interface Options {
  readonly lambda: LambdaContext;
  readonly operations: readonly AnyLambdaOperation[];
  readonly unsupported: readonly string[];
  readonly authentication: Authentication;
  readonly logger: Logger;
}

const BODY_LIMIT_BYTES = 1_048_576;
const NO_FUNCTION: FunctionReference = { name: "", qualifier: "" };

/**
 * Serves the REST-JSON protocol of Lambda: route, authenticate, decode, authorize, run, encode.
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_Operations.html
 */
export function createLambdaHttpService(options: Options): HttpService {
  const route = createRouter(options.operations, options.unsupported);
  return {
    handle: async (request) => {
      try {
        const found = route(request.method, request.path);
        if (found === undefined) throw unknownOperation();
        if (found.kind === "unsupported") throw notSupported(found.name);
        const { operation, parameters } = found;
        const body = await bodyOf(operation, request);
        // LAM-2: every call is signed, and evaluated before anything is looked up.
        const caller = identify(options, request, body);
        const call = decodeCall(options, operation, { request, parameters, body, caller });
        assertAllowed(options, operation, call);
        return encode(operation, request, await operation.run(options.lambda, call as never));
      } catch (error) {
        return failure(options, request, error);
      }
    },
  };
}

function bodyOf(operation: AnyLambdaOperation, request: HttpRequest): Promise<Buffer> {
  return readBody(request, operation.bodyLimitBytes ?? BODY_LIMIT_BYTES);
}

function identify(options: Options, request: HttpRequest, body: Buffer): Caller {
  return options.authentication.authenticate({
    request,
    signingNames: ["lambda"],
    protocol: "rest-json",
    payloadHash: createHash("sha256").update(body).digest("hex"),
  }).caller;
}

interface Decodable {
  readonly request: HttpRequest;
  readonly parameters: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly caller: Caller;
}

function decodeCall(
  { lambda }: Options,
  operation: AnyLambdaOperation,
  { request, parameters, body, caller }: Decodable,
): LambdaCall {
  const query = new URLSearchParams(request.query);
  const input = operation.body === undefined ? {} : parseInput(operation, body);
  const call = {
    requestId: request.requestId,
    parameters,
    query,
    headers: request.headers,
    input: input as Record<string, never>,
    body,
  };
  const named = operation.functionOf?.(call) ?? parameters["FunctionName"];
  const reference =
    named === undefined ? NO_FUNCTION : parseReference(named, query.get("Qualifier") ?? "", lambda.scope);
  return { ...call, caller, reference };
}

function parseInput(operation: AnyLambdaOperation, body: Buffer): Record<string, unknown> {
  const input = parseObject(body);
  const shape = operation.body ?? {};
  for (const name of operation.unsupportedMembers ?? []) {
    if (isGiven(input[name]))
      throw invalidParameter(`${name} is not supported by Portcullis. See docs/gaps.md.`);
    delete input[name];
  }
  const unknown = Object.keys(input).find((name) => !Object.hasOwn(shape, name));
  if (unknown !== undefined) throw serialization(`Unknown member ${unknown} of ${operation.name}.`);
  try {
    const message = validationMessage(shape, input);
    if (message !== undefined) throw validation(message);
  } catch (error) {
    if (error instanceof WrongTypeError) throw serialization(error.message);
    throw error;
  }
  return withoutNulls(input);
}

function parseObject(body: Buffer): Record<string, unknown> {
  if (body.length === 0) return {};
  let input: unknown;
  try {
    input = JSON.parse(body.toString("utf8"));
  } catch {
    throw serialization();
  }
  if (typeof input !== "object" || input === null || Array.isArray(input)) throw serialization();
  return input as Record<string, unknown>;
}

/** Tools send empty lists and structures for what they do not use. */
function isGiven(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === "object") {
    const { ApplyOn, ...rest } = value as Record<string, unknown>;
    return (ApplyOn !== undefined && ApplyOn !== "None") || Object.values(rest).some(isGiven);
  }
  return value !== false;
}

function withoutNulls(input: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== null));
}

function assertAllowed({ lambda }: Options, operation: AnyLambdaOperation, call: LambdaCall): void {
  const named = operation.resource === "function";
  const decision = lambda.authorization.decide({
    caller: call.caller,
    action: operation.action ?? `lambda:${operation.name}`,
    resource: named ? functionArn(lambda.scope, call.reference) : "*",
    resourcePolicy: named ? policyText(lambda, call.reference) : undefined,
  });
  if (!decision.allowed) throw accessDenied(decision.message);
}

function encode(operation: AnyLambdaOperation, request: HttpRequest, output: LambdaOutput): HttpResponse {
  if (output instanceof RawResponse) {
    const { response } = output;
    return { ...response, headers: { "x-amzn-RequestId": request.requestId, ...response.headers } };
  }
  const status = operation.status ?? 200;
  const headers = { "Content-Type": "application/json", "x-amzn-RequestId": request.requestId };
  return status === 204 ? { status, headers } : { status, headers, body: JSON.stringify(output ?? {}) };
}

function failure(options: Options, request: HttpRequest, thrown: unknown): HttpResponse {
  const error = asAwsError(options, request, thrown);
  const member = CAPITAL_MESSAGE.has(error.code) ? "Message" : "message";
  return {
    status: error.status,
    headers: {
      "Content-Type": "application/json",
      "x-amzn-RequestId": request.requestId,
      "x-amzn-ErrorType": error.code,
    },
    body: JSON.stringify({ ...error.members, [member]: error.message }),
  };
}

function asAwsError(options: Options, request: HttpRequest, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) return requestEntityTooLarge(thrown.limitBytes);
  options.logger.error({ err: thrown, requestId: request.requestId }, "An operation failed unexpectedly.");
  return new AwsError("ServiceException", "An internal error occurred.", 500, { Type: "Service" });
}
