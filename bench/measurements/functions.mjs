import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import aws4 from "aws4";
import { interleavedRecords, median, quantile } from "../lib/numbers.mjs";
import { runToEnd, startUntil } from "../lib/processes.mjs";
import { factsOf, newSettings, ROOT, temporaryFolder } from "../lib/product.mjs";

const BARE = join(import.meta.dirname, "..", "bare-invocations.mjs");
const DIST = join(ROOT, "cloud", "dist");
const EDITS = 10;
const COLD_CALLS = 5;

/** Functions of one project, one a family: what they answer is `{ statusCode: 200, body: VERSION }`. */
const FAMILIES = {
  node: {
    runtime: "nodejs22.x",
    file: "app.mjs",
    code: (version) => `export const handler = async () => ({ statusCode: 200, body: "${version}" });\n`,
    bare: { command: process.execPath, args: [join(DIST, "node-runtime", "bootstrap.mjs")] },
  },
  python: {
    runtime: "python3.9",
    file: "app.py",
    code: (version) => `def handler(event, context):\n    return {"statusCode": 200, "body": "${version}"}\n`,
    bare: {
      command: "python3",
      args: ["-s", "-S", "-B", "-u", join(DIST, "python-runtime", "bootstrap.py"), "/nonexistent"],
    },
  },
};

/**
 * A Node and a Python function of a project that was never deployed: from the command to the first answer,
 * cold and warm calls beside the same runtime client fed by nothing but node:http, and from the save of an
 * edit to the first answer of the new code.
 */
export async function functions({ rounds, seconds }) {
  const folder = newProject();
  const project = await up(folder);
  try {
    const firstMs = {};
    for (const name of Object.keys(FAMILIES))
      firstMs[name] = await answered(project, name, "v0", project.began);
    const records = await interleavedRecords(subjects(project, seconds), { rounds, warmUps: 1 });
    const measured = Object.fromEntries(
      Object.entries(records).map(([name, list]) => [
        name,
        Object.fromEntries(Object.keys(list[0]).map((key) => [key, median(list.map((each) => each[key]))])),
      ]),
    );
    for (const name of Object.keys(FAMILIES)) {
      measured[name] = {
        ...measured[name],
        firstMs: firstMs[name],
        editMs: await editTimes(project, folder, name),
      };
    }
    return { measured, rows: Object.keys(FAMILIES).flatMap((name) => rowsOf(name, measured)) };
  } finally {
    await project.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function newProject() {
  const folder = temporaryFolder();
  const resources = Object.entries(FAMILIES).map(([name, { runtime, file, code }]) => {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, file), code("v0"));
    const Events = { Get: { Type: "Api", Properties: { Path: `/${name}`, Method: "get" } } };
    const Properties = { Runtime: runtime, Handler: "app.handler", CodeUri: name, Timeout: 20, Events };
    return [`Fn${name}`, { Type: "AWS::Serverless::Function", Properties }];
  });
  const template = {
    Transform: "AWS::Serverless-2016-10-31",
    Resources: Object.fromEntries(resources),
    Outputs: { ApiId: { Value: { Ref: "ServerlessRestApi" } } },
  };
  writeFileSync(join(folder, "template.json"), JSON.stringify(template));
  return folder;
}

async function up(folder) {
  const { port, stateDir, flags } = await newSettings();
  const began = performance.now();
  const own = flags.slice(0, flags.indexOf("--app-port"));
  const command = [join(ROOT, "cloud", "bin", "portcullis.js"), "up", folder, ...own, "--state", stateDir];
  const { child, gone } = await startUntil(process.execPath, command, { sign: "is ready" });
  const facts = await factsOf({ port, stateDir });
  return {
    ...facts,
    began,
    stateDir,
    url: `${facts.base}/_aws/execute-api/${facts.outputs.ApiId}/Prod`,
    stop: async () => {
      child.kill("SIGINT");
      await gone;
      rmSync(stateDir, { recursive: true, force: true });
    },
  };
}

