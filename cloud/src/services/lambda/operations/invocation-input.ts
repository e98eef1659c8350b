import type { InvocationRequest } from "../../../wire/models/generated/lambda.types.ts";
import { functionArn } from "../functions/names.ts";
import type { DispatchedInvocation, Target } from "../invocation/dispatcher.ts";
import { CLIENT_CONTEXT_LIMIT_BYTES } from "../shared/constants.ts";
import { functionNotFound, invalidRequestContent } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";
import { referenceOf } from "./function-input.ts";

/** @throws AwsError ResourceNotFoundException */
export function invocable(
  lambda: LambdaContext,
  input: Pick<InvocationRequest, "FunctionName" | "Qualifier">,
): Target {
  const reference = referenceOf(lambda, input);
  const target = lambda.dispatcher.find(reference);
  if (target !== undefined) return target;
  const { name, qualifier } = reference;
  throw functionNotFound(functionArn(lambda.scope, { name, qualifier: qualifier || "$LATEST" }));
}

interface Call {
  /** `Payload`: the whole body, empty when there is none. */
  readonly input: Pick<InvocationRequest, "ClientContext"> & { readonly Payload: Buffer };
  readonly requestId: string;
}

/** @throws AwsError InvalidRequestContentException */
export function dispatched({ input, requestId }: Call): DispatchedInvocation {
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
