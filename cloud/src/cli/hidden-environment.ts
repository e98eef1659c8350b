import { closeSync, openSync, readFileSync, writeSync } from "node:fs";

/** Fields of stat(5), counted from the one behind the program's name. */
const ENVIRONMENT_START = 47;
const ENVIRONMENT_END = 48;

/**
 * LAM-16: functions run as the same user, and the kernel shows them the environment that this process
 * was started with: access keys of the developer's own account, tokens. What it shows are the bytes
 * that were handed over at the start, so the variables are copied first and those bytes are cleared then;
 * this process reads its variables as before. Nothing happens where the system has no procfs.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_environ.5.html
 */
export function hideEnvironment(): void {
  if (process.platform !== "linux") return;
  try {
    const { start, length } = handedOver();
    // Setting a variable makes a copy of it elsewhere.
    for (const [name, value] of Object.entries(process.env)) process.env[name] = value;
    const memory = openSync("/proc/self/mem", "r+");
    try {
      writeSync(memory, Buffer.alloc(length), 0, length, start);
    } finally {
      closeSync(memory);
    }
  } catch {
    // A system that does not let a process write its own memory: docs/gaps/lambda.md says what is left.
  }
}

function handedOver(): { readonly start: number; readonly length: number } {
  const stat = readFileSync("/proc/self/stat", "latin1");
  // The program name, in parentheses, may contain blanks.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const start = Number(fields[ENVIRONMENT_START]);
  const length = Number(fields[ENVIRONMENT_END]) - start;
  if (!Number.isSafeInteger(start) || start <= 0 || !(length > 0))
    throw new Error("Nothing was handed over.");
  return { start, length };
}
