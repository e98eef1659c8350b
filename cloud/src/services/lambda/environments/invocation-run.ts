import type { Timers } from "../../../core/clock.ts";
import type { RuntimeConnection } from "../runtime-api/connection.ts";
import type { IncomingResponse, ResponseSink } from "../runtime-api/session.ts";
import { STREAMED_RESPONSE_LIMIT_BYTES } from "../shared/constants.ts";
import { type Failure, reported, responseTooLarge, truncated } from "./error-payloads.ts";
import { ResponsePipe, type StreamedResponse } from "./response-pipe.ts";

export interface InvocationRequest {
  readonly requestId: string;
  /** Id of the request that causes the run, for the trace. */
  readonly cause?: string | undefined;
  readonly payload: Buffer | string;
  /** The ARN the caller used, qualifier included. */
  readonly invokedArn: string;
  readonly traceId: string;
  /** JSON text; empty when none was sent. */
  readonly clientContext: string;
  /** Collect what the invocation logs. */
  readonly wantsLog: boolean;
  /** Told when the runtime begins to stream; left out where the answer is wanted in one piece. */
  readonly onStream?: ((response: StreamedResponse) => void) | undefined;
}

export interface InvocationResult {
  readonly functionError: boolean;
  /** The answer, or the error document; empty when the answer was streamed. */
  readonly payload: Buffer;
  /** The last 4 KB logged; empty unless asked for. */
  readonly log: Buffer;
}

/** The start of a program, until it asks for its first event. */
export interface Initialization {
  readonly phase: "init" | "invoke";
  /** `Timers.elapsed` */
  readonly started: number;
  settle(): void;
  /** What the runtime posted to `init/error`. */
  failure: Failure | undefined;
}

const NO_LOG = Buffer.alloc(0);
const STREAMED = Buffer.alloc(0);

/** One invocation on its way through an environment. */
export class InvocationRun {
  readonly request: InvocationRequest;
  readonly #timers: Timers;
  readonly #resolve: (result: InvocationResult) => void;
  readonly #started: number;
  #cancelLimit: () => void = () => undefined;
  #result: { readonly functionError: boolean; readonly payload: Buffer } | undefined;
  #pipe: ResponsePipe | undefined;
  #isTruncated = false;
  /** The connection on which the runtime was sent the event. */
  takenBy: RuntimeConnection | undefined;
  failure: Failure | undefined;

  constructor(request: InvocationRequest, timers: Timers, resolve: (result: InvocationResult) => void) {
    this.request = request;
    this.#timers = timers;
    this.#resolve = resolve;
    this.#started = timers.elapsed();
  }

  get dispatched(): boolean {
    return this.takenBy !== undefined;
  }

  get answered(): boolean {
    return this.#result !== undefined;
  }

  limit(milliseconds: number, exceeded: () => void): void {
    this.#cancelLimit = this.#timers.after(milliseconds, exceeded);
  }

  /** False when the answer is on its way already, bit by bit. */
  succeed(payload: Buffer): boolean {
    if (this.#pipe !== undefined) return false;
    this.#answer({ functionError: false, payload });
    return true;
  }

  /** The runtime begins to stream; undefined when the caller wants one piece, or gets an answer already. */
  stream(incoming: IncomingResponse): ResponseSink | undefined {
    const { onStream } = this.request;
    if (onStream === undefined || this.answered || this.#pipe !== undefined) return undefined;
    const pipe = new ResponsePipe(incoming, STREAMED_RESPONSE_LIMIT_BYTES);
    this.#pipe = pipe;
    onStream(pipe);
    return {
      add: (bytes) => {
        pipe.add(bytes);
        if (pipe.tooLarge) this.fail(responseTooLarge(STREAMED_RESPONSE_LIMIT_BYTES));
      },
      end: () => {
        if (pipe.tooLarge) return "too-large";
        if (this.answered) return "already-answered";
        this.#answer({ functionError: false, payload: STREAMED });
        return "accepted";
      },
      fail: (payload, errorType) =>
        this.fail(reported(payload, errorType)) ? "accepted" : "already-answered",
      aborted: () => {
        this.#isTruncated = true;
      },
    };
  }

  /**
   * The runtime asks for the next event.
   * @returns false when it owes an answer that it could still give
   */
  leave(): boolean {
    if (!this.answered && this.#isTruncated) this.fail(truncated(this.request.requestId));
    return this.answered || !this.dispatched;
  }

  /** False when there is an answer already. */
  fail(failure: Failure): boolean {
    if (this.answered) return false;
    this.failure = failure;
    this.#answer({ functionError: true, payload: failure.payload });
    return true;
  }

  /** Ends the time-out; answers the duration in milliseconds. */
  stop(): number {
    this.#cancelLimit();
    return this.#timers.elapsed() - this.#started;
  }

  /** Hands the result over together with the collected log. */
  resolveWithLog(log: Buffer): void {
    if (this.#result !== undefined) this.#resolve({ ...this.#result, log });
  }

  #answer(result: { readonly functionError: boolean; readonly payload: Buffer }): void {
    this.#result = result;
    this.#pipe?.end();
    // A caller that wants the log waits for the REPORT line; nobody else does.
    if (!this.request.wantsLog) this.#resolve({ ...result, log: NO_LOG });
  }
}
