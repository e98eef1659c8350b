import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  DeleteFunctionConcurrencyCommand,
  GetFunctionConcurrencyCommand,
  InvokeCommand,
  PutFunctionConcurrencyCommand,
} from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TraceEvent } from "../../core/ports/trace.ts";
import { create, run, serveWithBucket, source } from "./testing/functions.ts";
import { serveLambda, type TestLambda, zipOf } from "./testing/service.ts";

let lambda: TestLambda;
beforeAll(async () => {
  lambda = await serveWithBucket();
});
afterAll(() => lambda.close());

describe("Invoke", () => {
  test("Invoke refuses a payload that is no JSON, and an unknown type", async () => {
    await create(lambda, "strict");
    await expect(
      lambda.client.send(new InvokeCommand({ FunctionName: "strict", Payload: "{no json" })),
    ).rejects.toMatchObject({
      name: "InvalidRequestContentException",
      message: expect.stringMatching(
        /^Could not parse request body into json: Could not parse payload into json: /,
      ),
    });
    await expect(
      lambda.client.send(new InvokeCommand({ FunctionName: "strict", InvocationType: "Later" as never })),
    ).rejects.toMatchObject({ name: "ValidationException" });
  });

  test("Invoke DryRun answers 204 and Event 202; the event runs", async () => {
    await create(lambda, "later", { Code: { ZipFile: source("console.log('ran later')") } });
    const dry = await lambda.client.send(
      new InvokeCommand({ FunctionName: "later", InvocationType: "DryRun" }),
    );
    expect(dry.StatusCode).toBe(204);
    expect(lambda.logged()).not.toContain("ran later");
    const event = await lambda.client.send(
      new InvokeCommand({ FunctionName: "later", InvocationType: "Event" }),
    );
    expect(event.StatusCode).toBe(202);
    await expect.poll(lambda.logged).toContain("ran later");
  });

  test("Invoke answers 200 for a function that throws, and the trace tells what it threw", async () => {
    const events: TraceEvent[] = [];
    const traced = await serveLambda({ trace: { record: (event) => void events.push(event) } });
    const body = "exports.handler = async ({ ok }) => { if (!ok) throw new TypeError('no'); };";
    await create(traced, "throws", { Code: { ZipFile: zipOf({ "index.js": body }) } });
    const invoke = (ok: boolean) =>
      traced.client.send(new InvokeCommand({ FunctionName: "throws", Payload: JSON.stringify({ ok }) }));

    const bad = await invoke(false);
    const told = events.at(-1);
    const good = await invoke(true);
    await traced.close();

    expect([bad.StatusCode, bad.FunctionError]).toEqual([200, "Unhandled"]);
    expect(told).toMatchObject({
      operation: "Invoke",
      step: "run",
      verdict: "error",
      why: { reason: "function-threw", had: { type: "TypeError", message: "no" } },
    });
    expect(good.FunctionError).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ operation: "Invoke", verdict: "allow" });
  });

  test("LAM-7: reserved concurrency is exact; zero throttles everything", async () => {
    // The two that run are held until the third was refused, however long a busy machine takes.
    const gate = join(mkdtempSync(join(lambda.stateDir, "gate-")), "open");
    const waiting = `new Promise((resolve) => {
      const look = () => require("node:fs").existsSync(${JSON.stringify(gate)}) ? resolve("done") : setTimeout(look, 10);
      look();
    })`;
    await create(lambda, "reserved", { Timeout: 60, Code: { ZipFile: source(waiting) } });
    const put = (count: number) =>
      lambda.client.send(
        new PutFunctionConcurrencyCommand({ FunctionName: "reserved", ReservedConcurrentExecutions: count }),
      );
    await put(2);
    const running = [1, 2, 3].map(() => run(lambda, "reserved"));
    await Promise.race(
      running.map((one) =>
        one.then(
          () => expect.unreachable(),
          () => undefined,
        ),
      ),
    );
    writeFileSync(gate, "");
    const results = await Promise.allSettled(running);
    expect(results.map(({ status }) => status).sort()).toEqual(["fulfilled", "fulfilled", "rejected"]);
    const refused = results.find((result) => result.status === "rejected");
    expect(refused?.reason).toMatchObject({
      name: "TooManyRequestsException",
      Reason: "ReservedFunctionConcurrentInvocationLimitExceeded",
      message: "Rate Exceeded.",
    });
    await put(0);
    await expect(run(lambda, "reserved")).rejects.toMatchObject({ name: "TooManyRequestsException" });
    await expect(put(950)).rejects.toMatchObject({
      message: expect.stringContaining("below its minimum value of [100]."),
    });
    await lambda.client.send(new DeleteFunctionConcurrencyCommand({ FunctionName: "reserved" }));
    expect(
      (await lambda.client.send(new GetFunctionConcurrencyCommand({ FunctionName: "reserved" })))
        .ReservedConcurrentExecutions,
    ).toBeUndefined();
    expect(await run(lambda, "reserved")).toBe("done");
  });

  test("concurrent invocations run on environments of their own", async () => {
    // Each program waits for the other two, however long a busy machine takes to start them.
    const meeting = JSON.stringify(mkdtempSync(join(lambda.stateDir, "meeting-")));
    const text = `new Promise((meet) => {
      const fs = require("node:fs");
      fs.writeFileSync(${meeting} + "/" + process.pid, "");
      const look = setInterval(() => {
        if (fs.readdirSync(${meeting}).length < 3) return;
        clearInterval(look);
        meet(process.pid);
      }, 20);
    })`;
    await create(lambda, "parallel", { Code: { ZipFile: source(text) }, Timeout: 25 });
    const pids = await Promise.all([
      run(lambda, "parallel"),
      run(lambda, "parallel"),
      run(lambda, "parallel"),
    ]);
    expect(new Set(pids).size).toBe(3);
  });
});
