// Runs ../sign-in-load.mjs in a process of its own and reads what the server spent meanwhile.
import { join } from "node:path";
import { cpuSecondsOfAll, runToEnd } from "./processes.mjs";

const PROGRAM = join(import.meta.dirname, "..", "sign-in-load.mjs");

/** @returns sign-ins per second, p50 and p99 in ms, server processor milliseconds per sign-in */
export async function signInLoad(serverPid, load) {
  const before = cpuSecondsOfAll(serverPid);
  const { output } = await runToEnd(process.execPath, [PROGRAM, JSON.stringify(load)]);
  const spent = cpuSecondsOfAll(serverPid) - before;
  const { count, seconds, p50, p99 } = JSON.parse(output);
  return { rps: count / seconds, p50, p99, cpuMs: (spent * 1000) / count };
}
