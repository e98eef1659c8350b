import { request } from "node:http";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { TraceEvent } from "../../core/ports/trace.ts";
import type { ListeningService } from "../../wire/testing/listen.ts";
import { create, run, source } from "./testing/functions.ts";
import { type Gate, openGate } from "./testing/gate.ts";
import { serveLambda, type TestLambda, zipOf } from "./testing/service.ts";
import { giveUrl, listenForUrls, openToAll } from "./testing/urls.ts";

let lambda: TestLambda;
let server: ListeningService;
let gate: Gate;
const events: TraceEvent[] = [];
beforeAll(async () => {
  lambda = await serveLambda({ trace: { record: (event) => void events.push(event) } });
  server = await listenForUrls(lambda);
});
afterAll(async () => {
  await server.close();
  await lambda.close();
});
beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

/** A function with an open address; answers where it is. @param body of `async (event, stream)` */
const streaming = (
  name: string,
  body: string,
  InvokeMode: "RESPONSE_STREAM" | "BUFFERED" = "RESPONSE_STREAM",
) =>
  addressOf(
    name,
    `exports.handler = awslambda.streamifyResponse(async (event, stream) => { ${body} });`,
    InvokeMode,
  );

async function addressOf(
  name: string,
  text: string,
  InvokeMode: "RESPONSE_STREAM" | "BUFFERED" = "RESPONSE_STREAM",
): Promise<string> {
  await create(lambda, name, { Timeout: 20, Code: { ZipFile: zipOf({ "index.js": text }) } });
  const path = await giveUrl(lambda, name, { InvokeMode });
  await openToAll(lambda, name);
  return `${server.url}${path}/`;
}

const FROM = "stream = awslambda.HttpResponseStream.from(stream,";
const told = async (reply: Response) => [reply.status, reply.headers.get("content-type"), await reply.text()];
const lastOf = (operation: string) => events.findLast((event) => event.operation === operation);

function readerOf(reply: Response) {
  const reader = reply.body?.getReader();
  return async (): Promise<string | undefined> => {
    const part = await reader?.read();
    return part?.value === undefined ? undefined : Buffer.from(part.value).toString();
  };
}

