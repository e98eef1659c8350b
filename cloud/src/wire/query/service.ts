import { createHash } from "node:crypto";
import type { Scope } from "../../core/arns.ts";
import { AwsError } from "../../core/errors.ts";
import type { Logger } from "../../core/logger.ts";
import type { Authorization } from "../../core/ports/authorization.ts";
import type { Authentication } from "../authentication.ts";
import {
  BodyTooLargeError,
  type HttpRequest,
  type HttpResponse,
  type HttpService,
  readBody,
} from "../http.ts";
import type { CallContext } from "../operation.ts";
import { element, type XmlObject } from "../xml.ts";
import { QueryParameters } from "./parameters.ts";

/** One operation of a query-protocol service (CloudFormation, IAM, STS). */
export interface QueryOperation {
  /** Value of `Action`, e.g. `DescribeStacks`. */
  readonly name: string;
  /** ARN that the call is evaluated on; `*` where the action takes no resource. `undefined` skips
   * evaluation and is for the few actions AWS allows everyone (GetCallerIdentity). */
  readonly resource: ((parameters: QueryParameters, scope: Scope) => string) | undefined;
  /** The members of `<NameResult>`; undefined for operations that answer none. */
  run(
    parameters: QueryParameters,
    context: CallContext,
  ): Promise<XmlObject | undefined> | XmlObject | undefined;
}

export interface QueryServiceOptions {
  /** Namespace of the replies, e.g. `http://cloudformation.amazonaws.com/doc/2010-05-15/`. */
  readonly xmlNamespace: string;
  readonly actionPrefix: string;
  readonly signingNames: readonly string[];
  readonly operations: readonly QueryOperation[];
  readonly unsupportedOperations: ReadonlySet<string>;
  readonly authentication: Authentication;
  readonly authorization: Authorization;
  readonly scope: Scope;
  readonly logger: Logger;
}

const BODY_LIMIT_BYTES = 2_097_152;

/**
 * Serves the AWS Query protocol.
 * @see https://smithy.io/2.0/aws/protocols/aws-query-protocol.html
 */
export function createQueryService(options: QueryServiceOptions): HttpService {
  const operations = new Map(options.operations.map((operation) => [operation.name, operation]));
  return {
    handle: async (request) => {
      try {
        return await answer(options, operations, request);
      } catch (error) {
        return failure(options, request, error);
      }
    },
  };
}

async function answer(
  options: QueryServiceOptions,
  operations: ReadonlyMap<string, QueryOperation>,
  request: HttpRequest,
): Promise<HttpResponse> {
  const body = await readBody(request, BODY_LIMIT_BYTES);
  const parameters = new QueryParameters(request.method === "GET" ? request.query : body.toString("utf8"));
  const { caller } = options.authentication.authenticate({
    request,
    signingNames: options.signingNames,
    protocol: "query",
    payloadHash: createHash("sha256").update(body).digest("hex"),
  });
  const name = parameters.text("Action") ?? "";
  const operation = operations.get(name);
  if (operation === undefined) throw refuseAction(options, name, parameters.text("Version") ?? "");
  if (operation.resource !== undefined) {
    const decision = options.authorization.decide({
      caller,
      action: `${options.actionPrefix}:${name}`,
      resource: operation.resource(parameters, options.scope),
    });
    if (!decision.allowed) throw new AwsError("AccessDenied", decision.message, 403);
  }
  const context: CallContext = {
    caller,
    requestId: request.requestId,
    sourceIp: request.sourceIp,
    userAgent: request.headers["user-agent"] ?? "",
  };
  const result = await operation.run(parameters, context);
  return xmlReply(options, request, name, result);
}

function refuseAction(options: QueryServiceOptions, name: string, version: string): AwsError {
  if (options.unsupportedOperations.has(name)) {
    return new AwsError(
      "UnsupportedOperation",
      `${name} is not supported by Portcullis. See docs/gaps.md.`,
      400,
    );
  }
  return new AwsError("InvalidAction", `Could not find operation ${name} for version ${version}`, 400);
}

function xmlReply(
  options: QueryServiceOptions,
  request: HttpRequest,
  name: string,
  result: XmlObject | undefined,
): HttpResponse {
  const body = element(
    `${name}Response`,
    {
      ...(result === undefined ? {} : { [`${name}Result`]: result }),
      ResponseMetadata: { RequestId: request.requestId },
    },
    `xmlns="${options.xmlNamespace}"`,
  );
  return { status: 200, headers: headersOf(request), body };
}

function failure(options: QueryServiceOptions, request: HttpRequest, thrown: unknown): HttpResponse {
  const error = asAwsError(options, request, thrown);
  const body = element(
    "ErrorResponse",
    {
      Error: {
        Type: error.status >= 500 ? "Receiver" : "Sender",
        Code: error.code,
        Message: error.message,
        ...error.members,
      },
      RequestId: request.requestId,
    },
    `xmlns="${options.xmlNamespace}"`,
  );
  return { status: error.status, headers: headersOf(request), body };
}

function asAwsError(options: QueryServiceOptions, request: HttpRequest, thrown: unknown): AwsError {
  if (thrown instanceof AwsError) return thrown;
  if (thrown instanceof BodyTooLargeError) {
    return new AwsError("RequestEntityTooLarge", "Request size exceeded the limit", 413);
  }
  options.logger.error({ err: thrown, requestId: request.requestId }, "An operation failed unexpectedly.");
  return new AwsError("InternalFailure", "An internal error occurred.", 500);
}

function headersOf(request: HttpRequest): Record<string, string> {
  return { "Content-Type": "text/xml", "x-amzn-RequestId": request.requestId };
}
