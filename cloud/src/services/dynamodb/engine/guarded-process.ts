import { type ChildProcess, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** A program that ends with this process, however that ends. */
export interface GuardedProcess {
  /** Of the program itself. */
  readonly pid: number;
  /** Resolves when it has ended, with what it wrote last. */
  readonly ended: Promise<string>;
  /** Ends it; resolves when it is gone. */
  stop(): Promise<void>;
}

/**
 * DDB-8: a shell between the two holds the other end of a pipe. When this process is gone, even by
 * `kill -9`, the pipe closes and the shell ends the program. A program that ends takes the shell along.
 */
const GUARD = `umask 077
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
echo "pid $program"
{ read -r _ <&3; kill -9 "$program"; } >/dev/null 2>&1 &
guard=$!
exec 3<&-
wait "$program"
kill -9 "$guard" 2>/dev/null
exit 0`;

/** Last characters of its output that are kept for a message. */
const KEPT = 500;

/**
 * @param ready whether a line of its output says that it is up
 * @throws Error with its last words when it ends before that
 */
export function startGuarded(
  command: readonly string[],
  ready: (line: string) => boolean,
): Promise<GuardedProcess> {
  // Of its own group: an interrupt at the terminal is for the cloud, which ends it in its turn.
  const shell = spawn("/bin/sh", ["-c", GUARD, "portcullis-engine", ...command], {
    stdio: ["pipe", "pipe", "pipe"],
    detached: true,
    env: { PATH: process.env["PATH"] ?? "" },
  });
  shell.stdin.on("error", () => undefined);
  let last = "";
  const ended = endOf(shell, () => last);
  const stop = async (): Promise<void> => {
    shell.stdin.destroy();
    await ended;
  };
  return new Promise((resolve, reject) => {
    const started = startOf(ready);
    const hear = (line: string): void => {
      last = `${last}${line}\n`.slice(-KEPT);
      const pid = started(line);
      if (pid !== undefined) resolve({ pid, ended, stop });
    };
    createInterface({ input: shell.stdout }).on("line", hear);
    createInterface({ input: shell.stderr }).on("line", hear);
    void ended.then((words) => reject(new Error(words.replace(/^pid \d+\n/, "").trim())));
  });
}

/**
 * Hears line by line until both are told: the pid by the shell, and by the program that it is up. On a busy
 * machine the program is up before its shell has the processor again.
 * @returns what answers the pid from then on
 */
export function startOf(ready: (line: string) => boolean): (line: string) => number | undefined {
  let pid: number | undefined;
  let isUp = false;
  return (line) => {
    const told = /^pid (\d+)$/.exec(line)?.[1];
    if (told !== undefined) pid ??= Number(told);
    isUp ||= ready(line);
    return isUp ? pid : undefined;
  };
}

function endOf(shell: ChildProcess, words: () => string): Promise<string> {
  return new Promise((resolve) => {
    shell.once("error", (error) => resolve(error.message));
    shell.once("exit", () => {
      // Where the shell was killed itself, this ends what it guarded.
      shell.stdin?.destroy();
    });
    shell.once("close", () => resolve(words()));
  });
}
