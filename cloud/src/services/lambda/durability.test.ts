import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  AddPermissionCommand,
  CreateFunctionCommand,
  DeleteFunctionCommand,
  InvokeCommand,
} from "@aws-sdk/client-lambda";
import { afterEach, describe, expect, test } from "vitest";
import type { Timers } from "../../core/clock.ts";
import { openProcessRegistry } from "./environments/process-registry.ts";
import { API_GATEWAY, ROLE_ARN, SCOPE, serveLambda, type TestLambda, zipOf } from "./testing/service.ts";

const folders: string[] = [];
const temporary = (): string => {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-lambda-"));
  folders.push(folder);
  return folder;
};
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

const PID = "exports.handler = async () => process.pid;";

async function create(
  lambda: TestLambda,
  name: string,
  { Timeout = 10, source = PID }: { readonly Timeout?: number; readonly source?: string } = {},
): Promise<void> {
  await lambda.client.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Role: ROLE_ARN,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Timeout,
      Code: { ZipFile: zipOf({ "index.js": source }) },
    }),
  );
}
async function pidOf(lambda: TestLambda, name: string): Promise<number> {
  const reply = await lambda.client.send(new InvokeCommand({ FunctionName: name }));
  return Number(Buffer.from(reply.Payload ?? []).toString());
}

describe("Restart", () => {
  test("functions and policies are there after a restart; close ended the programs and kept the logs", async () => {
    const stateDir = temporary();
    const before = await serveLambda({ stateDir });
    await create(before, "kept");
    await create(before, "gone");
    await before.client.send(
      new AddPermissionCommand({
        FunctionName: "kept",
        StatementId: "a",
        Action: "lambda:InvokeFunction",
        Principal: "apigateway.amazonaws.com",
      }),
    );
    const pid = await pidOf(before, "kept");
    await before.client.send(new DeleteFunctionCommand({ FunctionName: "gone" }));
    await before.close({ keepState: true });
    await expect.poll(() => isAlive(pid)).toBe(false);
    const [stream = ""] = readdirSync(join(stateDir, "logs", "kept"));
    expect(readFileSync(join(stateDir, "logs", "kept", stream), "utf8")).toContain("REPORT RequestId: ");

    const after = await serveLambda({ stateDir });
    const functionArn = `arn:aws:lambda:eu-west-1:${SCOPE.accountId}:function:kept`;
    const outcome = await after.service.invoker.invoke({ functionArn, payload: "{}", caller: API_GATEWAY });
    expect(outcome.kind).toBe("success");
    expect(await pidOf(after, "kept")).not.toBe(pid);
    await after.close();
  });

  test("code that no function uses is removed at the next start", async () => {
    const stateDir = temporary();
    const first = await serveLambda({ stateDir });
    await create(first, "short-lived");
    const code = (): string[] =>
      readdirSync(join(stateDir, "functions")).filter((name) => name.length === 64);
    expect(code()).toHaveLength(1);
    await first.client.send(new DeleteFunctionCommand({ FunctionName: "short-lived" }));
    await first.close({ keepState: true });
    const second = await serveLambda({ stateDir });
    await second.close({ keepState: true });
    expect(code()).toEqual([]);
  });
});

describe("LAM-10: programs end with the cloud", () => {
  const startTime = (pid: number): string =>
    readFileSync(`/proc/${pid}/stat`, "latin1").split(") ")[1]?.split(" ")[19] ?? "";

  test.skipIf(!existsSync("/proc/self/stat"))(
    "LAM-10: a leftover of a killed cloud is ended at the next start, a stranger with its number is not",
    async () => {
      const file = join(temporary(), "processes");
      const leftover = spawn("sleep", ["60"], { detached: true });
      const stranger = spawn("sleep", ["60"], { detached: true });
      const ended = new Promise((resolve) => leftover.once("exit", (_code, signal) => resolve(signal)));
      const { pid = 0 } = leftover;
      writeFileSync(file, `${pid} ${startTime(pid)}\n${stranger.pid} 1\nnonsense\n1 1\n`);
      const registry = openProcessRegistry(file, `TMPDIR=${file}/`);
      expect(await ended).toBe("SIGKILL");
      expect(isAlive(stranger.pid ?? 0)).toBe(true);
      stranger.kill();
      registry.close();
    },
  );

  test("LAM-10 LAM-14: the watcher ends what runs when the cloud is killed", async () => {
    const file = join(temporary(), "processes");
    const module = fileURLToPath(new URL("./environments/process-registry.ts", import.meta.url));
    const script = `const { openProcessRegistry } = await import(${JSON.stringify(module)});
      const { spawn } = await import("node:child_process");
      const registry = openProcessRegistry(${JSON.stringify(file)}, ${JSON.stringify(`TMPDIR=${file}/`)});
      const env = { TMPDIR: ${JSON.stringify(`${file}/one`)} };
      const child = spawn("sleep", ["60"], { detached: true, stdio: "ignore" });
      const escaped = spawn("sleep", ["60"], { detached: true, stdio: "ignore", env });
      registry.add(child.pid);
      setTimeout(() => console.log(child.pid, escaped.pid), 50);
      setInterval(() => 0, 1000);`;
    const { buildSync } = await import("esbuild");
    const program = join(temporary(), "cloud.mjs");
    buildSync({
      stdin: { contents: script, resolveDir: "/", loader: "js" },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: program,
    });
    const cloud = spawn(process.execPath, [program], { stdio: ["ignore", "pipe", "inherit"] });
    const pids = await new Promise<number[]>((resolve) =>
      cloud.stdout.once("data", (text) => resolve(String(text).split(" ").map(Number))),
    );
    expect(pids.map(isAlive)).toEqual([true, true]);
    cloud.kill("SIGKILL");
    await expect.poll(() => pids.map(isAlive)).toEqual([false, !existsSync("/proc/self/environ")]);
  });
});

