// Load over HTTP: wrk where it is installed, else ../http-load.mjs, which takes more of the processor.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { runToEnd } from "./processes.mjs";

const PROGRAM = join(import.meta.dirname, "..", "http-load.mjs");
const hasWrk = spawnSync("wrk", ["-v"]).error === undefined;

const UNITS = { us: 0.001, ms: 1, s: 1000, m: 60_000 };

/**
 * @param load `{ url, headers, clients, seconds, pace }`; one thread makes all requests, as fast as they are
 * answered or `pace` a second
 * @returns requests per second, and p50 and p99 in milliseconds; throws when an answer was no 2xx
 */
export function httpLoad(load) {
  return hasWrk && load.pace === undefined ? withWrk(load) : withNode(load);
}

async function withWrk({ url, headers = {}, clients, seconds }) {
  const asked = Object.entries(headers).flatMap(([name, value]) => ["-H", `${name}: ${value}`]);
  const args = ["-t1", `-c${clients}`, `-d${seconds}s`, "--latency", "--timeout", "30s", ...asked, url];
  const { output } = await runToEnd("wrk", args);
  const bad = /Non-2xx or 3xx responses: \d+|Socket errors: [^\n]+/.exec(output);
  if (bad !== null) throw new Error(`${url}: ${bad[0]}`);
  return {
    rps: Number(/Requests\/sec:\s+([\d.]+)/.exec(output)?.[1]),
    p50: latency(output, "50%"),
    p99: latency(output, "99%"),
    count: Number(/(\d+) requests in/.exec(output)?.[1]),
  };
}

function latency(output, name) {
  const [, number, unit] = new RegExp(`${name}\\s+([\\d.]+)(us|ms|s|m)`).exec(output) ?? [];
  return Number(number) * (UNITS[unit] ?? Number.NaN);
}

async function withNode(load) {
  return JSON.parse((await runToEnd(process.execPath, [PROGRAM, JSON.stringify(load)])).output);
}