describe("A function URL with InvokeMode RESPONSE_STREAM", () => {
  test("the first chunk is there before the handler goes on", async () => {
    const url = await streaming(
      "first",
      `${FROM} { statusCode: 201, headers: { "Content-Type": "text/event-stream", "X-Own": "yes" }, cookies: ["a=b", "c=d"] });
      stream.write("one"); await fetch(event.queryStringParameters.gate); stream.write("two"); stream.end();`,
    );
    const reply = await fetch(`${url}first?gate=${encodeURIComponent(gate.url)}`);
    expect(reply.status).toBe(201);
    expect(reply.headers.get("content-type")).toBe("text/event-stream");
    expect(reply.headers.get("x-own")).toBe("yes");
    expect(reply.headers.getSetCookie()).toEqual(["a=b", "c=d"]);
    expect(reply.headers.get("x-amzn-requestid")).toMatch(/^[0-9a-f-]{36}$/);
    const next = readerOf(reply);
    expect(await next()).toBe("one");
    await gate.reached();
    expect(lastOf("GET /first")).toBeUndefined();
    gate.open();
    expect(await next()).toBe("two");
    expect(await next()).toBeUndefined();
    await expect.poll(() => lastOf("GET /first")).toMatchObject({ verdict: "allow", wire: { status: 201 } });
  });

  test("status and headers are there before the first byte of the body", async () => {
    const url = await streaming(
      "head-first",
      `${FROM} { statusCode: 202 }); stream.write(""); await fetch(event.queryStringParameters.gate); stream.end("late");`,
    );
    const reply = await fetch(`${url}?gate=${encodeURIComponent(gate.url)}`);
    expect(reply.status).toBe(202);
    await gate.reached();
    gate.open();
    expect(await reply.text()).toBe("late");
  });

  test.each([
    ["bytes-alone", "stream.write('plain'); stream.end();", 200, "application/octet-stream", "plain"],
    ["own-type", "stream.setContentType('text/plain'); stream.end('plain');", 200, "text/plain", "plain"],
    ["nothing", "stream.end();", 200, "application/octet-stream", ""],
    [
      "no-body",
      `${FROM} { statusCode: 404 }); stream.write(''); stream.end();`,
      404,
      "application/octet-stream",
      "",
    ],
    [
      "no-status",
      `${FROM} { status: 300, headers: { "content-type": "a/b" } }); stream.write('x'); stream.end();`,
      200,
      "a/b",
      "x",
    ],
    // As on AWS: what is given to `end` alone goes without the status before it.
    [
      "end-alone",
      `${FROM} { statusCode: 201 }); stream.end('x');`,
      502,
      "application/json",
      "Internal Server Error",
    ],
    [
      "bad-status",
      `${FROM} { statusCode: 99 }); stream.write('x'); stream.end();`,
      502,
      "application/json",
      "Internal Server Error",
    ],
    [
      "bad-header",
      `${FROM} { headers: { "a b": "c" } }); stream.write('x'); stream.end();`,
      502,
      "application/json",
      "Internal Server Error",
    ],
    [
      "no-object",
      `${FROM} [1]); stream.write('x'); stream.end();`,
      502,
      "application/json",
      "Internal Server Error",
    ],
    [
      "endless",
      `${FROM} { headers: { a: "x".repeat(70000) } }); stream.write('x'); stream.end();`,
      502,
      "application/json",
      "Internal Server Error",
    ],
    ["throws", "throw new Error('early');", 502, "application/json", "Internal Server Error"],
  ])("%s: %#", async (name, body, ...answer) => {
    const url = await streaming(name, body);
    expect(await told(await fetch(url))).toEqual(answer);
    // Whatever it answers, it serves the next call.
    expect(await told(await fetch(url))).toEqual(answer);
  });

  test("of a function that answers in one piece the answer is the body, whatever it is", async () => {
    const url = await addressOf("plain", "exports.handler = async () => ({ statusCode: 418, body: 'tea' });");
    expect(await told(await fetch(url))).toEqual([
      200,
      "application/json",
      '{"statusCode":418,"body":"tea"}',
    ]);
    const fails = await addressOf("fails", "exports.handler = async () => { throw new Error('no'); };");
    expect((await fetch(fails)).status).toBe(502);
  });

  test("LAM-39 an answer that its function cannot finish is cut off, and the trace says why", async () => {
    const url = await streaming(
      "torn",
      "stream.write('one'); await fetch(event.queryStringParameters.gate); throw new Error('half');",
    );
    const reply = await fetch(`${url}torn?gate=${encodeURIComponent(gate.url)}`);
    expect(reply.status).toBe(200);
    const next = readerOf(reply);
    expect(await next()).toBe("one");
    await gate.reached();
    gate.open();
    await expect(next()).rejects.toThrow();
    expect(lastOf("GET /torn")).toMatchObject({
      verdict: "error",
      step: "invoke",
      why: { reason: "function-threw", had: { type: "Error", message: "half" } },
    });
  });

  test("LAM-38 a caller that goes away stops nothing, wherever it goes", async () => {
    const url = await streaming(
      "left",
      `const { gate } = event.queryStringParameters ?? {};
      if (gate === undefined) return void stream.end(String(globalThis.done ?? 0));
      if (event.rawPath === "/after") stream.write("one");
      await fetch(gate);
      for (let n = 0; n < 64; n += 1) if (!stream.write(Buffer.alloc(65536))) await new Promise((go) => stream.once("drain", go));
      stream.end();
      globalThis.done = (globalThis.done ?? 0) + 1;`,
    );
    for (const [path, done] of [
      ["before", "1"],
      ["after", "2"],
    ] as const) {
      const call = request(`${url}${path}?gate=${encodeURIComponent(gate.url)}`).on("error", () => undefined);
      const began = new Promise((resolve) => call.once("response", (reply) => reply.once("data", resolve)));
      call.end();
      await gate.reached();
      if (path === "after") await began;
      const closed = new Promise((resolve) => call.once("close", resolve));
      call.destroy();
      await closed;
      gate.open();
      expect(await (await fetch(url)).text()).toBe(done);
    }
  });
});

describe("A function URL with InvokeMode BUFFERED", () => {
  test("a streaming handler is waited for, and its answer is the body", async () => {
    const url = await streaming(
      "waits",
      "stream.write('one'); stream.write('two'); stream.end();",
      "BUFFERED",
    );
    expect(await told(await fetch(url))).toEqual([200, "application/json", "onetwo"]);
    const torn = await streaming(
      "waits-in-vain",
      "stream.write('one'); throw new Error('half');",
      "BUFFERED",
    );
    expect((await fetch(torn)).status).toBe(502);
  });
});

describe("LAM-37 a streaming URL is no other door", () => {
  test.each([
    ["not opened by its function's policy", "NONE"],
    ["called without the signature it asks for", "AWS_IAM"],
  ] as const)("%s: nothing runs", async (_title, AuthType) => {
    const name = `door-${AuthType}`;
    await create(lambda, name, { Code: { ZipFile: source(`console.log('${name} runs')`) } });
    const path = await giveUrl(lambda, name, { InvokeMode: "RESPONSE_STREAM", AuthType });
    if (AuthType === "AWS_IAM") await openToAll(lambda, name);
    expect((await fetch(`${server.url}${path}/`)).status).toBe(403);
    await run(lambda, name);
    await expect.poll(() => lambda.logged().split(`${name} runs`).length - 1).toBe(1);
  });
});
