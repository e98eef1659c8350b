import { type CreateFunctionCommandInput, InvokeWithResponseStreamCommand } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { create } from "./testing/functions.ts";
import { type Gate, openGate } from "./testing/gate.ts";
import { serveLambda, type TestLambda, zipOf } from "./testing/service.ts";
import { chunk, eventsOf, rest, streamingCalls } from "./testing/streaming.ts";

let lambda: TestLambda;
let gate: Gate;
const { start, all, buffered } = streamingCalls(() => lambda);
beforeAll(async () => {
  lambda = await serveLambda();
});
afterAll(() => lambda.close());
beforeEach(async () => {
  gate = await openGate();
});
afterEach(() => gate.close());

type Settings = Partial<CreateFunctionCommandInput>;

/** A function whose handler streams. @param body of `async (event, stream, context)` */
const streaming = (name: string, body: string, more: Settings = {}) =>
  deploy(
    name,
    `exports.handler = awslambda.streamifyResponse(async (event, stream, context) => { ${body} });`,
    more,
  );

async function deploy(name: string, text: string, more: Settings = {}): Promise<string> {
  await create(lambda, name, { Timeout: 20, Code: { ZipFile: zipOf({ "index.js": text }) }, ...more });
  return name;
}

describe("InvokeWithResponseStream", () => {
  test("the first chunk is there before the handler goes on", async () => {
    await streaming(
      "first",
      "stream.write('one'); await fetch(event.gate); stream.write('two'); stream.end('!');",
    );
    const { reply, events } = await start("first", { gate: gate.url });
    expect(await chunk(events)).toBe("one");
    await gate.reached();
    gate.open();
    expect(await rest(events)).toMatchObject({ text: "two!", error: undefined });
    expect(reply).toMatchObject({ StatusCode: 200, ExecutedVersion: "$LATEST" });
    expect(reply.ResponseStreamContentType).toBe("application/vnd.amazon.eventstream");
  });

  test("an environment is used again, and the log has what every log has", async () => {
    await streaming(
      "again",
      "globalThis.n = (globalThis.n ?? 0) + 1; console.log('said'); stream.end(String(globalThis.n));",
    );
    const log = { LogType: "Tail" } as const;
    expect(await all("again", {}, log)).toMatchObject({ text: "1" });
    const second = await all("again", {}, log);
    expect(second.text).toBe("2");
    expect(second.log).toMatch(
      /^START RequestId: [\s\S]*\tINFO\tsaid\n[\s\S]*END RequestId: [\s\S]*REPORT RequestId: /,
    );
    expect((await all("again")).log).toBe("");
  });

  test("bytes arrive as they were, objects as JSON", async () => {
    await streaming(
      "bytes",
      "stream.write(Buffer.from([0, 255, 1])); stream.write({ a: 1 }); stream.write(new Uint8Array([2])); stream.end();",
    );
    const { events } = await start("bytes");
    const parts: Uint8Array[] = [];
    for await (const event of { [Symbol.asyncIterator]: () => events }) {
      if (event.PayloadChunk?.Payload !== undefined) parts.push(event.PayloadChunk.Payload);
    }
    expect(Buffer.concat(parts)).toEqual(
      Buffer.concat([Buffer.from([0, 255, 1]), Buffer.from('{"a":1}'), Buffer.from([2])]),
    );
  });

  test("a handler that does not stream answers in one piece", async () => {
    await deploy("plain", "exports.handler = async (event) => ({ got: event });");
    expect(await all("plain", { a: 1 })).toEqual({
      text: '{"got":{"a":1}}',
      error: undefined,
      details: undefined,
      log: "",
    });
  });

  test("20 MB arrive, more than one piece may have", async () => {
    await streaming(
      "large",
      `const { pipeline } = require("node:stream/promises");
      const { Readable } = require("node:stream");
      const parts = function* () { for (let n = 0; n < 320; n += 1) yield Buffer.alloc(65536, n % 256); };
      await pipeline(Readable.from(parts()), stream);`,
    );
    const { events } = await start("large");
    let size = 0;
    for await (const event of { [Symbol.asyncIterator]: () => events }) {
      size += event.PayloadChunk?.Payload?.length ?? 0;
      expect(event.InvokeComplete?.ErrorCode).toBeUndefined();
    }
    expect(size).toBe(320 * 65_536);
  });

  test("DryRun runs nothing; the qualifier says which version runs", async () => {
    await streaming("dry", "throw new Error('must not run');");
    const { reply } = await start("dry", {}, { InvocationType: "DryRun" });
    expect(reply.$metadata.httpStatusCode).toBe(204);
    await expect(start("dry", {}, { Qualifier: "7" })).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
    await expect(start("dry", {}, { InvocationType: "Event" as never })).rejects.toMatchObject({
      name: "ValidationException",
    });
  });
});

