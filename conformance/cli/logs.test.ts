import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { cleanEnvironment, type Product, startProduct } from "../support/product.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const CODE =
  "exports.handler = async ({ path }) => { console.log(`was called ${path}`); " +
  'if (path === "/throws") throw new Error("no such lamp"); ' +
  'return { statusCode: Number(path.slice(1)) || 200, body: "" }; };';

const TEMPLATE = {
  Transform: "AWS::Serverless-2016-10-31",
  Resources: {
    Lamps: {
      Type: "AWS::Serverless::Function",
      Properties: {
        Runtime: "nodejs22.x",
        Handler: "index.handler",
        InlineCode: CODE,
        Events: {
          Any: { Type: "Api", Properties: { Path: "/{proxy+}", Method: "GET" } },
          Signed: {
            Type: "Api",
            Properties: {
              Path: "/signed",
              Method: "PUT",
              Auth: { Authorizer: "AWS_IAM", InvokeRole: "NONE" },
            },
          },
        },
      },
    },
  },
  Outputs: { ApiId: { Value: { Ref: "ServerlessRestApi" } } },
};

let root: string;
let product: Product;
let url: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "portcullis-lamps-"));
  const folder = join(root, "lamps");
  mkdirSync(folder);
  writeFileSync(join(folder, "template.json"), JSON.stringify(TEMPLATE));
  product = await startProduct({ folders: [folder], app: false });
  url = `http://localhost:${product.facts.port}/_aws/execute-api/${product.facts.stacks["lamps"]?.["ApiId"]}/Prod`;
});

afterAll(async () => {
  await product.stop();
  rmSync(root, { recursive: true, force: true });
  rmSync(product.facts.stateDir, { recursive: true, force: true });
});

describe("what a start prints of calls, and portcullis logs", () => {
  test.each([
    ["GET", "/throws", 502, /502 GET \/\{proxy\+\}: .*no such lamp.* → npx portcullis explain /],
    ["GET", "/403", 403, /403 GET \/\{proxy\+\}: .* → npx portcullis explain /],
    ["GET", "/404", 404, /404 GET \/\{proxy\+\}: .* → npx portcullis explain /],
    ["GET", "/500", 500, /500 GET \/\{proxy\+\}: .* → npx portcullis explain /],
    ["PUT", "/signed", 403, /403 PUT \/signed: .*signature.* → npx portcullis explain /],
    ["POST", "/nothing", 403, /403 POST \/nothing: .*no such route.* → npx portcullis explain /],
  ])("%s %s is %d and one line with its reason", async (method, path, status, line) => {
    const before = product.output();

    expect((await fetch(`${url}${path}`, { method })).status).toBe(status);

    await expect.poll(() => product.output().slice(before.length)).toMatch(line);
    expect(product.output().slice(before.length).trim().split("\n")).toHaveLength(1);
  });

  test("logs -f goes on with what the functions print until the cloud ends or Ctrl-C", async () => {
    let printed = "";
    const follower: ChildProcess = spawn(
      process.execPath,
      [join(ROOT, "node_modules", ".bin", "portcullis"), "logs", "-f", "--state", product.facts.stateDir],
      { env: cleanEnvironment() },
    );
    follower.stdout?.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    const ended = new Promise((resolve) => follower.once("exit", resolve));
    try {
      await fetch(`${url}/200?first`);
      await expect.poll(() => printed).toContain("was called /200");
      await fetch(`${url}/201`);
      await expect.poll(() => printed).toContain("was called /201");
    } finally {
      follower.kill("SIGINT");
      await ended;
    }
  });

  test("logs shows the last lines of the functions that are named", async () => {
    await fetch(`${url}/202`);
    const logs = (...words: string[]) => runCli(["logs", ...words, "--state", product.facts.stateDir]);
    await expect.poll(async () => (await logs("Lamps")).out).toMatch(/^lamps-Lamps-\w+ .*was called \/202$/m);

    const unknown = await logs("Doors");
    expect([unknown.code, unknown.out]).toEqual([1, ""]);
    expect(unknown.err).toContain(
      'No function with "Doors" in its name has printed anything. There are: lamps-Lamps-',
    );
    expect((await logs("--lines", "many")).code).toBe(1);
  });

  test("names of log files need no quotation marks in a shell", () => {
    const folder = join(product.facts.stateDir, "logs");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const { name } of files) expect(name).toMatch(/^[\w.-]+$/);
  });
});
