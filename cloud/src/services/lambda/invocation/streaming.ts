import { Readable } from "node:stream";
import type { InvocationResult } from "../environments/invocation-run.ts";
import type { StreamedResponse } from "../environments/response-pipe.ts";
import type { DispatchedInvocation, Dispatcher, Target } from "./dispatcher.ts";

/** What a function does for a caller that takes its answer bit by bit. */
export interface StreamingCall {
  /** Undefined when it answered in one piece, or failed before it began: `result` has all of it. */
  readonly response: StreamedResponse | undefined;
  /** There when the whole answer is. */
  readonly result: Promise<InvocationResult>;
}

/**
 * Runs a function, and answers as soon as it begins to. Rejects as `Dispatcher.invoke`.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export function invokeStreaming(
  dispatcher: Pick<Dispatcher, "invoke">,
  target: Target,
  invocation: DispatchedInvocation,
): Promise<StreamingCall> {
  return new Promise((resolve, reject) => {
    const result = dispatcher.invoke(target, {
      ...invocation,
      onStream: (response) => resolve({ response, result }),
    });
    result.then(() => resolve({ response: undefined, result }), reject);
  });
}

/** @param source what the parts come from: let go as soon as nobody reads any more */
export function streamOf(parts: AsyncIterable<Buffer>, source: Readable | undefined): Readable {
  const stream = Readable.from(parts, { objectMode: false });
  const destroy = stream._destroy.bind(stream);
  // By itself it would wait for the next part before it lets go.
  stream._destroy = (error, done) => {
    source?.destroy();
    destroy(error, done);
  };
  return stream;
}
