import type { ProcessExit } from "./function-process.ts";

/** The error document of a failed invocation and the type the REPORT line names. */
export interface Failure {
  readonly errorType: string;
  readonly payload: Buffer;
  /** What REPORT says: a time-out is a status of its own. */
  readonly status: "error" | "timeout";
}

function failure(errorType: string, errorMessage: string, status: Failure["status"] = "error"): Failure {
  return { errorType, payload: Buffer.from(JSON.stringify({ errorType, errorMessage })), status };
}

export function timedOut(requestId: string, timeoutSeconds: number): Failure {
  const text = `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`;
  return failure("Sandbox.Timedout", text, "timeout");
}

export function exited(requestId: string, exit: ProcessExit): Failure {
  return failure("Runtime.ExitError", `RequestId: ${requestId} Error: Runtime exited ${exitText(exit)}`);
}

export function outOfMemory(requestId: string): Failure {
  const text = `RequestId: ${requestId} Error: Runtime exited with error: signal: killed`;
  return failure("Runtime.OutOfMemory", text);
}

export function invalidEntrypoint(requestId: string, reason: string): Failure {
  return failure("Runtime.InvalidEntrypoint", `RequestId: ${requestId} Error: ${reason}`);
}

export function responseTooLarge(limitBytes: number): Failure {
  const errorType = "Function.ResponseSizeTooLarge";
  const errorMessage = `Response payload size exceeded maximum allowed payload size (${limitBytes} bytes).`;
  return {
    errorType,
    payload: Buffer.from(JSON.stringify({ errorMessage, errorType })),
    status: "error",
  };
}

/** The runtime hung up in the middle of a response. */
export function truncated(requestId: string): Failure {
  return failure("Runtime.TruncatedResponse", `RequestId: ${requestId} Error: Response was truncated`);
}

/** What the runtime itself reported. */
export function reported(payload: Buffer, headerType: string): Failure {
  const errorType = headerType === "" ? errorTypeOf(payload) : headerType;
  if (payload.length > 0) return { errorType, payload, status: "error" };
  return failure(errorType, "Unknown application error occurred");
}

function errorTypeOf(payload: Buffer): string {
  try {
    const document: unknown = JSON.parse(payload.toString("utf8"));
    if (typeof document === "object" && document !== null && "errorType" in document) {
      return String(document.errorType);
    }
  } catch {
    // Not JSON: the runtime may send what it likes.
  }
  return "Runtime.Unknown";
}

/** Names of signals as the Go runtime of AWS's supervisor prints them. */
const SIGNAL_NAMES: Readonly<Record<string, string>> = {
  SIGABRT: "aborted",
  SIGBUS: "bus error",
  SIGFPE: "floating point exception",
  SIGHUP: "hangup",
  SIGILL: "illegal instruction",
  SIGINT: "interrupt",
  SIGKILL: "killed",
  SIGPIPE: "broken pipe",
  SIGQUIT: "quit",
  SIGSEGV: "segmentation fault",
  SIGTERM: "terminated",
  SIGTRAP: "trace/breakpoint trap",
};

function exitText(exit: ProcessExit): string {
  if (exit.signal !== undefined) return `with error: signal: ${SIGNAL_NAMES[exit.signal] ?? exit.signal}`;
  if (exit.status === undefined || exit.status === 0) return "without providing a reason";
  return `with error: exit status ${exit.status}`;
}
