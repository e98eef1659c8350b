/**
 * Calls functions many times while their programs are killed, stopped and replaced, and looks for a call
 * that is never answered. Not part of `npm test`: 200,000 calls take a while.
 *
 *     node scripts/stress-invocations.mjs [--calls 200000] [--seed 1]
 *
 * Fails when a call ran into its time-out, had no answer, had a wrong one, or when the watchdog told of one.
 */
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const ROOT = join(import.meta.dirname, "..");
const { values } = parseArgs({
  options: { calls: { type: "string", default: "200000" }, seed: { type: "string", default: "1" } },
});
const CALLS = Number(values.calls);
const WAIT_MS = 60_000;
const TIMEOUT_SECONDS = 30;

/** Numbers in [0, 1) that are the same in each run with this seed. */
let state = Number(values.seed) >>> 0;
function random() {
  state = (state + 0x6d2b79f5) >>> 0;
  let mixed = Math.imul(state ^ (state >>> 15), state | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
}
const chance = (probability) => random() < probability;

const quick = (version) => `
exports.handler = async ({ id, size }) => ({ id, pid: process.pid, version: ${version}, filler: "x".repeat(size ?? 0) });`;
const waiting = (version) => `
exports.handler = ({ id }, context, done) => setTimeout(() => done(null, { id, pid: process.pid, version: ${version} }), 1);`;
/** One connection for each request, as \`curl\` does; reads its events slowly. */
const slow = (version) => `#!${process.execPath}
const http = require("node:http");
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const ask = (method, path, body) => new Promise((resolve, reject) => {
  const request = http.request({ host, port, method, agent: false, path: "/2018-06-01/runtime/invocation/" + path }, (reply) => {
    const chunks = [];
    reply.on("data", (chunk) => { chunks.push(chunk); reply.pause(); setImmediate(() => reply.resume()); });
    reply.on("end", () => resolve({ id: reply.headers["lambda-runtime-aws-request-id"], text: Buffer.concat(chunks).toString() }));
  });
  request.on("error", reject);
  request.end(body);
});
(async () => {
  for (;;) {
    const { id, text } = await ask("GET", "next");
    await ask("POST", id + "/response", JSON.stringify({ id: JSON.parse(text).id, pid: process.pid, version: ${version} }));
  }
})().catch(() => process.exit(1));
`;
const NODE = { runtime: "nodejs22.x", file: "index.js" };
const KINDS = [
  { name: "quick", source: quick, sizes: [0, 0, 0, 100], workers: 8, ...NODE },
  { name: "waiting", source: waiting, sizes: [0], workers: 4, ...NODE },
  { name: "large", source: quick, sizes: [40_000, 300_000], workers: 1, share: 0.2, ...NODE },
  {
    name: "slow",
    source: slow,
    sizes: [0, 200_000],
    workers: 2,
    share: 0.2,
    runtime: "provided.al2023",
    file: "bootstrap*",
  },
];

const figures = {
  calls: 0,
  answered: 0,
  killed: 0,
  throttled: 0,
  kills: 0,
  stops: 0,
  reloads: 0,
  gaps: 0,
  slowestMs: 0,
  faults: [],
  watchdog: [],
};
function fault(text) {
  figures.faults.push(text);
  if (figures.faults.length <= 50) console.log(`FAULT ${text}`);
}

const kit = await bundledKit();
const lambda = await kit.serveLambda({
  limits: { environmentsPerFunction: 6, simultaneousStarts: 4 },
  nodeRuntimeDir: join(kit.folder, "node-runtime"),
  trace: {
    record: (event) => {
      if (event.step !== "watch") return;
      figures.watchdog.push(event);
      console.log(`WATCHDOG ${JSON.stringify(event)}`);
    },
  },
});
/** Programs that answered lately. */
const programs = new Set();
let ended = false;

try {
  for (const kind of KINDS) await deploy(kind);
  const chaos = [killSome(), stopSome(), reloadSome()];
  const report = setInterval(() => console.log(summary()), 30_000);
  await Promise.all(KINDS.flatMap((kind) => Array.from({ length: kind.workers }, () => work(kind))));
  ended = true;
  clearInterval(report);
  await Promise.all(chaos);
} finally {
  await lambda.close();
  rmSync(kit.folder, { recursive: true, force: true });
}
console.log(summary());
for (const line of [...figures.faults, ...figures.watchdog.map((event) => JSON.stringify(event))])
  console.log(line);
process.exitCode = figures.faults.length + figures.watchdog.length > 0 ? 1 : 0;

async function bundledKit() {
  const folder = join(ROOT, `node_modules/.cache/stress-invocations-${process.pid}`);
  const outfile = join(folder, "kit.mjs");
  await build({
    stdin: {
      contents:
        'export * from "./service.ts"; export { arnOf } from "./functions.ts"; export * from "@aws-sdk/client-lambda";',
      resolveDir: join(ROOT, "cloud/src/services/lambda/testing"),
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    outfile,
  });
  for (const data of ["wire/models/generated", "iam/identities/data/generated", "iam/policies/generated"]) {
    cpSync(join(ROOT, "cloud/src", data), join(folder, "generated"), { recursive: true });
  }
  const runtime = join(ROOT, "cloud/src/services/lambda/node-runtime");
  cpSync(runtime, join(folder, "node-runtime"), { recursive: true });
  return { ...(await import(pathToFileURL(outfile).href)), folder };
}

function packageOf(kind, version) {
  return kit.zipOf({ [kind.file]: kind.source(version) });
}

async function deploy(kind) {
  await lambda.client.send(
    new kit.CreateFunctionCommand({
      FunctionName: kind.name,
      Role: kit.ROLE_ARN,
      Runtime: kind.runtime,
      Handler: "index.handler",
      Timeout: TIMEOUT_SECONDS,
      MemorySize: 512,
      Code: { ZipFile: packageOf(kind, 0) },
    }),
  );
  await lambda.client.send(
    new kit.AddPermissionCommand({
      FunctionName: kind.name,
      StatementId: "gateway",
      Action: "lambda:InvokeFunction",
      Principal: "apigateway.amazonaws.com",
    }),
  );
}

/** Calls one after the other, sometimes after a pause, sometimes many at once. */
async function work(kind) {
  const share = KINDS.reduce((sum, { workers, share: of = 1 }) => sum + workers * of, 0);
  const mine = Math.ceil((CALLS * (kind.share ?? 1)) / share);
  for (let done = 0; done < mine; ) {
    const together = chance(0.05) ? 2 + Math.floor(random() * 12) : 1;
    await Promise.all(Array.from({ length: together }, () => call(kind)));
    done += together;
    if (chance(0.02)) {
      figures.gaps += 1;
      await pause(random() * (chance(0.1) ? 500 : 40));
    }
  }
}

async function call(kind) {
  const id = figures.calls;
  figures.calls += 1;
  const size = kind.sizes[Math.floor(random() * kind.sizes.length)];
  const payload = JSON.stringify({ id, size, filler: "y".repeat(size) });
  const started = performance.now();
  const outcome = chance(0.05)
    ? await callSigned(kind.name, payload)
    : await callFromGateway(kind.name, payload);
  const tookMs = Math.round(performance.now() - started);
  figures.slowestMs = Math.max(figures.slowestMs, tookMs);
  judge(`${kind.name} (${tookMs} ms)`, id, outcome);
}

async function callFromGateway(name, payload) {
  const functionArn = kit.arnOf(name);
  const outcome = await lambda.service.invoker.invoke({
    functionArn,
    payload,
    caller: kit.API_GATEWAY,
    waitMs: WAIT_MS,
  });
  return { kind: outcome.kind, text: outcome.payload?.toString() ?? outcome.message ?? "" };
}

async function callSigned(name, payload) {
  try {
    const reply = await lambda.client.send(
      new kit.InvokeCommand({ FunctionName: name, Payload: payload, LogType: chance(0.5) ? "Tail" : "None" }),
      { abortSignal: AbortSignal.timeout(WAIT_MS) },
    );
    const kind = reply.FunctionError === undefined ? "success" : "function-error";
    return { kind, text: Buffer.from(reply.Payload ?? []).toString() };
  } catch (error) {
    return { kind: error.name === "AbortError" ? "wait-exceeded" : "refused", text: error.message };
  }
}

function judge(name, id, { kind, text }) {
  if (kind === "success") {
    const answer = JSON.parse(text);
    if (answer.id !== id) fault(`${name} ${id}: the answer of another call (${answer.id})`);
    figures.answered += 1;
    programs.add(answer.pid);
  } else if (kind === "function-error" && text.includes("Runtime.ExitError")) {
    figures.killed += 1;
  } else if (kind === "refused" && text.includes("Rate Exceeded")) {
    figures.throttled += 1;
  } else {
    fault(`${name} ${id}: ${kind} ${text.slice(0, 300)}`);
  }
}

function someProgram() {
  const all = [...programs];
  return all[Math.floor(random() * all.length)];
}

function signal(pid, name) {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    programs.delete(pid);
    return false;
  }
}

async function killSome() {
  while (!ended) {
    await pause(300 + random() * 1500);
    const pid = someProgram();
    if (pid !== undefined && signal(pid, "SIGKILL")) figures.kills += 1;
    programs.delete(pid);
  }
}

/** A program that gets no processor for a while. */
async function stopSome() {
  while (!ended) {
    await pause(500 + random() * 2000);
    const pid = someProgram();
    if (pid === undefined || !signal(pid, "SIGSTOP")) continue;
    figures.stops += 1;
    await pause(random() * 300);
    signal(pid, "SIGCONT");
  }
}

async function reloadSome() {
  for (let version = 1; !ended; version += 1) {
    await pause(2000 + random() * 5000);
    const kind = KINDS[version % KINDS.length];
    await lambda.client.send(
      new kit.UpdateFunctionCodeCommand({ FunctionName: kind.name, ZipFile: packageOf(kind, version) }),
    );
    figures.reloads += 1;
  }
}

function summary() {
  const { faults, watchdog, ...counts } = figures;
  return JSON.stringify({ ...counts, faults: faults.length, watchdog: watchdog.length });
}
