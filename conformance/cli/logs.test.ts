import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CloudWatchLogsClient,
  DescribeLogGroupsCommand,
  FilterLogEventsCommand,
  paginateFilterLogEvents,
} from "@aws-sdk/client-cloudwatch-logs";
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
    await expect
      .poll(async () => (await logs("Lamps")).out)
      .toMatch(/^\d\d:\d\d:\d\d\.\d{3} lamps-Lamps-\w+ .*was called \/202$/m);

    const unknown = await logs("Doors");
    expect([unknown.code, unknown.out]).toEqual([1, ""]);
    expect(unknown.err).toContain(
      'No function with "Doors" in its name has printed anything. There are: lamps-Lamps-',
    );
    expect((await logs("--lines", "many")).code).toBe(1);
  });

  test("invoke prints the answer alone on standard output, and what was printed beside it", async () => {
    const state = ["--state", product.facts.stateDir];
    const event = join(root, "event.json");
    writeFileSync(event, '{"path":"/203"}');

    const answered = await runCli(["invoke", "Lamps", "--event", event, ...state]);
    expect([answered.code, answered.out]).toEqual([0, '{"statusCode":203,"body":""}\n']);
    expect(answered.err).toMatch(/was called \/203[\s\S]*REPORT RequestId/);

    writeFileSync(event, '{"path":"/throws"}');
    const failed = await runCli(["invoke", "Lamps", "--event", event, "--quiet", ...state]);
    expect([failed.code, failed.out]).toEqual([1, expect.stringContaining('"errorMessage":"no such lamp"')]);
    expect(failed.err).toMatch(/lamps-Lamps-\w+ failed\.[\s\S]*npx portcullis explain /);

    writeFileSync(event, "{");
    const refused = await runCli(["invoke", "Lamps", "--event", event, ...state]);
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("Lambda refused it with 400: Could not parse request body into json");

    const unknown = await runCli(["invoke", "Doors", ...state]);
    expect([unknown.code, unknown.out]).toEqual([1, ""]);
    expect(unknown.err).toContain('No function has "Doors" in the name. There are: lamps-Lamps-');
    expect((await runCli(["invoke", "Lamps", "--event", "nowhere.json", ...state])).err).toContain(
      "The event cannot be read from nowhere.json",
    );
  });

  test("CloudWatch Logs shows what functions printed to who may read it, and to nobody else", async () => {
    const { port, region } = product.facts;
    const logs = (credentials: { accessKeyId: string; secretAccessKey: string }) =>
      new CloudWatchLogsClient({ endpoint: `http://127.0.0.1:${port}`, region, credentials, maxAttempts: 1 });
    const reader = logs(product.facts.credentials);
    await fetch(`${url}/204?to-be-read`);
    const { logGroups } = await reader.send(
      new DescribeLogGroupsCommand({ logGroupNamePrefix: "/aws/lambda/lamps-Lamps-" }),
    );
    const logGroupName = logGroups?.[0]?.logGroupName ?? "";
    const pages = paginateFilterLogEvents(
      { client: reader, pageSize: 2 },
      { logGroupName, filterPattern: '"was called /204"' },
    );
    const messages: (string | undefined)[] = [];
    for await (const { events = [] } of pages) messages.push(...events.map(({ message }) => message));
    expect(messages).toEqual([expect.stringMatching(/was called \/204\n$/)]);

    const stranger = logs({ ...product.facts.credentials, secretAccessKey: "wrong" });
    await expect(stranger.send(new FilterLogEventsCommand({ logGroupName }))).rejects.toMatchObject({
      name: "InvalidSignatureException",
    });
  });

  test("names of log files need no quotation marks in a shell", () => {
    const folder = join(product.facts.stateDir, "logs");
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
    expect(files.length).toBeGreaterThan(0);
    for (const { name } of files) expect(name).toMatch(/^[\w.-]+$/);
  });
});
