// What the kernel knows of a process: processor time, memory, children.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";

/** Ticks per second of /proc times (USER_HZ), the same on every Linux of today. */
const TICKS_PER_SECOND = 100;

/** Seconds of processor time of all threads of `pid`, user and system. */
export function cpuSeconds(pid) {
  const fields = statFields(pid);
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** The fields of /proc/<pid>/stat behind the program name, which may hold blanks. */
function statFields(pid) {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  return text.slice(text.lastIndexOf(")") + 2).split(" ");
}

/** Resident memory in megabytes (10^6 bytes). */
export function rssMegabytes(pid) {
  const kibibytes = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? "0";
  return (Number(kibibytes) * 1024) / 1e6;
}

/** Process ids of everything `pid` started, directly or not. */
export function descendants(pid) {
  const parents = new Map();
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    try {
      parents.set(Number(name), Number(statFields(Number(name))[1]));
    } catch {
      // Gone in the meantime.
    }
  }
  const found = new Set([pid]);
  for (let size = 0; size !== found.size; ) {
    size = found.size;
    for (const [child, parent] of parents) if (found.has(parent)) found.add(child);
  }
  found.delete(pid);
  return [...found];
}

/** Processor seconds of `pid` and of all it started that still run. */
export function cpuSecondsOfAll(pid) {
  let sum = 0;
  for (const each of [pid, ...descendants(pid)]) {
    try {
      sum += cpuSeconds(each);
    } catch {
      // Gone in the meantime.
    }
  }
  return sum;
}

/** Starts a program; resolves with it and the milliseconds until its output held `sign`. */
export function startUntil(command, args, { sign, ...options }) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  return new Promise((resolve, reject) => {
    let output = "";
    const look = (chunk) => {
      output += chunk;
      if (output.includes(sign)) resolve({ child, gone, output, milliseconds: performance.now() - started });
    };
    child.stdout.on("data", look);
    child.stderr.on("data", look);
    child.once("error", reject);
    void gone.then((code) =>
      reject(new Error(`${command} ended (${code}) before it said "${sign}":\n${output}`)),
    );
  });
}

/** Runs a program to its end; answers its output and the milliseconds it took. */
export function runToEnd(command, args, options = {}) {
  const started = performance.now();
  const child = spawn(command, args, { stdio: ["ignore", "pipe", "pipe"], ...options });
  return new Promise((resolve, reject) => {
    let output = "";
    let errors = "";
    child.stdout.on("data", (chunk) => (output += chunk));
    child.stderr.on("data", (chunk) => (errors += chunk));
    child.once("error", reject);
    child.once("close", (code) => {
      if (code === 0) resolve({ output, milliseconds: performance.now() - started });
      else reject(new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}${errors}`));
    });
  });
}

/** Loopback ports that are free now. */
export function freePorts(count) {
  const one = () =>
    new Promise((resolve, reject) => {
      const server = createServer();
      server.once("error", reject);
      server.listen(0, "127.0.0.1", () => {
        const { port } = server.address();
        server.close(() => resolve(port));
      });
    });
  return Promise.all(Array.from({ length: count }, one));
}
