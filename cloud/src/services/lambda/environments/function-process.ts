import { type ChildProcess, spawn } from "node:child_process";
import { killProgram } from "./process-group.ts";
import type { ProcessRegistry } from "./process-registry.ts";

export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Begins a variable of the environment that only this program and what it starts have. */
  readonly mark: string;
}

export interface ProcessExit {
  /** Undefined when a signal ended it. */
  readonly status: number | undefined;
  readonly signal: NodeJS.Signals | undefined;
}

export interface ProcessEvents {
  output(text: string): void;
  exited(exit: ProcessExit): void;
  /** The program could not be started; `reason` as the operating system words it. */
  failed(reason: string): void;
}

/** A running function program, leader of a process group of its own. */
export interface FunctionProcess {
  readonly pid: number;
  /** Ends it at once with everything it has started. */
  kill(): void;
}

/** How long the output of an ended program is waited for. */
const OUTPUT_LIMIT_MS = 250;

const START_FAILURES: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  ENOENT: "no such file or directory",
  ENOEXEC: "exec format error",
};

/** Starts the program. Exactly one of `exited` and `failed` is called, never synchronously. */
export function startProcess(
  launch: Launch,
  events: ProcessEvents,
  registry: ProcessRegistry,
): FunctionProcess | undefined {
  let child: ChildProcess;
  try {
    child = spawn(launch.command, [...launch.args], {
      cwd: launch.cwd,
      env: { ...launch.environment },
      // A group of its own, so that whatever the function started ends with it.
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
  } catch (error) {
    setImmediate(() => events.failed(reasonOf(error)));
    return undefined;
  }
  const { pid } = child;
  if (pid === undefined) {
    child.once("error", (error) => events.failed(reasonOf(error)));
    return undefined;
  }
  child.on("error", () => undefined);
  forwardOutput(child, events);
  registry.add(pid);
  let isKilled = false;
  // LAM-14: a child in a group or session of its own ends, too.
  const kill = (): void => {
    isKilled = true;
    killProgram(pid, launch.mark);
  };
  child.once("exit", (code, signal) => {
    // What the program left behind must not outlive it. After a kill nothing is left, and the next
    // program of the environment, which bears the same mark, may run already.
    if (!isKilled) kill();
    registry.remove(pid);
    whenOutputEnds(child, () => events.exited({ status: code ?? undefined, signal: signal ?? undefined }));
  });
  return { pid, kill };
}

/** A process that left the group may hold the output open for ever: waits a moment only. */
function whenOutputEnds(child: ChildProcess, done: () => void): void {
  const timer = setTimeout(() => {
    child.removeListener("close", closed);
    done();
  }, OUTPUT_LIMIT_MS);
  const closed = (): void => {
    clearTimeout(timer);
    done();
  };
  child.once("close", closed);
}

function forwardOutput(child: ChildProcess, events: ProcessEvents): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => events.output(text));
    stream?.on("error", () => undefined);
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return START_FAILURES[code] ?? (code === "" ? String(error) : code);
}
