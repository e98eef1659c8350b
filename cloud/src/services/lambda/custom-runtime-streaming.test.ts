import { InvokeCommand } from "@aws-sdk/client-lambda";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { systemTimers } from "../../core/clock.ts";
import { FINISH_LIMIT_MS } from "./index.ts";
import { create } from "./testing/functions.ts";
import { type Gate, openGate } from "./testing/gate.ts";
import { serveLambda, type TestLambda, zipOf } from "./testing/service.ts";
import { chunk, rest, streamingCalls } from "./testing/streaming.ts";

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

describe("A runtime of one's own", () => {
  /** Serves one event after the other with raw HTTP. */
  const bootstrap = (response: string): Buffer =>
    zipOf({
      "bootstrap*": `#!${process.execPath}
const net = require("node:net");
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const base = "/2018-06-01/runtime/invocation/";
const http = require("node:http");
const next = () => new Promise((resolve) => http.get({ host, port, agent: false, path: base + "next" }, (reply) => {
  let text = "";
  reply.setEncoding("utf8").on("data", (part) => { text += part; });
  reply.on("end", () => resolve({ id: reply.headers["lambda-runtime-aws-request-id"], event: JSON.parse(text) }));
}));
(async () => {
  for (;;) {
    const { id, event } = await next();
    const socket = net.connect({ host, port });
    const head = "POST " + base + id + "/response HTTP/1.1\\r\\nHost: x\\r\\n";
    const streamed = head + "Lambda-Runtime-Function-Response-Mode: streaming\\r\\nTransfer-Encoding: chunked\\r\\n";
    const replied = new Promise((resolve) => socket.once("data", (bytes) => resolve(bytes.toString())).once("close", resolve));
    ${response}
    console.log("reply", (await replied)?.split?.("\\r\\n")[0]);
    socket.destroy();
  }
})();`,
    });
  const custom = { Runtime: "provided.al2023", Handler: "x" } as const;
  const make = (name: string, response: string) =>
    create(lambda, name, { Timeout: 20, ...custom, Code: { ZipFile: bootstrap(response) } });

  test("streams by the headers of the Runtime API", async () => {
    await make(
      "own",
      'socket.write(streamed + "\\r\\n3\\r\\none\\r\\n"); if (event.gate) await fetch(event.gate); socket.write("3\\r\\ntwo\\r\\n0\\r\\n\\r\\n");',
    );
    const { events } = await start("own", { gate: gate.url }, { LogType: "Tail" });
    expect(await chunk(events)).toBe("one");
    await gate.reached();
    gate.open();
    const { text, log } = await rest(events);
    expect(text).toBe("two");
    expect(log).toContain("reply HTTP/1.1 202 Accepted");
    expect((await buffered("own")).text).toBe("onetwo");
  });

  test("says in trailers that it could not finish", async () => {
    const document = Buffer.from('{"errorType":"Own.Error","errorMessage":"half"}').toString("base64");
    await make(
      "trailers",
      `socket.write(streamed + "Trailer: Lambda-Runtime-Function-Error-Type, Lambda-Runtime-Function-Error-Body\\r\\n\\r\\n3\\r\\none\\r\\n0\\r\\nLambda-Runtime-Function-Error-Type: Own.Error\\r\\nLambda-Runtime-Function-Error-Body: ${document}\\r\\n\\r\\n");`,
    );
    const details = { errorType: "Own.Error", errorMessage: "half" };
    expect(await all("trailers")).toMatchObject({ text: "one", error: "Unhandled", details });
    const { error, text } = await buffered("trailers");
    expect([error, JSON.parse(text)]).toEqual(["Unhandled", details]);
    expect(lambda.logged()).toMatch(/REPORT .*Status: error\tError Type: Own.Error/);
  });

  test("hangs up in the middle and asks for more: the response is truncated", async () => {
    await make("torn", 'socket.end(streamed + "\\r\\n3\\r\\none\\r\\n");');
    expect(await all("torn")).toMatchObject({
      text: "one",
      error: "Unhandled",
      details: { errorType: "Runtime.TruncatedResponse" },
    });
  });

  test("with a declared length streams, too", async () => {
    await make(
      "fixed",
      'socket.write(head + "Lambda-Runtime-Function-Response-Mode: streaming\\r\\nContent-Length: 6\\r\\n\\r\\none"); if (event.gate) await fetch(event.gate); socket.write("two");',
    );
    const { events } = await start("fixed", { gate: gate.url });
    expect(await chunk(events)).toBe("one");
    await gate.reached();
    gate.open();
    expect((await rest(events)).text).toBe("two");
  });

  test("what it logs after its answer is kept though the cloud stops; for ever it is not waited for", async () => {
    let isStopping = false;
    let waits = (_giveUp: () => void): void => undefined;
    const waiting = new Promise<() => void>((resolve) => {
      waits = resolve;
    });
    const stopping = await serveLambda({
      timers: {
        ...systemTimers,
        // No clock decides here how long a program is waited for.
        after: (milliseconds, work) => {
          if (!isStopping || milliseconds !== FINISH_LIMIT_MS) return systemTimers.after(milliseconds, work);
          waits(work);
          return () => undefined;
        },
      },
    });
    const slow =
      'socket.write(head + "Content-Length: 4\\r\\n\\r\\ndone"); await replied; await fetch(event.gate);';
    for (const name of ["speaks", "hangs"]) {
      await create(stopping, name, { Timeout: 20, ...custom, Code: { ZipFile: bootstrap(slow) } });
    }
    const hang = await openGate();
    const call = async (name: string, at: Gate) => {
      const Payload = JSON.stringify({ gate: at.url });
      const { Payload: answer } = await stopping.client.send(
        new InvokeCommand({ FunctionName: name, Payload }),
      );
      await at.reached();
      return Buffer.from(answer ?? []).toString();
    };
    expect([await call("speaks", gate), await call("hangs", hang)]).toEqual(["done", "done"]);
    isStopping = true;
    const closed = stopping.close();
    const giveUp = await waiting;
    gate.open();
    await expect.poll(() => stopping.logged()).toContain("reply HTTP/1.1 202 Accepted");
    giveUp();
    await closed;
    expect(stopping.logged().match(/reply /g)).toHaveLength(1);
    await hang.close();
  });
});
