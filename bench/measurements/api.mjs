import { join } from "node:path";
import aws4 from "aws4";
import { callHome, claimsIn, homeUrl, signInHome } from "../lib/home.mjs";
import { httpLoad } from "../lib/load.mjs";
import { interleaved } from "../lib/numbers.mjs";
import { cpuSeconds, cpuSecondsOfAll, descendants, runToEnd, startUntil } from "../lib/processes.mjs";
import { ROOT, startProduct } from "../lib/product.mjs";

const BARE = join(import.meta.dirname, "..", "bare-invocations.mjs");
const HELLO = join(import.meta.dirname, "..", "hello-server.mjs");

/** GET /v1/profile-image, warm, against the same handler called bare and against node:http alone. */
export async function api({ rounds, seconds }) {
  const product = await startProduct();
  const hello = await startUntil(process.execPath, [HELLO], { sign: "port" });
  try {
    const headers = await signInHome(product);
    await callHome(product, headers);
    const measured = await interleaved(await subjectsOf(product, hello, { headers, seconds }), {
      rounds,
      // Programs compile their hot code for some ten thousand calls.
      warmUps: 4,
    });
    return { measured, rows: rowsOf(measured) };
  } finally {
    hello.child.kill();
    await product.dispose();
  }
}

async function subjectsOf(product, hello, { headers, seconds }) {
  const url = homeUrl(product);
  const helloUrl = `http://127.0.0.1:${/port (\d+)/.exec(hello.output)[1]}/`;
  const bare = await bareLoad(product, headers);
  const ours = (clients) => () => withCpu(product.pid, () => httpLoad({ url, headers, clients, seconds }));
  return {
    hello1: () => httpLoad({ url: helloUrl, clients: 1, seconds }),
    bare1: () => invokeBare({ ...bare, processes: 1, seconds }),
    api1: ours(1),
    hello64: () => withCpu(hello.child.pid, () => httpLoad({ url: helloUrl, clients: 64, seconds })),
    bare64: () => invokeBare({ ...bare, processes: 2, seconds }),
    api64: ours(64),
  };
}

async function invokeBare(load) {
  return JSON.parse((await runToEnd(process.execPath, [BARE, JSON.stringify(load)])).output);
}

/** Adds the processor milliseconds that a request cost the server and the functions. */
async function withCpu(pid, run) {
  const before = { own: cpuSeconds(pid), all: cpuSecondsOfAll(pid) };
  const result = await run();
  const own = cpuSeconds(pid) - before.own;
  const all = cpuSecondsOfAll(pid) - before.all;
  const perRequest = (secondsSpent) => (secondsSpent * 1000) / result.count;
  return {
    ...result,
    serverCpuMs: perRequest(own),
    functionCpuMs: perRequest(all - own),
    processes: descendants(pid).length,
  };
}

/** What the bare function is started with: the deployed code and settings, the administrator's key. */
async function bareLoad(product, headers) {
  const { Functions } = await lambda(product, "/2015-03-31/functions/");
  const found = Functions.find(({ FunctionName }) => FunctionName.includes("GetProfileImage"));
  const claims = claimsIn(headers);
  return {
    command: process.execPath,
    args: ["--max-old-space-size=115", join(ROOT, "cloud", "dist", "node-runtime", "bootstrap.mjs")],
    folder: join(product.stateDir, "functions", Buffer.from(found.CodeSha256, "base64").toString("hex")),
    event: { httpMethod: "GET", headers: {}, body: null, requestContext: { authorizer: { claims } } },
    environment: {
      ...found.Environment?.Variables,
      PATH: process.env.PATH,
      AWS_ENDPOINT_URL: product.base,
      AWS_REGION: product.region,
      AWS_ACCESS_KEY_ID: product.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: product.credentials.secretAccessKey,
      AWS_LAMBDA_FUNCTION_NAME: found.FunctionName,
      LAMBDA_TASK_ROOT: join(
        product.stateDir,
        "functions",
        Buffer.from(found.CodeSha256, "base64").toString("hex"),
      ),
      _HANDLER: found.Handler,
    },
  };
}

async function lambda({ base, credentials, region }, path) {
  const signed = aws4.sign({ host: new URL(base).host, path, service: "lambda", region }, credentials);
  return (await fetch(`${base}${path}`, { headers: signed.headers })).json();
}

function rowsOf({ hello1, bare1, api1, hello64, bare64, api64 }) {
  const ms = (name, value) => ({ name, value, unit: "ms" });
  const rate = (name, value) => ({ name, value, unit: "/s" });
  return [
    ms("1 client: p50", api1.p50),
    ms("1 client: p99", api1.p99),
    rate("64 clients: requests", api64.rps),
    ms("64 clients: p50", api64.p50),
    ms("64 clients: p99", api64.p99),
    ms("processor time a request: server", api64.serverCpuMs),
    ms("processor time a request: function", api64.functionCpuMs),
    { name: "function processes at 64 clients", value: api64.processes, unit: "" },
    ms("bare handler, 1 at a time: p50", bare1.p50),
    rate("bare handler, 2 processes: invocations", bare64.rps),
    ms("node:http alone, 1 client: p50", hello1.p50),
    rate("node:http alone, 64 clients: requests", hello64.rps),
    ms("node:http alone: processor time a request", hello64.serverCpuMs),
  ];
}
