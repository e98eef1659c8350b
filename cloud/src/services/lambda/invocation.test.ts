import { spawnSync } from "node:child_process";
import { CreateFunctionCommand, InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { API_GATEWAY, ROLE_ARN, SCOPE, serveLambda, type TestLambda, zipOf } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveLambda();
});
afterAll(() => lambda.close());

interface Settings {
  readonly runtime?: "nodejs20.x" | "nodejs24.x" | "provided.al2023" | "provided.al2";
  readonly timeout?: number;
  readonly memory?: number;
  readonly json?: boolean;
  readonly handler?: string;
}

async function deploy(name: string, files: Record<string, string>, settings: Settings = {}): Promise<void> {
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: ROLE_ARN,
      Runtime: settings.runtime ?? "nodejs20.x",
      Handler: settings.handler ?? "index.handler",
      Timeout: settings.timeout ?? 10,
      MemorySize: settings.memory ?? 256,
      Code: { ZipFile: zipOf(files) },
      Environment: { Variables: { GREETING: "hello" } },
      ...(settings.json === true ? { LoggingConfig: { LogFormat: "JSON" as const } } : {}),
    }),
  );
}

const node = (name: string, body: string, settings: Settings = {}): Promise<void> =>
  deploy(name, { "index.js": body }, settings);

async function invoke(name: string, payload: unknown = {}) {
  const reply = await lambda.client.send(
    new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(payload), LogType: "Tail" }),
  );
  return {
    error: reply.FunctionError,
    version: reply.ExecutedVersion,
    payload: JSON.parse(Buffer.from(reply.Payload ?? []).toString()) as Record<string, unknown>,
    log: Buffer.from(reply.LogResult ?? "", "base64").toString(),
  };
}

