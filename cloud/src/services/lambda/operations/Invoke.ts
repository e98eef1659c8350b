import { functionErrorWhy } from "../../../core/function-error.ts";
import type { Why } from "../../../core/why.ts";
import type { HttpResponse } from "../../../wire/http.ts";
import type { InvocationRequest, InvocationType } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { RawOutput } from "../../../wire/protocols/rest-json.ts";
import type { Target } from "../invocation/dispatcher.ts";
import { ASYNC_REQUEST_LIMIT_BYTES, REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import { requestTooLarge } from "../shared/errors.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction, referenceOf } from "./function-input.ts";
import { dispatched, invocable } from "./invocation-input.ts";

/** The whole body, empty when there is none. */
type Input = InvocationRequest & { readonly Payload: Buffer };

interface Invocation {
  readonly input: Input;
  readonly requestId: string;
  readonly target: Target;
  readonly noteFailure: (why: Why) => void;
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
  run: async (input, { requestId, noteFailure }) => {
    const target = invocable(lambda, input);
    const handler: Handler = TYPES[input.InvocationType ?? "RequestResponse"];
    return new RawOutput(await handler(lambda, { input, requestId, target, noteFailure }));
  },
});

async function runNow(lambda: LambdaContext, invocation: Invocation): Promise<HttpResponse> {
  const { input, target, noteFailure } = invocation;
  const wantsLog = input.LogType === "Tail";
  const result = await lambda.dispatcher.invoke(target, { ...dispatched(invocation), wantsLog });
  // The answer is a 200 whatever the function did.
  if (result.functionError) noteFailure(functionErrorWhy(target.invokedArn, result.payload));
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
