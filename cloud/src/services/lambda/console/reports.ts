import { thrownLines, withStackInLines } from "./thrown.ts";

/** What the platform said at the end of an invocation. */
export interface Report {
  readonly requestId: string;
  readonly durationMs: number;
  /** Only where the invocation started the environment. */
  readonly initMs: number | undefined;
  readonly memoryMb: number;
  readonly memoryLimitMb: number;
  readonly status: "success" | "error" | "timeout";
}

/** A line of a log, told apart. */
export type LogLine =
  | { readonly kind: "start"; readonly requestId: string }
  | { readonly kind: "report"; readonly report: Report }
  | {
      readonly kind: "text";
      /** ISO time that the line itself says. */
      readonly time: string | undefined;
      readonly requestId: string | undefined;
      readonly isError: boolean;
      readonly text: string;
    };

const START = /^START RequestId: ([0-9a-f-]{36}) /;
const END = /^END RequestId: /;
const REPORT =
  /^REPORT RequestId: ([0-9a-f-]{36})\tDuration: ([\d.]+) ms\tBilled Duration: \d+ ms\tMemory Size: (\d+) MB\tMax Memory Used: (\d+) MB\t(?:Init Duration: ([\d.]+) ms\t)?(?:Status: (\w+))?/;
const SAID = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\t([0-9a-f-]{36}|undefined)\t([A-Z]+)\t(.*)$/s;

/** Lines in the order in which they were written; `END` says nothing that `REPORT` does not. */
export function logLines(lines: readonly string[]): LogLine[] {
  return lines.filter((line) => line !== "" && !END.test(line)).flatMap((line) => parsed(line) ?? []);
}

function parsed(line: string): LogLine | undefined {
  if (line.startsWith("{")) return parsedJson(line);
  const start = START.exec(line)?.[1];
  if (start !== undefined) return { kind: "start", requestId: start };
  const report = REPORT.exec(line);
  if (report !== null) return { kind: "report", report: textReport(report) };
  const said = SAID.exec(line);
  if (said === null) {
    return { kind: "text", time: undefined, requestId: undefined, isError: false, text: line };
  }
  const [, time, requestId, level = "", text = ""] = said;
  return { kind: "text", time, requestId, isError: isError(level), text: withStackInLines(text) };
}

function textReport([, requestId = "", duration, limit, memory, init, status]: RegExpExecArray): Report {
  return {
    requestId,
    durationMs: Number(duration),
    initMs: init === undefined ? undefined : Number(init),
    memoryMb: Number(memory),
    memoryLimitMb: Number(limit),
    status: statusOf(status),
  };
}

interface JsonLine {
  readonly type?: string;
  readonly time?: string;
  readonly timestamp?: string;
  readonly level?: string;
  readonly message?: unknown;
  readonly requestId?: string;
  readonly record?: {
    readonly requestId?: string;
    readonly status?: string;
    readonly metrics?: Readonly<Record<string, number>>;
  };
}

function parsedJson(line: string): LogLine | undefined {
  const plain: LogLine = { kind: "text", time: undefined, requestId: undefined, isError: false, text: line };
  let json: JsonLine;
  try {
    json = JSON.parse(line) as JsonLine;
  } catch {
    return plain;
  }
  const { type, record = {} } = json;
  if (type === "platform.start") return { kind: "start", requestId: record.requestId ?? "" };
  if (type === "platform.report") {
    const { metrics = {} } = record;
    return {
      kind: "report",
      report: {
        requestId: record.requestId ?? "",
        durationMs: metrics["durationMs"] ?? 0,
        initMs: metrics["initDurationMs"],
        memoryMb: metrics["maxMemoryUsedMB"] ?? 0,
        memoryLimitMb: metrics["memorySizeMB"] ?? 0,
        status: statusOf(record.status),
      },
    };
  }
  if (type?.startsWith("platform.") === true) return undefined;
  if (json.message === undefined) return plain;
  return {
    kind: "text",
    time: json.timestamp,
    requestId: json.requestId,
    isError: isError(json.level),
    text: saidIn(json),
  };
}

/** Node puts an error into the message, Python beside it. */
function saidIn(json: JsonLine): string {
  const { message } = json;
  const lines = [
    ...(typeof message === "string" ? [message] : (thrownLines(message) ?? [JSON.stringify(message)])),
    ...(thrownLines(json) ?? []),
  ];
  return lines.join("\n");
}

function isError(level: string | undefined): boolean {
  return level === "ERROR" || level === "FATAL";
}

function statusOf(text: string | undefined): Report["status"] {
  return text === "error" || text === "timeout" ? text : "success";
}

/** How long invocations took, as far as the log goes back. */
export interface Durations {
  readonly count: number;
  readonly failed: number;
  /** Those that started an environment: median of their start and of their run. */
  readonly cold: { readonly count: number; readonly initMs: number; readonly durationMs: number } | undefined;
  readonly warm:
    | { readonly count: number; readonly medianMs: number; readonly slowestMs: number }
    | undefined;
  readonly memoryMb: number;
  readonly memoryLimitMb: number;
}

export function durationsOf(lines: readonly LogLine[]): Durations | undefined {
  const reports = lines.flatMap((line) => (line.kind === "report" ? [line.report] : []));
  const last = reports.at(-1);
  if (last === undefined) return undefined;
  const cold = reports.filter(({ initMs }) => initMs !== undefined);
  const warm = reports.filter(({ initMs }) => initMs === undefined);
  return {
    count: reports.length,
    failed: reports.filter(({ status }) => status !== "success").length,
    cold:
      cold.length === 0
        ? undefined
        : {
            count: cold.length,
            initMs: median(cold.map(({ initMs = 0 }) => initMs)),
            durationMs: median(cold.map(({ durationMs }) => durationMs)),
          },
    warm:
      warm.length === 0
        ? undefined
        : {
            count: warm.length,
            medianMs: median(warm.map(({ durationMs }) => durationMs)),
            slowestMs: Math.max(...warm.map(({ durationMs }) => durationMs)),
          },
    memoryMb: Math.max(...reports.map(({ memoryMb }) => memoryMb)),
    memoryLimitMb: last.memoryLimitMb,
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? 0;
}
