import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  DeleteFunctionCommand,
  InvokeCommand,
  PutFunctionEventInvokeConfigCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, test } from "vitest";
import { systemRandomness } from "../../../core/randomness.ts";
import { newRoleId } from "../../../iam/identities/model/role.ts";
import { arnOf, create, run, source } from "../testing/functions.ts";
import { ROLE_ARN, serveLambda, type TestLambda } from "../testing/service.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function temporary(): string {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-events-"));
  folders.push(folder);
  return folder;
}

const handler = (text: string): Buffer => source(`0; exports.handler = ${text}`);
const sendEvent = (lambda: TestLambda, FunctionName: string, event: object) =>
  lambda.client.send(
    new InvokeCommand({
      FunctionName,
      InvocationType: "Event",
      Payload: JSON.stringify(event),
      ClientContext: Buffer.from('{"custom":{"who":"me"}}').toString("base64"),
    }),
  );

describe("LAM-31: asynchronous events over a stop of the cloud", () => {
  test("an event that was answered with 202 runs after the next start, with its id and its context", async () => {
    const stateDir = temporary();
    const open = join(stateDir, "open");
    // Ends only once the file is there, and then says what it was given.
    const text = `async (event, context) => {
      if (!require("node:fs").existsSync(${JSON.stringify(open)})) {
        console.log("began " + context.awsRequestId);
        await new Promise(() => setInterval(() => 0, 1000));
      }
      console.log("did " + JSON.stringify([event, context.awsRequestId, context.clientContext]));
    }`;
    const before = await serveLambda({ stateDir });
    await create(before, "slow", { Timeout: 900, Code: { ZipFile: handler(text) } });
    const { StatusCode, $metadata } = await sendEvent(before, "slow", { colour: "blue" });
    expect(StatusCode).toBe(202);
    await expect.poll(before.logged).toContain(`began ${$metadata.requestId}`);
    await before.close({ keepState: true });
    writeFileSync(open, "");

    const after = await serveLambda({ stateDir });
    after.service.startPolling();
    const told = [{ colour: "blue" }, $metadata.requestId, { custom: { who: "me" } }];
    await expect.poll(after.logged).toContain(`did ${JSON.stringify(told)}`);
    await expect.poll(after.logged).toContain(`REPORT RequestId: ${$metadata.requestId}`);
    await after.close({ keepState: true });

    const third = await serveLambda({ stateDir });
    third.service.startPolling();
    await run(third, "slow");
    expect(third.logged()).not.toContain("blue");
    await third.close();
  });
});

test("LAM-35 a function that is made again under its name gets nothing that waited for the one before", async () => {
  const stateDir = temporary();
  const before = await serveLambda({ stateDir });
  await create(before, "fn", { Timeout: 900, Code: { ZipFile: handler("() => new Promise(() => 0)") } });
  await sendEvent(before, "fn", { secret: "of the first" });
  await before.client.send(new DeleteFunctionCommand({ FunctionName: "fn" }));
  const ZipFile = handler("async (event) => console.log(JSON.stringify(event))");
  await create(before, "fn", { Code: { ZipFile } });
  await before.close({ keepState: true });

  const after = await serveLambda({ stateDir });
  after.service.startPolling();
  await run(after, "fn");
  expect(after.logged()).not.toContain("of the first");
  await after.close();
});

test("functions that are each other's destinations are stopped after 16 rounds", async () => {
  const lambda = await serveLambda();
  const role = lambda.identities.roleOf(ROLE_ARN);
  if (role === undefined) throw new Error("no role");
  const document = JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }],
  });
  lambda.identities.roles.save({
    ...role,
    id: newRoleId(systemRandomness),
    inlinePolicies: [{ name: "test", document }],
  });
  const pairs = [
    ["ping", "pong"],
    ["pong", "ping"],
  ] as const;
  const ZipFile = handler("async (event, { functionName }) => console.log(functionName + ' ran')");
  for (const [name] of pairs) await create(lambda, name, { Code: { ZipFile } });
  for (const [FunctionName, other] of pairs) {
    await lambda.client.send(
      new PutFunctionEventInvokeConfigCommand({
        FunctionName,
        DestinationConfig: { OnSuccess: { Destination: arnOf(other) } },
      }),
    );
  }
  const ran = (name: string): number => lambda.logged().split(`${name} ran`).length - 1;

  await sendEvent(lambda, "ping", {});
  await expect.poll(() => [ran("ping"), ran("pong")]).toEqual([16, 16]);
  await run(lambda, "ping");
  await expect.poll(() => ran("ping")).toBe(17);
  expect(ran("pong")).toBe(16);
  await lambda.close();
});