/** Milliseconds since `began` until the route answers with this version. */
async function answered({ url }, name, version, began) {
  for (;;) {
    const text = await fetch(`${url}/${name}`).then(
      (reply) => reply.text(),
      () => "",
    );
    if (text === version) return performance.now() - began;
  }
}

async function editTimes(project, folder, name) {
  const { file, code } = FAMILIES[name];
  const times = [];
  for (let edit = 1; edit <= EDITS; edit += 1) {
    const began = performance.now();
    writeFileSync(join(folder, name, file), code(`v${edit}`));
    times.push(await answered(project, name, `v${edit}`, began));
  }
  return median(times);
}

function subjects(project, seconds) {
  return Object.fromEntries(
    Object.entries(FAMILIES).flatMap(([name, { bare }]) => [
      [`${name}Bare`, () => bareCalls(project, name, { ...bare, seconds })],
      [name, () => ownCalls(project, name, seconds)],
    ]),
  );
}

async function ownCalls(project, name, seconds) {
  const found = await functionOf(project, name);
  const invoke = () => call(project, "POST", `/2015-03-31/functions/${found.FunctionName}/invocations`, "{}");
  const cold = [];
  for (let index = 0; index < COLD_CALLS; index += 1) {
    const variables = { Environment: { Variables: { COLD: String(Math.random()) } } };
    const path = `/2015-03-31/functions/${found.FunctionName}/configuration`;
    await call(project, "PUT", path, JSON.stringify(variables));
    cold.push(await timed(invoke));
  }
  const warm = [];
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) warm.push(await timed(invoke));
  return { coldMs: median(cold), warmMs: quantile(warm, 0.5) };
}

async function timed(run) {
  const began = performance.now();
  await run();
  return performance.now() - began;
}

async function bareCalls(project, name, { command, args, seconds }) {
  const { CodeSha256, Handler, FunctionName, Runtime } = await functionOf(project, name);
  const folder = join(project.stateDir, "functions", Buffer.from(CodeSha256, "base64").toString("hex"));
  const environment = {
    PATH: process.env.PATH,
    AWS_REGION: project.region,
    AWS_EXECUTION_ENV: `AWS_Lambda_${Runtime}`,
    AWS_LAMBDA_FUNCTION_NAME: FunctionName,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "128",
    LAMBDA_TASK_ROOT: folder,
    _HANDLER: Handler,
  };
  const load = { command, args, folder, event: {}, environment, processes: 1, seconds };
  const { output } = await runToEnd(process.execPath, [BARE, JSON.stringify(load)]);
  const { p50, firstMs } = JSON.parse(output);
  return { coldMs: firstMs, warmMs: p50 };
}

async function functionOf(project, name) {
  const { Functions } = await call(project, "GET", "/2015-03-31/functions/");
  return Functions.find(({ FunctionName }) => FunctionName.includes(`Fn${name}`));
}

async function call({ base, credentials, region }, method, path, body = "") {
  const options = { host: new URL(base).host, method, path, service: "lambda", region, body };
  const { headers } = aws4.sign(options, credentials);
  const reply = await fetch(`${base}${path}`, { method, headers, ...(body === "" ? {} : { body }) });
  const text = await reply.text();
  if (reply.status >= 300) throw new Error(`${method} ${path} answered ${reply.status}: ${text}`);
  return JSON.parse(text);
}

function rowsOf(name, measured) {
  const own = measured[name];
  const bare = measured[`${name}Bare`];
  const ms = (what, value) => ({ name: `${name}: ${what}`, value, unit: "ms" });
  return [
    ms("from the command, nothing cached, to the first answer", own.firstMs),
    ms("cold call", own.coldMs),
    ms("the runtime client alone: start and first call", bare.coldMs),
    ms("warm call, p50", own.warmMs),
    ms("the runtime client alone: warm call, p50", bare.warmMs),
    ms(`from the save of an edit to its first answer, median of ${EDITS}`, own.editMs),
  ];
}
