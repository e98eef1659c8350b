import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AddPermissionCommand } from "@aws-sdk/client-lambda";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { arnOf, create, run } from "../testing/functions.ts";
import { API_GATEWAY, serveLambda, type TestLambda, zipOf } from "../testing/service.ts";

let lambda: TestLambda | undefined;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-hang-ups-"));
});
afterEach(async () => {
  await lambda?.close();
  lambda = undefined;
  rmSync(folder, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const PID = zipOf({ "index.js": "exports.handler = async () => process.pid;" });

/** A runtime that gives its second poll up when `file.leave` is there, and asks again when `file` is. */
const IMPATIENT = (file: string): string => `#!${process.execPath}
const http = require("node:http");
const fs = require("node:fs");
const [host, port] = process.env.AWS_LAMBDA_RUNTIME_API.split(":");
const base = "/2018-06-01/runtime/invocation/";
let polls = 0;
const until = async (path) => {
  while (!fs.existsSync(path)) await new Promise(setImmediate);
};
const next = () => new Promise((resolve, reject) => {
  const request = http.get({ host, port, agent: false, path: base + "next" }, (reply) => {
    reply.resume().on("end", () => resolve(reply.headers["lambda-runtime-aws-request-id"]));
  });
  request.on("error", reject);
  polls += 1;
  if (polls === 2) until("${file}.leave").then(() => request.destroy(new Error("impatient")));
});
const respond = (id) => new Promise((resolve) => {
  const options = { host, port, agent: false, method: "POST", path: base + id + "/response" };
  http.request(options, (reply) => reply.resume().on("end", resolve)).end('"served"');
});
const serve = async () => respond(await next());
(async () => {
  await serve();
  await next().catch(() => fs.writeFileSync("${file}.gone", ""));
  await until("${file}");
  for (;;) await serve();
})();
`;

/** Answers once `file` is there. */
const blockedBy = (file: string) =>
  zipOf({
    "index.js": `const fs = require("node:fs");
exports.handler = async () => {
  while (!fs.existsSync("${file}")) await new Promise(setImmediate);
  return "done";
};`,
  });

describe("Programs that hang up", () => {
  test("a program killed while it was idle costs no call: the next starts it again", async () => {
    lambda = await serveLambda();
    await create(lambda, "killed", { Timeout: 10, Code: { ZipFile: PID } });
    const first = await run(lambda, "killed");
    process.kill(Number(first), "SIGKILL");
    // An event that is on its way when the program dies is lost with it, as on AWS.
    await expect.poll(() => isAlive(Number(first))).toBe(false);
    const second = await run(lambda, "killed");
    expect(second).toEqual(expect.any(Number));
    expect(second).not.toBe(first);
  });

  test("a runtime that gives a poll up and asks again gets the event that came meanwhile", async () => {
    const file = join(folder, "go");
    lambda = await serveLambda({ limits: { environmentsPerFunction: 1 } });
    await create(lambda, "impatient", {
      Runtime: "provided.al2023",
      Timeout: 20,
      Code: { ZipFile: zipOf({ "bootstrap*": IMPATIENT(file) }) },
    });
    expect(await run(lambda, "impatient")).toBe("served");
    await expect.poll(() => lambda?.logged()).toContain("REPORT RequestId");
    writeFileSync(`${file}.leave`, "");
    await expect.poll(() => existsSync(`${file}.gone`)).toBe(true);
    const second = run(lambda, "impatient");
    await expect.poll(() => lambda?.logged().match(/START RequestId/g)).toHaveLength(2);
    writeFileSync(file, "");
    expect(await second).toBe("served");
  });
});

describe("Calls that wait for an environment that cannot be renewed", () => {
  test("all of them are refused when the role is gone, not only the first", async () => {
    const file = join(folder, "go");
    const clock = { now: () => Date.now() + moved };
    let moved = 0;
    lambda = await serveLambda({ clock, limits: { environmentsPerFunction: 1 } });
    const { identities, service } = lambda;
    await create(lambda, "stale", { Timeout: 20, Code: { ZipFile: blockedBy(file) } });
    const first = run(lambda, "stale");
    await expect.poll(() => lambda?.logged()).toContain("START RequestId");
    await lambda.client.send(
      new AddPermissionCommand({
        FunctionName: "stale",
        StatementId: "gateway",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
    // They stand in line when this returns.
    const waiting = [1, 2, 3].map(() =>
      service.invoker.invoke({ functionArn: arnOf("stale"), payload: "{}", caller: API_GATEWAY }),
    );
    identities.roles.delete("runner");
    moved = 2 * 3_600_000;
    writeFileSync(file, "");
    expect(await first).toBe("done");
    expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(["refused", "refused", "refused"]);
  });
});