describe("LAM-39 a response that cannot be finished", () => {
  const CASES: readonly (readonly [title: string, body: string, before: string, details: object])[] = [
    [
      "throws after the first chunk",
      "stream.write('one'); throw new TypeError('boom');",
      "one",
      { errorType: "TypeError", errorMessage: "boom" },
    ],
    [
      "throws before it",
      "throw new TypeError('boom');",
      "",
      { errorType: "TypeError", errorMessage: "boom" },
    ],
    [
      "ends its program",
      "stream.write('one', () => process.exit(3));  await new Promise(() => setInterval(() => {}, 1000));",
      "one",
      { errorType: "Runtime.ExitError", errorMessage: expect.stringContaining("exit status 3") },
    ],
    [
      "has an exception that nobody catches",
      "stream.write('one'); setImmediate(() => { throw new RangeError('late'); }); await new Promise(() => {});",
      "one",
      { errorType: "RangeError", errorMessage: "late" },
    ],
    [
      "gives up its stream",
      "stream.write('one'); await new Promise(setImmediate); stream.destroy();",
      "one",
      { errorMessage: "Response stream is not finished." },
    ],
  ];

  test.each(CASES)("a handler that %s", async (title, body, before, details) => {
    const name = await streaming(title.replaceAll(" ", "-"), body);
    expect(await all(name)).toMatchObject({ text: before, error: "Unhandled", details });
    expect(await buffered(name)).toMatchObject({ error: "Unhandled" });
  });

  test("a handler that is not async", async () => {
    await deploy("not-async", "exports.handler = awslambda.streamifyResponse(() => 1);");
    expect(await all("not-async")).toMatchObject({
      text: "",
      error: "Unhandled",
      details: { errorMessage: "Streaming does not support non-async handlers." },
    });
  });

  test("a handler that runs longer than its Timeout: what it sent arrives, then the error", async () => {
    await streaming("late", "stream.write('one'); await new Promise(() => {});", { Timeout: 1 });
    const { events } = await start("late", {}, { LogType: "Tail" });
    expect(await chunk(events)).toBe("one");
    expect(await rest(events)).toMatchObject({
      text: "",
      log: expect.stringContaining("Status: timeout"),
      error: "Unhandled",
      details: {
        errorType: "Sandbox.Timedout",
        errorMessage: expect.stringMatching(/Task timed out after 1.00 seconds$/),
      },
    });
  });

  test("the environment is used again after an error of the handler", async () => {
    await streaming(
      "thrower",
      "globalThis.n = (globalThis.n ?? 0) + 1; if (event.fail) throw new Error('x'); stream.end(String(globalThis.n));",
    );
    expect(await all("thrower", { fail: true })).toMatchObject({ error: "Unhandled" });
    expect(await all("thrower")).toMatchObject({ text: "2" });
  });

  test("a mark that means nothing is an error of the start", async () => {
    await deploy(
      "odd",
      "exports.handler = async () => 1; exports.handler[Symbol.for('aws.lambda.runtime.handler.streaming')] = 'both';",
    );
    expect(await all("odd")).toMatchObject({ details: { errorType: "Runtime.MalformedStreamingHandler" } });
  });
});

describe("A streaming handler called in other ways", () => {
  test("Invoke gets the whole answer, what stands before the body included", async () => {
    await streaming("collected", "stream.write('one'); stream.write('two'); stream.end();");
    expect(await buffered("collected")).toMatchObject({ text: "onetwo", error: undefined });
    await streaming(
      "with-head",
      "const s = awslambda.HttpResponseStream.from(stream, { statusCode: 201 }); s.write('body'); s.end();",
    );
    expect((await buffered("with-head")).text).toBe(`{"statusCode":201}${"\0".repeat(8)}body`);
  });

  test("Invoke takes no more than its limit, the stream does", async () => {
    await streaming("over", "stream.end(Buffer.alloc(6_291_557, 120));", { MemorySize: 512 });
    expect(JSON.parse((await buffered("over")).text)).toMatchObject({
      errorType: "Function.ResponseSizeTooLarge",
    });
    expect((await all("over")).text).toHaveLength(6_291_557);
  });

  test("a returned value is ignored with a warning", async () => {
    await streaming("returns", "stream.end('sent'); return 1;");
    const { text, log } = await buffered("returns");
    expect(text).toBe("sent");
    expect(log).toContain("WARN\tStreaming handlers ignore return values.");
  });

  test("the content type is said before the first byte or not at all", async () => {
    await streaming(
      "too-late",
      "stream.write('x'); try { stream.setContentType('text/plain'); } catch (e) { stream.write(e.name + e.message); } stream.end();",
    );
    expect((await all("too-late")).text).toBe(
      "xRuntime.InvalidStreamingOperationCannot set content-type, too late.",
    );
  });

  test("what the event loop still has to do is done before the next event", async () => {
    await streaming(
      "tidy",
      "setImmediate(() => setImmediate(() => { globalThis.tidied = true; })); stream.end(String(globalThis.tidied));",
    );
    expect(await buffered("tidy")).toMatchObject({ text: "undefined" });
    expect(await buffered("tidy")).toMatchObject({ text: "true" });
    await streaming(
      "hurried",
      "context.callbackWaitsForEmptyEventLoop = false; setInterval(() => {}, 1000); stream.end('served');",
    );
    expect(await buffered("hurried")).toMatchObject({ text: "served" });
    expect(await buffered("hurried")).toMatchObject({ text: "served" });
  });
});

describe("LAM-38 a caller that goes away", () => {
  test("stops nothing: the function runs to its end, and its environment serves the next", async () => {
    await streaming(
      "left",
      `if (event.gate === undefined) return void stream.end(String(globalThis.done));
      stream.write("one");
      await fetch(event.gate);
      for (let n = 0; n < 64; n += 1) if (!stream.write(Buffer.alloc(65536))) await new Promise((go) => stream.once("drain", go));
      stream.end();
      globalThis.done = true;`,
    );
    const abort = new AbortController();
    const reply = await lambda.client.send(
      new InvokeWithResponseStreamCommand({
        FunctionName: "left",
        Payload: JSON.stringify({ gate: gate.url }),
      }),
      { abortSignal: abort.signal },
    );
    const events = eventsOf(reply);
    expect(await chunk(events)).toBe("one");
    await gate.reached();
    abort.abort();
    await expect(rest(events)).rejects.toThrow();
    gate.open();
    expect((await all("left")).text).toBe("true");
  });
});
