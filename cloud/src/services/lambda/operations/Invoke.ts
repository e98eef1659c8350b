import type { HttpResponse } from "../../../wire/http.ts";
import type { InvocationRequest, InvocationType } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { RawOutput } from "../../../wire/protocols/rest-json.ts";
import { functionArn } from "../functions/names.ts";
import type { DispatchedInvocation, Target } from "../invocation/dispatcher.ts";
import {
  ASYNC_REQUEST_LIMIT_BYTES,
  CLIENT_CONTEXT_LIMIT_BYTES,
  REQUEST_LIMIT_BYTES,
} from "../shared/constants.ts";
import { functionNotFound, invalidRequestContent, requestTooLarge } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";

/** The whole body, empty when there is none. */
type Input = InvocationRequest & { readonly Payload: Buffer };

interface Invocation {
  readonly input: Input;
  readonly requestId: string;
  readonly target: Target;
}

type Handler = (lambda: LambdaContext, invocation: Invocation) => HttpResponse | Promise<HttpResponse>;

const TYPES = {
  Event: runLater,
  RequestResponse: runNow,
  DryRun: () => ({ status: 204, headers: {} }),
} as const satisfies Record<InvocationType, Handler>;

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const Invoke = (lambda: LambdaContext): Operation<Input> => ({
  name: "Invoke",
  bodyLimitBytes: REQUEST_LIMIT_BYTES,
  unsupportedMembers: ["DurableExecutionName", "TenantId"],
  authorize: onFunction(lambda, "lambda:InvokeFunction"),
  run: async (input, { requestId }) => {
    const reference = referenceOf(lambda, input);
    const target = lambda.dispatcher.find(reference);
    if (target === undefined) {
      const { name, qualifier } = reference;
      throw functionNotFound(functionArn(lambda.scope, { name, qualifier: qualifier || "$LATEST" }));
    }
    const handler: Handler = TYPES[input.InvocationType ?? "RequestResponse"];
    return new RawOutput(await handler(lambda, { input, requestId, target }));
  },
});

async function runNow(lambda: LambdaContext, invocation: Invocation): Promise<HttpResponse> {
  const { input, target } = invocation;
  const wantsLog = input.LogType === "Tail";
  const result = await lambda.dispatcher.invoke(target, { ...dispatched(invocation), wantsLog });
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

function runLater(lambda: LambdaContext, invocation: Invocation): HttpResponse {
  const { input } = invocation;
  if (input.Payload.length > ASYNC_REQUEST_LIMIT_BYTES) throw requestTooLarge(ASYNC_REQUEST_LIMIT_BYTES);
  lambda.asyncQueue.add(referenceOf(lambda, input), dispatched(invocation));
  return { status: 202, headers: {}, body: "" };
}

function dispatched({ input, requestId }: Invocation): DispatchedInvocation {
  return {
    requestId,
    payload: payloadOf(input.Payload),
    clientContext: clientContextOf(input.ClientContext ?? ""),
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
