import type { HttpResponse } from "../../../wire/http.ts";
import { type LambdaCall, type LambdaOperation, RawResponse } from "../api/operation.ts";
import { ASYNC_REQUEST_LIMIT_BYTES, CLIENT_CONTEXT_LIMIT_BYTES, REQUEST_LIMIT_BYTES } from "../constants.ts";
import type { LambdaContext } from "../context.ts";
import { functionNotFound, invalidRequestContent, requestTooLarge, validation } from "../errors.ts";
import { functionArn } from "../functions/names.ts";
import type { DispatchedInvocation, Target } from "../invocation/dispatcher.ts";

type Handler = (
  lambda: LambdaContext,
  call: LambdaCall,
  target: Target,
) => HttpResponse | Promise<HttpResponse>;

const TYPES: ReadonlyMap<string, Handler> = new Map<string, Handler>([
  ["RequestResponse", runNow],
  ["Event", runLater],
  ["DryRun", () => ({ status: 204, headers: {} })],
]);

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const Invoke: LambdaOperation = {
  name: "Invoke",
  method: "POST",
  path: "/2015-03-31/functions/{FunctionName}/invocations",
  action: "lambda:InvokeFunction",
  resource: "function",
  bodyLimitBytes: REQUEST_LIMIT_BYTES,
  run: async (lambda, call) => {
    const type = call.headers["x-amz-invocation-type"] || "RequestResponse";
    const handler = TYPES.get(type);
    if (handler === undefined) {
      throw validation(
        `1 validation error detected: Value '${type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]`,
      );
    }
    const { name, qualifier } = call.reference;
    const target = lambda.dispatcher.find(call.reference);
    if (target === undefined) {
      throw functionNotFound(functionArn(lambda.scope, { name, qualifier: qualifier || "$LATEST" }));
    }
    return new RawResponse(await handler(lambda, call, target));
  },
};

async function runNow(lambda: LambdaContext, call: LambdaCall, target: Target): Promise<HttpResponse> {
  const wantsLog = call.headers["x-amz-log-type"] === "Tail";
  const result = await lambda.dispatcher.invoke(target, { ...invocationOf(call), wantsLog });
  return {
    status: 200,
    headers: {
      "Content-Type": "application/json",
      "X-Amz-Executed-Version": target.configuration.version,
      ...(result.functionError ? { "X-Amz-Function-Error": "Unhandled" } : {}),
      ...(wantsLog ? { "X-Amz-Log-Result": result.log.toString("base64") } : {}),
    },
    body: result.payload,
  };
}

function runLater(lambda: LambdaContext, call: LambdaCall): HttpResponse {
  if (call.body.length > ASYNC_REQUEST_LIMIT_BYTES) throw requestTooLarge(ASYNC_REQUEST_LIMIT_BYTES);
  lambda.asyncQueue.add(call.reference, invocationOf(call));
  return { status: 202, headers: {}, body: "" };
}

function invocationOf(call: LambdaCall): DispatchedInvocation {
  return {
    requestId: call.requestId,
    payload: payloadOf(call.body),
    clientContext: clientContextOf(call.headers["x-amz-client-context"] ?? ""),
  };
}

function payloadOf(body: Buffer): Buffer | string {
  if (body.length === 0) return "{}";
  try {
    JSON.parse(body.toString("utf8"));
    return body;
  } catch (error) {
    throw invalidRequestContent(
      `Could not parse request body into json: Could not parse payload into json: ${error instanceof Error ? error.message : ""}`,
    );
  }
}

/** The decoded JSON on one line, as it travels in a header of the Runtime API. */
function clientContextOf(header: string): string {
  if (header === "") return "";
  if (header.length > CLIENT_CONTEXT_LIMIT_BYTES) {
    throw invalidRequestContent("Client context must be no longer than 3583 bytes.");
  }
  try {
    const text = JSON.stringify(JSON.parse(Buffer.from(header, "base64").toString("utf8")));
    return text.replace(
      /[^\x20-\x7e]/g,
      (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
  } catch {
    throw invalidRequestContent("Client context must be a valid Base64-encoded JSON object.");
  }
}
