import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { killGroup, killMarked } from "./process-group.ts";

/**
 * LAM-10: keeps a file of the process groups that run now, so that none outlives the cloud: a watcher
 * ends them when the cloud dies, and the next start ends what is left.
 */
export interface ProcessRegistry {
  add(pid: number): void;
  remove(pid: number): void;
  close(): void;
}

/** Reads nothing until its input ends, which happens when the cloud is gone however it died. */
const WATCHER = `trap "" INT TERM HUP
cat >/dev/null
while read -r pid rest; do kill -9 -"$pid"; done <"$1" 2>/dev/null
grep -alF -e "$2" /proc/[0-9]*/environ 2>/dev/null | while IFS=/ read -r empty proc pid rest; do kill -9 "$pid"; done 2>/dev/null`;

/**
 * @param file one line per process: pid and start time
 * @param mark what the programs of this start of the cloud, and what they started, have in their
 * environment: the watcher of an earlier start may still be at work beside it
 * @param leftBehind what those of earlier starts have
 */
export function openProcessRegistry(file: string, mark: string, leftBehind = mark): ProcessRegistry {
  if (!endedInOrder(file)) {
    killLeftovers(file);
    // LAM-14: those that left their group are not in the file.
    killMarked(leftBehind);
  }
  const running = new Map<number, string>();
  let watcher: ChildProcess | undefined;
  const save = (): void => {
    writeFileSync(file, [...running].map(([pid, startedAt]) => `${pid} ${startedAt}\n`).join(""));
  };
  save();
  return {
    add: (pid) => {
      running.set(pid, startTimeOf(pid));
      save();
      watcher ??= startWatcher(file, mark);
    },
    remove: (pid) => {
      // After `close` the file is nobody's business any more; the state folder may be gone.
      if (running.delete(pid)) save();
    },
    close: () => {
      for (const pid of running.keys()) killGroup(pid);
      killMarked(mark);
      running.clear();
      writeFileSync(file, ENDED);
      watcher?.stdin?.end();
    },
  };
}

/** What the file says once everything has been ended: the next start need not look at every process. */
const ENDED = "ended\n";

function endedInOrder(file: string): boolean {
  return readLines(file).join("\n") === ENDED;
}

function startWatcher(file: string, mark: string): ChildProcess {
  const watcher = spawn("/bin/sh", ["-c", WATCHER, "portcullis-watcher", file, mark], {
    detached: true,
    env: { PATH: "/usr/local/bin:/usr/bin:/bin" },
    stdio: ["pipe", "ignore", "ignore"],
  });
  watcher.on("error", () => undefined);
  watcher.stdin?.on("error", () => undefined);
  watcher.unref();
  const { stdin } = watcher;
  if (stdin !== null && "unref" in stdin && typeof stdin.unref === "function") stdin.unref();
  return watcher;
}

/** Ends groups recorded by a cloud that died, but never a stranger that got the same number. */
function killLeftovers(file: string): void {
  for (const line of readLines(file)) {
    const [pid = "", startedAt = ""] = line.split(" ");
    const recorded = Number(pid);
    if (!Number.isInteger(recorded) || recorded <= 1 || startedAt === "") continue;
    if (startTimeOf(recorded) === startedAt) killGroup(recorded);
  }
}

/** Start time in clock ticks since boot; empty where procfs does not tell. */
function startTimeOf(pid: number): string {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The program name, in parentheses, may contain blanks.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[19] ?? "";
  } catch {
    return "";
  }
}

function readLines(file: string): string[] {
  try {
    return readFileSync(file, "latin1").split("\n");
  } catch {
    return [];
  }
}
