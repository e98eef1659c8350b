import type { FunctionConfiguration } from "../functions/function.ts";
import type { LogStream } from "../logs/log-store.ts";
import { LOG_TAIL_BYTES } from "../shared/constants.ts";
import type { EnvironmentServices } from "./environment-services.ts";
import type { FunctionProcess } from "./function-process.ts";
import type { InvocationRequest, InvocationRun } from "./invocation-run.ts";
import type { WatchedMemory } from "./memory-monitor.ts";

/**
 * Log and memory record of one environment. END and REPORT are written one turn of the event loop
 * after the answer: by then everything the program printed before it answered has been read.
 */
export class EnvironmentLog {
  readonly streamName: string;
  memoryExceeded = false;

  readonly #services: EnvironmentServices;
  readonly #limitBytes: number;
  readonly #stream: LogStream;
  #atLineStart = true;
  #tail: string[] | undefined;
  #pendingEnd: (() => void) | undefined;
  #memory: WatchedMemory | undefined;
  #peakBytes = 0;

  constructor(configuration: FunctionConfiguration, services: EnvironmentServices, environmentId: string) {
    const day = new Date(services.clock.now()).toISOString().slice(0, 10).replaceAll("-", "/");
    this.streamName = `${day}/[${configuration.version}]${environmentId}`;
    this.#services = services;
    this.#limitBytes = configuration.memorySize * 1_048_576;
    this.#stream = services.logs.open(
      configuration.functionName,
      configuration.logging.group,
      this.streamName,
    );
  }

  /** Text printed by the program. */
  output(text: string): void {
    if (text === "") return;
    this.#atLineStart = text.endsWith("\n");
    this.#tail?.push(text);
    this.#stream.write(text);
  }

  /** A line of the platform; begins on a line of its own. */
  write(line: string): void {
    if (line === "") return;
    this.output(this.#atLineStart ? line : `\n${line}`);
  }

  startRun(request: InvocationRequest, line: string): void {
    this.#tail = request.wantsLog ? [] : undefined;
    this.write(line);
  }

  /** @param line makes the closing lines from the peak memory in bytes */
  endRun(run: InvocationRun, line: (maxMemoryBytes: number) => string): void {
    this.#refreshPeak();
    this.unwatchMemory();
    this.#pendingEnd = () => {
      this.#pendingEnd = undefined;
      this.write(line(this.#peakBytes));
      if (run.request.wantsLog) run.resolveWithLog(this.#takeTail());
    };
    setImmediate(() => this.finishRun());
  }

  /** Writes the closing lines of the last run if that is still to do. */
  finishRun(): void {
    this.#pendingEnd?.();
  }

  watchMemory(process: FunctionProcess, exceeded: () => void): void {
    if (this.#memory?.pid !== process.pid) {
      this.memoryExceeded = false;
      this.#memory = { pid: process.pid, limitBytes: this.#limitBytes, peakBytes: 0, lookedAt: 0, exceeded };
    }
    this.#services.memory.watch(this.#memory);
  }

  /** The environment is gone; a line that still comes is written. */
  end(): void {
    this.finishRun();
    this.#stream.end();
  }

  unwatchMemory(): void {
    if (this.#memory !== undefined) this.#services.memory.unwatch(this.#memory);
  }

  #refreshPeak(): void {
    if (this.#memory === undefined) return;
    this.#services.memory.refresh(this.#memory);
    this.#peakBytes = Math.max(this.#peakBytes, this.#memory.peakBytes);
  }

  #takeTail(): Buffer {
    const text = Buffer.from((this.#tail ?? []).join(""));
    this.#tail = undefined;
    return text.subarray(Math.max(0, text.length - LOG_TAIL_BYTES));
  }
}
