// The same bootstrap and code folder, fed over the Runtime API by nothing but a node:http server:
// node bare-invocations.mjs '<json>' with { processes, environment, command, args, folder, event, seconds }.
// Prints { rps, p50, p99, count, firstMs }: firstMs from the start of the programs to the first answer. Its S3 is the cloud named in the environment.
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { quantile } from "./lib/numbers.mjs";

const load = JSON.parse(process.argv[2] ?? "{}");
const event = JSON.stringify(load.event);
const times = [];
let running = false;
let started = 0;
let firstMs;
const since = new Map();
const parked = [];

function give(reply) {
  const id = randomUUID();
  since.set(id, performance.now());
  reply.writeHead(200, {
    "Content-Type": "application/json",
    "Lambda-Runtime-Aws-Request-Id": id,
    "Lambda-Runtime-Deadline-Ms": String(Date.now() + 10_000),
    "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:eu-west-1:123456789012:function:bare",
    "Lambda-Runtime-Trace-Id": "Root=1-0-0",
    "Content-Length": Buffer.byteLength(event),
  });
  reply.end(event);
}

function take(request, reply, body) {
  const id = request.url.split("/").at(-2);
  const began = since.get(id);
  since.delete(id);
  const ok = request.url.endsWith("/response") && JSON.parse(body).statusCode === 200;
  if (!ok) throw new Error(`The function answered ${body.slice(0, 500)}`);
  firstMs ??= performance.now() - started;
  if (running && began !== undefined) times.push(performance.now() - began);
  reply.writeHead(202, { "Content-Type": "application/json", "Content-Length": 2 }).end("{}");
}

const server = createServer((request, reply) => {
  if (request.method === "GET") return running ? give(reply) : void parked.push(reply);
  let body = "";
  request.setEncoding("utf8").on("data", (chunk) => (body += chunk));
  request.on("end", () => take(request, reply, body));
});

await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
started = performance.now();
const children = Array.from({ length: load.processes }, () =>
  spawn(load.command, load.args, {
    cwd: load.folder,
    env: { ...load.environment, AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${server.address().port}` },
    stdio: ["ignore", "ignore", "inherit"],
  }),
);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
while (parked.length < load.processes) await pause(10);

/** Runs for a while and answers how long it really was. */
async function run(seconds) {
  running = true;
  const startedRun = performance.now();
  for (const reply of parked.splice(0)) give(reply);
  await pause(seconds * 1000);
  const took = (performance.now() - startedRun) / 1000;
  running = false;
  while (parked.length < load.processes) await pause(5);
  return took;
}

await run(1);
times.length = 0;
const seconds = await run(load.seconds);
const count = times.length;
process.stdout.write(
  JSON.stringify({
    rps: count / seconds,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    count,
    firstMs,
  }),
);
for (const child of children) child.kill("SIGKILL");
process.exit(0);
