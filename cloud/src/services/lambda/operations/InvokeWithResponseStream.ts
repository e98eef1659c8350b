import { encodeEvent } from "../../../wire/event-stream.ts";
import type { InvokeWithResponseStreamRequest } from "../../../wire/models/generated/lambda.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { RawOutput } from "../../../wire/protocols/rest-json.ts";
import type { InvocationResult } from "../environments/invocation-run.ts";
import { invokeStreaming, type StreamingCall, streamOf } from "../invocation/streaming.ts";
import { REQUEST_LIMIT_BYTES } from "../shared/constants.ts";
import type { LambdaContext } from "./context.ts";
import { onFunction } from "./function-input.ts";
import { dispatched, invocable } from "./invocation-input.ts";

/** The whole body, empty when there is none. */
type Input = InvokeWithResponseStreamRequest & { readonly Payload: Buffer };

/** @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html */
export const InvokeWithResponseStream = (lambda: LambdaContext): Operation<Input> => ({
  name: "InvokeWithResponseStream",
  bodyLimitBytes: REQUEST_LIMIT_BYTES,
  unsupportedMembers: ["TenantId"],
  // LAM-37: AWS has no action of its own for it.
  authorize: onFunction(lambda, "lambda:InvokeFunction"),
  run: async (input, { requestId }) => {
    const target = invocable(lambda, input);
    if (input.InvocationType === "DryRun") return new RawOutput({ status: 204, headers: {} });
    const wantsLog = input.LogType === "Tail";
    const call = await invokeStreaming(lambda.dispatcher, target, {
      ...dispatched({ input, requestId }),
      wantsLog,
    });
    return new RawOutput({
      status: 200,
      headers: {
        "Content-Type": "application/vnd.amazon.eventstream",
        "X-Amz-Executed-Version": target.configuration.version,
      },
      body: streamOf(eventsOf(call, wantsLog), call.response?.body),
    });
  },
});

async function* eventsOf({ response, result }: StreamingCall, wantsLog: boolean): AsyncGenerator<Buffer> {
  for await (const bytes of response?.body ?? []) yield payloadChunk(bytes);
  const ended = await result;
  if (!ended.functionError && ended.payload.length > 0) yield payloadChunk(ended.payload);
  yield invokeComplete(ended, wantsLog);
}

function payloadChunk(bytes: Buffer): Buffer {
  return encodeEvent("PayloadChunk", "application/octet-stream", bytes);
}

/** LAM-39: what could not be finished says so. */
function invokeComplete({ functionError, payload, log }: InvocationResult, wantsLog: boolean): Buffer {
  const complete = {
    ...(functionError ? { ErrorCode: "Unhandled", ErrorDetails: payload.toString("utf8") } : {}),
    ...(wantsLog ? { LogResult: log.toString("base64") } : {}),
  };
  return encodeEvent("InvokeComplete", "application/json", Buffer.from(JSON.stringify(complete)));
}
