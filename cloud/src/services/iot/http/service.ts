import { createHash } from "node:crypto";
import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { Logger } from "../../../core/logger.ts";
import type { Authentication } from "../../../wire/authentication.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
  readBody,
} from "../../../wire/http.ts";
import { MAX_PAYLOAD_BYTES } from "../constants.ts";
import { iotErrors } from "../errors.ts";

/** One call, its signature verified, its body read. */
export interface IotCall {
  readonly caller: Caller;
  readonly query: URLSearchParams;
  readonly headers: HttpRequest["headers"];
  readonly body: Buffer;
  /** Percent-decoded variable parts of the path, by name. */
  readonly path: Readonly<Record<string, string>>;
  /** The body as a JSON object. @throws AwsError InvalidRequestException */
  json(): Readonly<Record<string, unknown>>;
}

/** What an operation answers: a JSON document, its status 200. */
export type IotReply = Readonly<Record<string, unknown>> | undefined;

/** One operation of the data or control plane. */
export interface IotOperation {
  readonly name: string;
  readonly method: string;
  /** e.g. `/topics/{topic+}`; a `+` part takes the rest of the path. */
  readonly path: string;
  /** Data plane refusals say "Forbidden" and nothing else; the control plane explains. */
  readonly plane: "data" | "control";
  run(call: IotCall): IotReply;
}

interface ServiceOptions {
  readonly operations: readonly IotOperation[];
  readonly authentication: Authentication;
  readonly logger: Logger;
}

const SIGNING_NAMES = {
  data: ["iotdata", "iotdevicegateway"],
  control: ["iot", "execute-api"],
} as const;

interface Route {
  readonly operation: IotOperation;
  readonly pattern: RegExp;
}

/** Serves the REST-JSON planes of AWS IoT. */
export function createIotHttpService(options: ServiceOptions): HttpService {
  const routes = options.operations.map((operation) => ({ operation, pattern: patternOf(operation.path) }));
  return {
    handle: async (request) => {
      try {
        return await answer(options, routes, request);
      } catch (error) {
        return refusal(options, request, error);
      }
    },
  };
}

function patternOf(path: string): RegExp {
  const source = path.replace(/\{(\w+)\+\}/g, "(?<$1>.+)").replace(/\{(\w+)\}/g, "(?<$1>[^/]+)");
  return new RegExp(`^${source}$`);
}

async function answer(
  options: ServiceOptions,
  routes: readonly Route[],
  request: HttpRequest,
): Promise<HttpResponse> {
  const { operation, path } = findRoute(routes, request);
  const body = await readBody(request, MAX_PAYLOAD_BYTES);
  const { caller } = options.authentication.authenticate({
    request,
    signingNames: SIGNING_NAMES[operation.plane],
    protocol: "rest-json",
    payloadHash: createHash("sha256").update(body).digest("hex"),
  });
  const query = new URLSearchParams(request.query);
  const reply = operation.run({
    caller,
    query,
    headers: request.headers,
    body,
    path,
    json: () => parseObject(body),
  });
  return jsonResponse(request, 200, reply ?? {});
}

function findRoute(
  routes: readonly Route[],
  request: HttpRequest,
): { readonly operation: IotOperation; readonly path: Readonly<Record<string, string>> } {
  let known = false;
  for (const { operation, pattern } of routes) {
    const match = pattern.exec(request.path);
    if (match === null) continue;
    known = true;
    if (operation.method !== request.method) continue;
    const groups = Object.entries(match.groups ?? {});
    return { operation, path: Object.fromEntries(groups.map(([name, text]) => [name, decode(text)])) };
  }
  if (known) throw iotErrors.methodNotAllowed();
  throw iotErrors.resourceNotFound("The specified resource does not exist.");
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw iotErrors.invalidRequest("The path is not percent-encoded UTF-8.");
  }
}

function parseObject(body: Buffer): Readonly<Record<string, unknown>> {
  if (body.length === 0) return {};
  let value: unknown;
  try {
    value = JSON.parse(body.toString("utf8"));
  } catch {
    throw iotErrors.invalidRequest("The request body is not valid JSON.");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return value as Record<string, unknown>;
  throw iotErrors.invalidRequest("The request body is not a JSON object.");
}

function jsonResponse(
  request: HttpRequest,
  status: number,
  document: object,
  errorType?: string,
): HttpResponse {
  return {
    status,
    headers: {
      "content-type": "application/json",
      "x-amzn-RequestId": request.requestId,
      ...(errorType === undefined ? {} : { "x-amzn-ErrorType": errorType }),
    },
    body: JSON.stringify(document),
  };
}

function refusal({ logger }: ServiceOptions, request: HttpRequest, thrown: unknown): HttpResponse {
  const error = asAwsError(logger, request, thrown);
  const document = { message: error.message, ...error.members, traceId: request.requestId };
  return jsonResponse(request, error.status, document, error.code);
}

function asAwsError(logger: Logger, request: HttpRequest, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) return iotErrors.payloadTooLarge();
  logger.error({ err: thrown, requestId: request.requestId }, "An IoT operation failed unexpectedly.");
  return iotErrors.internal();
}
