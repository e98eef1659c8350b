import type { Timers } from "../../../core/timers.ts";
import type { RuntimeConnection } from "../runtime-api/connection.ts";
import type { Failure } from "./error-payloads.ts";

export interface InvocationRequest {
  readonly requestId: string;
  readonly payload: Buffer | string;
  /** The ARN the caller used, qualifier included. */
  readonly invokedArn: string;
  readonly traceId: string;
  /** JSON text; empty when none was sent. */
  readonly clientContext: string;
  /** Collect what the invocation logs. */
  readonly wantsLog: boolean;
}

export interface InvocationResult {
  readonly functionError: boolean;
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

/** One invocation on its way through an environment. */
export class InvocationRun {
  readonly request: InvocationRequest;
  readonly #timers: Timers;
  readonly #resolve: (result: InvocationResult) => void;
  readonly #started: number;
  #cancelLimit: () => void = () => undefined;
  #result: { readonly functionError: boolean; readonly payload: Buffer } | undefined;
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

  succeed(payload: Buffer): void {
    this.#answer({ functionError: false, payload });
  }

  fail(failure: Failure): void {
    if (this.answered) return;
    this.failure = failure;
    this.#answer({ functionError: true, payload: failure.payload });
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
    // A caller that wants the log waits for the REPORT line; nobody else does.
    if (!this.request.wantsLog) this.#resolve({ ...result, log: NO_LOG });
  }
}