describe.skipIf(!existsSync("/proc/self/environ"))("LAM-14: children that left their group end, too", () => {
  /** Starts a child in a session of its own, with the environment that `variables` is, and never answers the second call. */
  const PARENT = (variables: string): string => `let child;
exports.handler = async () => {
  if (child !== undefined) return new Promise(() => setInterval(() => 0, 1000));
  child = require("node:child_process").spawn("sleep", ["120"], { detached: true, stdio: "ignore", env: ${variables} });
  return child.pid;
};`;
  const start = async (stateDir: string, variables: string, Timeout: number) => {
    const lambda = await serveLambda({ stateDir });
    await create(lambda, "parent", { Timeout, source: PARENT(variables) });
    return { lambda, child: await pidOf(lambda, "parent") };
  };

  test.each([
    ["with the environment of the function", "process.env"],
    ["that hides its environment", "{}"],
  ])("LAM-14: a detached child %s ends when the function runs out of time", async (_title, variables) => {
    const { lambda, child } = await start(temporary(), variables, 1);
    expect(isAlive(child)).toBe(true);
    await pidOf(lambda, "parent");
    await expect.poll(() => isAlive(child)).toBe(false);
    await lambda.close();
  });

  test("LAM-14: a detached child ends with the cloud", async () => {
    const { lambda, child } = await start(temporary(), "process.env", 10);
    await lambda.close();
    await expect.poll(() => isAlive(child)).toBe(false);
  });

  test("LAM-14: what is left of a killed cloud ends at the next start; of another cloud it does not", async () => {
    const stateDir = temporary();
    const leftBehind = (folder: string) =>
      spawn("sleep", ["120"], { detached: true, stdio: "ignore", env: { TMPDIR: join(folder, "tmp", "a") } });
    const child = leftBehind(stateDir);
    const stranger = leftBehind(`${stateDir}-other`);
    const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
    const lambda = await serveLambda({ stateDir });
    expect(await ended).toBe("SIGKILL");
    expect(isAlive(stranger.pid ?? 0)).toBe(true);
    stranger.kill("SIGKILL");
    await lambda.close();
  });
});

test("LAM-14: after an orderly end the next start looks for nothing; after any other it does", async () => {
  const file = join(temporary(), "processes");
  const mark = `TMPDIR=${file}/`;
  openProcessRegistry(file, mark).close();
  const child = spawn("sleep", ["120"], { detached: true, stdio: "ignore", env: { TMPDIR: `${file}/a` } });
  const ended = new Promise((resolve) => child.once("exit", (_code, signal) => resolve(signal)));
  openProcessRegistry(file, mark);
  expect(isAlive(child.pid ?? 0)).toBe(true);
  if (existsSync("/proc/self/environ")) openProcessRegistry(file, mark).close();
  else child.kill("SIGKILL");
  expect(await ended).toBe("SIGKILL");
});

describe("Environments", () => {
  test("an idle environment is closed after its time; the next invocation starts another", async () => {
    let now = 0;
    const due: { at: number; work: () => void }[] = [];
    const real = (milliseconds: number): boolean => milliseconds < 60_000;
    const timers: Timers = {
      elapsed: () => now + performance.now(),
      after: (milliseconds, work) => {
        if (real(milliseconds)) {
          const timer = setTimeout(work, milliseconds);
          return () => clearTimeout(timer);
        }
        due.push({ at: now + milliseconds, work });
        return () => undefined;
      },
    };
    const lambda = await serveLambda({ timers });
    await create(lambda, "idle");
    const pid = await pidOf(lambda, "idle");
    const minute = (): void => {
      now += 60_000;
      for (const { work } of due.splice(0)) work();
    };
    minute();
    expect(await pidOf(lambda, "idle")).toBe(pid);
    for (let count = 0; count < 6; count += 1) minute();
    await expect.poll(() => isAlive(pid)).toBe(false);
    expect(await pidOf(lambda, "idle")).not.toBe(pid);
    await lambda.close();
  });

  test("beyond the cap of environments invocations wait and are all served", async () => {
    const lambda = await serveLambda({ limits: { environmentsPerFunction: 1 } });
    await create(lambda, "capped");
    const pids = await Promise.all(Array.from({ length: 20 }, () => pidOf(lambda, "capped")));
    expect(new Set(pids).size).toBe(1);
    await lambda.close();
  });
});