describe("Invoke of Node.js handlers", () => {
  test("LAM-11: an async handler gets event, context and environment, and nothing of the cloud's own", async () => {
    vi.stubEnv("PORTCULLIS_SECRET_ACCESS_KEY", "must not leak");
    onTestFinished(() => void vi.unstubAllEnvs());
    await node(
      "async",
      `exports.handler = async (event, context) => ({ event, name: context.functionName, arn: context.invokedFunctionArn,
        remaining: context.getRemainingTimeInMillis(), env: process.env, cwd: process.cwd() });`,
    );
    const { payload, error, version } = await invoke("async", { x: 1 });
    expect(error).toBeUndefined();
    expect(version).toBe("$LATEST");
    expect(payload).toMatchObject({ event: { x: 1 }, name: "async" });
    expect(payload["arn"]).toBe(`arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:async`);
    expect(payload["remaining"]).toBeGreaterThan(5000);
    const env = payload["env"] as Record<string, string>;
    expect(env["GREETING"]).toBe("hello");
    expect(env["AWS_ENDPOINT_URL"]).toBe("http://127.0.0.1:4566");
    expect(env["AWS_EXECUTION_ENV"]).toBe("AWS_Lambda_nodejs20.x");
    expect(env["TZ"]).toBe(":UTC");
    expect(env["AWS_ACCESS_KEY_ID"]).toMatch(/^ASIA/);
    expect(payload["cwd"]).toBe(env["LAMBDA_TASK_ROOT"]);
    expect(env["HOME"]).toBeUndefined();
    expect(env["PORTCULLIS_SECRET_ACCESS_KEY"]).toBeUndefined();
    delete process.env["PORTCULLIS_SECRET_ACCESS_KEY"];
  });

  test("an environment is used again: module state survives", async () => {
    await node("warm", "let n = 0; exports.handler = async () => ({ n: ++n, pid: process.pid });");
    const first = await invoke("warm");
    const second = await invoke("warm");
    expect(first.payload["n"]).toBe(1);
    expect(second.payload).toEqual({ n: 2, pid: first.payload["pid"] });
    expect(first.log).toContain("Init Duration: ");
    expect(second.log).not.toContain("Init Duration: ");
  });

  test("an ES module, a nested handler path and a callback style are found and run", async () => {
    await deploy("esm", { "index.mjs": "export const handler = async () => ({ esm: true });" });
    await deploy(
      "nested",
      { "src/app.js": "exports.api = { get: (e, c, cb) => cb(null, { nested: true }) };" },
      { handler: "src/app.api.get" },
    );
    expect((await invoke("esm")).payload).toEqual({ esm: true });
    expect((await invoke("nested")).payload).toEqual({ nested: true });
  });

  test("callbackWaitsForEmptyEventLoop: true waits for the loop, false does not", async () => {
    const body = (wait: boolean): string => `let done = false; exports.handler = (e, c, cb) => {
      c.callbackWaitsForEmptyEventLoop = ${wait}; setTimeout(() => { done = true; console.log("loop empty"); }, 50);
      cb(null, { done }); };`;
    await node("waits", body(true));
    await node("hurries", body(false));
    expect((await invoke("waits")).log).toContain("loop empty");
    expect((await invoke("hurries")).log).not.toContain("loop empty");
  });

  test.each([
    [
      "called before the first await counts, whatever the promise gives",
      "cb(null, 'callback'); return 'promise';",
      "callback",
    ],
    ["called in an async handler without result counts", "cb(null, 'callback');", "callback"],
    [
      "called after the first await loses against the promise",
      "await null; cb(null, 'callback'); return 'promise';",
      "promise",
    ],
    ["that nobody called leaves the promise", "return 'promise';", "promise"],
  ])("a callback %s", async (title, body, answer) => {
    const name = `both-${title.length}`;
    await node(name, `exports.handler = async (event, context, cb) => { ${body} };`);
    expect((await invoke(name)).payload).toBe(answer);
  });

  test("a callback with an error counts, though the promise fulfils", async () => {
    await node(
      "both-error",
      "exports.handler = async (e, c, cb) => { cb(new Error('no')); return 'promise'; };",
    );
    expect(await invoke("both-error")).toMatchObject({ error: "Unhandled", payload: { errorMessage: "no" } });
  });

  test("a handler without result, or with a promise that never settles, gives null", async () => {
    await node("void", "exports.handler = async () => undefined;");
    await node("never", "exports.handler = () => new Promise(() => undefined);");
    expect((await invoke("void")).payload).toBeNull();
    expect((await invoke("never")).payload).toBeNull();
  });

  test("a handler that throws gives the error document and keeps its environment", async () => {
    await node(
      "throws",
      "let n = 0; exports.handler = async () => { if (++n === 1) throw new TypeError('boom'); return { n }; };",
    );
    const { error, payload, log } = await invoke("throws");
    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({ errorType: "TypeError", errorMessage: "boom" });
    expect((payload["trace"] as string[])[0]).toBe("TypeError: boom");
    expect(log).toMatch(/\tERROR\tInvoke Error \t\{"errorType":"TypeError"/);
    expect((await invoke("throws")).payload).toEqual({ n: 2 });
  });

  test("an unhandled rejection ends the program and is reported as such", async () => {
    await node(
      "rejects",
      "exports.handler = () => { Promise.reject(new Error('lost')); return new Promise((r) => setTimeout(r, 5000)); };",
    );
    const { error, payload } = await invoke("rejects");
    expect(error).toBe("Unhandled");
    expect(payload).toMatchObject({
      errorType: "Runtime.UnhandledPromiseRejection",
      errorMessage: "Error: lost",
    });
  });

  test.each([
    [
      "missing-module",
      "require('not-there'); exports.handler = () => 1;",
      "index.handler",
      "Runtime.ImportModuleError",
    ],
    ["missing-export", "exports.other = () => 1;", "index.handler", "Runtime.HandlerNotFound"],
    ["bad-syntax", "exports.handler = (", "index.handler", "Runtime.UserCodeSyntaxError"],
    ["bad-handler", "exports.handler = () => 1;", "index", "Runtime.MalformedHandlerName"],
    [
      "parent-module",
      "require('vitest'); exports.handler = () => 1;",
      "index.handler",
      "Runtime.ImportModuleError",
    ],
  ])("init error %s is answered by its name", async (name, body, handler, errorType) => {
    await node(name, body, { handler });
    const { error, payload, log } = await invoke(name);
    expect(error).toBe("Unhandled");
    expect(payload["errorType"]).toBe(errorType);
    expect(log).toContain(`Phase: invoke\tStatus: error\tError Type: ${errorType}`);
  });

  test("a handler's module that is missing is told by its last name, as AWS does", async () => {
    await node("no-module", "exports.handler = () => 1;", { handler: "src/gone.handler" });
    expect((await invoke("no-module")).payload["errorMessage"]).toMatch(
      /^Error: Cannot find module 'gone'\nRequire stack:\n- \//,
    );
  });

  test("modules are found from the folder of the code, as NODE_PATH has it on AWS", async () => {
    const files = {
      "src/index.js": "exports.handler = async () => require('shared/words');",
      "shared/words.js": "module.exports = 'found';",
    };
    await deploy("rooted", files, { handler: "src/index.handler" });
    expect((await invoke("rooted")).payload).toBe("found");
  });

  test("nodejs24.x refuses a callback handler by name, nodejs20.x runs it", async () => {
    const body = "exports.handler = (event, context, callback) => callback(null, 'ok');";
    await node("callback20", body);
    await node("callback24", body, { runtime: "nodejs24.x" });
    expect((await invoke("callback20")).payload).toBe("ok");
    expect((await invoke("callback24")).payload["errorType"]).toBe("Runtime.CallbackHandlerDeprecated");
  });
});

describe("Invoke of programs that fail", () => {
  test("a time-out kills the program; the next invocation starts it again", async () => {
    await node(
      "slow",
      "let n = 0; exports.handler = async (e) => { n += 1; if (e.hang) await new Promise((r) => setTimeout(r, 60000)); return { n }; };",
      { timeout: 1 },
    );
    await invoke("slow");
    const { error, payload, log } = await invoke("slow", { hang: true });
    expect(error).toBe("Unhandled");
    expect(payload["errorType"]).toBe("Sandbox.Timedout");
    expect(payload["errorMessage"]).toMatch(
      /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
    );
    expect(log).toContain("Status: timeout");
    expect((await invoke("slow")).payload).toEqual({ n: 1 });
  });

  test.each([
    ["exit-0", "process.exit(0)", "Runtime exited without providing a reason"],
    ["exit-7", "process.exit(7)", "Runtime exited with error: exit status 7"],
    ["signal", "process.kill(process.pid, 'SIGKILL')", "Runtime exited with error: signal: killed"],
  ])(
    "a program that ends (%s) gives Runtime.ExitError and harms nobody else",
    async (name, statement, text) => {
      await node(
        name,
        `exports.handler = async (e) => { if (e.die) { ${statement}; await new Promise(() => setTimeout(() => 0, 9000)); } return 'alive'; };`,
      );
      const { error, payload, log } = await invoke(name, { die: true });
      expect(error).toBe("Unhandled");
      expect(payload["errorType"]).toBe("Runtime.ExitError");
      expect(payload["errorMessage"]).toMatch(new RegExp(`^RequestId: \\S+ Error: ${text}$`));
      expect(log).toContain("Status: error\tError Type: Runtime.ExitError");
      expect((await invoke(name)).payload).toBe("alive");
    },
  );

  test("a program over its memory limit is killed and named; one below is not", async () => {
    await node(
      "memory",
      "exports.handler = async ({ megabytes }) => { const all = []; for (let i = 0; i < megabytes; i += 1) { all.push(Buffer.alloc(1048576, 1)); if (i % 16 === 0) await new Promise((r) => setTimeout(r, 10)); } return all.length; };",
      { memory: 128 },
    );
    expect((await invoke("memory", { megabytes: 20 })).payload).toBe(20);
    const { error, payload } = await invoke("memory", { megabytes: 4000 });
    expect(error).toBe("Unhandled");
    expect(payload["errorType"]).toBe("Runtime.OutOfMemory");
    expect(payload["errorMessage"]).toMatch(/signal: killed$/);
  });

  test("a response over 6 MB fails the invocation; one just below passes", async () => {
    await node("large", "exports.handler = async ({ size }) => 'x'.repeat(size);");
    expect((await invoke("large", { size: 6_291_000 })).error).toBeUndefined();
    const { error, payload } = await invoke("large", { size: 6_291_556 });
    expect(error).toBe("Unhandled");
    expect(payload).toEqual({
      errorMessage: "Response payload size exceeded maximum allowed payload size (6291556 bytes).",
      errorType: "Function.ResponseSizeTooLarge",
    });
  });
});

const SHELL = `#!/bin/sh
set -eu
while true; do
  headers=$(mktemp)
  event=$(curl -sS -LD "$headers" "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/next")
  id=$(grep -Fi Lambda-Runtime-Aws-Request-Id "$headers" | tr -d '[:space:]' | cut -d: -f2)
  echo "working on $id"
  curl -sS -X POST "http://$AWS_LAMBDA_RUNTIME_API/2018-06-01/runtime/invocation/$id/response" -d "{\\"got\\":$event,\\"handler\\":\\"$_HANDLER\\"}"
done
`;
const PYTHON = `#!/usr/bin/env python3
import json, os, urllib.request
base = "http://" + os.environ["AWS_LAMBDA_RUNTIME_API"] + "/2018-06-01/runtime/invocation/"
while True:
    with urllib.request.urlopen(base + "next") as reply:
        request_id = reply.headers["Lambda-Runtime-Aws-Request-Id"]
        event = json.loads(reply.read())
    kind = "error" if event.get("fail") else "response"
    body = {"errorMessage": "asked to", "errorType": "Asked"} if event.get("fail") else {"sum": sum(event["numbers"])}
    urllib.request.urlopen(urllib.request.Request(base + request_id + "/" + kind, json.dumps(body).encode()))
`;
const present = (command: string): boolean => spawnSync(command, ["--version"]).status === 0;

describe("Invoke of provided runtimes", () => {
  test.skipIf(!present("curl"))(
    "a shell bootstrap with curl serves events (skipped without curl)",
    async () => {
      await deploy("shell", { "bootstrap*": SHELL }, { runtime: "provided.al2023" });
      const { payload, log } = await invoke("shell", { a: [1] });
      expect(payload).toEqual({ got: { a: [1] }, handler: "index.handler" });
      expect(log).toMatch(/START RequestId: (\S+) Version: \$LATEST\nworking on \1\n/);
      expect((await invoke("shell", { again: true })).payload["got"]).toEqual({ again: true });
    },
  );

  test.skipIf(!present("python3"))(
    "a Python bootstrap serves events and errors (skipped without python3)",
    async () => {
      await deploy("python", { "bootstrap*": PYTHON }, { runtime: "provided.al2" });
      expect((await invoke("python", { numbers: [1, 2, 3] })).payload).toEqual({ sum: 6 });
      expect(await invoke("python", { fail: true })).toMatchObject({
        error: "Unhandled",
        payload: { errorMessage: "asked to", errorType: "Asked" },
      });
    },
  );

  test.each([
    [
      "no-bootstrap",
      { "other*": "" },
      "Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]",
    ],
    ["not-executable", { bootstrap: SHELL }, "fork/exec /var/task/bootstrap: permission denied"],
    ["not-a-program", { "bootstrap*": "\u007fno elf" }, "fork/exec /var/task/bootstrap: exec format error"],
  ])("%s gives Runtime.InvalidEntrypoint", async (name, files, text) => {
    await deploy(name, files as Record<string, string>, { runtime: "provided.al2023" });
    const { payload } = await invoke(name);
    expect(payload["errorType"]).toBe("Runtime.InvalidEntrypoint");
    expect(payload["errorMessage"]).toMatch(/^RequestId: \S+ Error: /);
    expect(payload["errorMessage"]).toContain(text);
  });
});

describe("Logs", () => {
  test("text lines are AWS's, and END and REPORT follow what the function printed", async () => {
    await node(
      "text-log",
      "exports.handler = async (e, c) => { console.log('one\\ntwo', { a: 1 }); console.error('bad'); };",
    );
    await invoke("text-log");
    const { log } = await invoke("text-log");
    expect(log).toMatch(
      /^START RequestId: (\S+) Version: \$LATEST\n\S+Z\t\1\tINFO\tone\rtwo \{ a: 1 \}\n\S+Z\t\1\tERROR\tbad\nEND RequestId: \1\nREPORT RequestId: \1\tDuration: \d+\.\d\d ms\tBilled Duration: \d+ ms\tMemory Size: 256 MB\tMax Memory Used: \d+ MB\t\n$/,
    );
  });

  test("JSON lines: platform records and wrapped application lines", async () => {
    await node("json-log", "exports.handler = async () => { console.log('hi'); console.debug('hidden'); };", {
      json: true,
    });
    const { log } = await invoke("json-log");
    const records = log
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(records.map((record) => record["type"] ?? record["message"])).toEqual([
      "platform.start",
      "hi",
      "platform.report",
    ]);
    expect(records[1]).toMatchObject({ level: "INFO", requestId: expect.any(String) });
    expect(records[2]).toMatchObject({ record: { status: "success", metrics: { memorySizeMB: 256 } } });
  });
});

test("LAM-1: a service caller without permission is refused and the function does not run", async () => {
  await node("guarded", "exports.handler = async () => { console.log('ran'); };");
  const functionArn = `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:guarded`;
  const outcome = await lambda.service.invoker.invoke({ functionArn, payload: "{}", caller: API_GATEWAY });
  expect(outcome).toMatchObject({ kind: "refused", code: "AccessDeniedException" });
  expect(lambda.logged()).not.toContain("\tran");
});
