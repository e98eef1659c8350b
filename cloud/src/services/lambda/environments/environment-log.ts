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

export interface InvocationReport {
  readonly requestId: string;
  readonly durationMs: number;
  readonly maxMemoryBytes: number;
  /** Only for the invocation that started the environment. */
  readonly initDurationMs: number | undefined;
  readonly status: "success" | "error" | "timeout";
  readonly errorType: string;
}

export interface InitReport {
  readonly durationMs: number;
  readonly phase: "init" | "invoke";
  readonly status: "error" | "timeout";
  readonly errorType: string;
}

/**
 * The lines the platform writes around an invocation, in the log format of the function.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-logging.html
 */
export interface PlatformLines {
  initStart(instanceId: string, time: number): string;
  initReport(report: InitReport, time: number): string;
  start(requestId: string, time: number): string;
  report(report: InvocationReport, time: number): string;
}

export function platformLinesFor(configuration: FunctionConfiguration): PlatformLines {
  return configuration.logging.format === "JSON" ? jsonLines(configuration) : textLines(configuration);
}

const megabytes = (bytes: number): number => Math.max(1, Math.ceil(bytes / 1_048_576));
const rounded = (milliseconds: number): number => Math.round(milliseconds * 100) / 100;

function textLines(configuration: FunctionConfiguration): PlatformLines {
  const { memorySize, version } = configuration;
  return {
    initStart: () => "",
    initReport: ({ durationMs, phase, status, errorType }) =>
      `INIT_REPORT Init Duration: ${durationMs.toFixed(2)} ms\tPhase: ${phase}\tStatus: ${status}${status === "error" ? `\tError Type: ${errorType}` : ""}\n`,
    start: (requestId) => `START RequestId: ${requestId} Version: ${version}\n`,
    report: (report) => {
      const init =
        report.initDurationMs === undefined ? "" : `Init Duration: ${report.initDurationMs.toFixed(2)} ms\t`;
      const status = statusText(report);
      const used = Math.min(memorySize, megabytes(report.maxMemoryBytes));
      return `END RequestId: ${report.requestId}\nREPORT RequestId: ${report.requestId}\tDuration: ${report.durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(report.durationMs)} ms\tMemory Size: ${memorySize} MB\tMax Memory Used: ${used} MB\t${init}${status}\n`;
    },
  };
}

function statusText({ status, errorType }: InvocationReport): string {
  if (status === "success") return "";
  return status === "timeout" ? "Status: timeout" : `Status: error\tError Type: ${errorType}`;
}

const SEVERITY: Readonly<Record<string, number>> = { DEBUG: 0, INFO: 1, WARN: 2 };

function jsonLines(configuration: FunctionConfiguration): PlatformLines {
  const { memorySize, version, functionName } = configuration;
  const threshold = SEVERITY[configuration.logging.systemLevel ?? "INFO"] ?? 1;
  const line = (severity: number, time: number, type: string, record: object): string =>
    severity < threshold ? "" : `${JSON.stringify({ time: new Date(time).toISOString(), type, record })}\n`;
  return {
    initStart: (instanceId, time) =>
      line(1, time, "platform.initStart", {
        initializationType: "on-demand",
        phase: "init",
        functionName,
        functionVersion: version,
        instanceId,
        instanceMaxMemory: memorySize * 1_048_576,
      }),
    initReport: ({ durationMs, phase, status, errorType }, time) =>
      line(2, time, "platform.initReport", {
        initializationType: "on-demand",
        phase,
        status,
        ...(status === "error" ? { errorType } : {}),
        metrics: { durationMs: rounded(durationMs) },
      }),
    start: (requestId, time) => line(1, time, "platform.start", { requestId, version }),
    report: (report, time) =>
      line(report.status === "success" ? 1 : 2, time, "platform.report", {
        requestId: report.requestId,
        metrics: {
          durationMs: rounded(report.durationMs),
          billedDurationMs: Math.ceil(report.durationMs),
          memorySizeMB: memorySize,
          maxMemoryUsedMB: Math.min(memorySize, megabytes(report.maxMemoryBytes)),
          ...(report.initDurationMs === undefined ? {} : { initDurationMs: rounded(report.initDurationMs) }),
        },
        status: report.status,
        ...(report.status === "error" ? { errorType: report.errorType } : {}),
      }),
  };
}
