import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterAll, describe, expect, inject, test } from "vitest";
import { homeOf } from "../support/home.ts";
import { blockWith, commandsOf, PAPERS, shellBlocks } from "../support/papers.ts";
import { cleanEnvironment } from "../support/product.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const YOURS = "docs/guides/your-project.md";
const PHONE = "docs/guides/phone.md";
const FUNCTIONS = "docs/guides/functions.md";
const facts = inject("product");
const python = inject("python");
const home = homeOf(facts);
const folder = mkdtempSync(join(tmpdir(), "portcullis-papers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Commands that are run here or by another test, by the words they begin with. */
const RUN: readonly (readonly [command: string, test: string])[] = [
  ["git clone", "conformance/guides/fresh-clone.long.test.ts"],
  ["npm start", "conformance/guides/fresh-clone.long.test.ts"],
  ["npm ci", "conformance/guides/fresh-clone.long.test.ts"],
  ["npm pack ./cloud", "conformance/guides/fresh-clone.long.test.ts"],
  ["npm init -y", "conformance/package/own-project.test.ts"],
  ["npm pkg set allowScripts.esbuild=false", "conformance/package/own-project.test.ts"],
  ["npm install --save-dev /tmp/portcullis-", "conformance/package/own-project.test.ts"],
  ["mkdir hello", "conformance/package/own-project.test.ts"],
  ["npx portcullis up hello", "conformance/package/own-project.test.ts"],
  ["HELLO=$(", "conformance/package/own-project.test.ts"],
  ['curl "$HELLO"', "conformance/package/own-project.test.ts"],
  ["npx portcullis user add ada@", "conformance/package/own-project.test.ts"],
  ["npx portcullis user password ada@", "conformance/package/own-project.test.ts"],
  ["API=$(", "here"],
  ["curl -i -X POST", "here"],
  ["curl -X POST", "here"],
  ["npx portcullis gate simulate", "here"],
  ["npx portcullis user add grandma@", "here"],
  ["npx portcullis mail", "here"],
  ["npx portcullis user groups grandma@", "here"],
  ["npx portcullis user reset-mfa grandma@", "conformance/cli/commands.test.ts"],
  ['eval "$(npx portcullis env)"', "here"],
  ["aws cognito-idp", "here"],
  ["aws cloudformation", "here"],
  ["npx portcullis app-config --host", "here"],
  ["npx portcullis app-config --aws", "conformance/cli/commands.test.ts"],
  ["npx portcullis invoke", "here"],
  ['echo \'{"body"', "here"],
  ["npx portcullis logs", "here"],
  ["npx portcullis check", "cloud/src/cli/check/run-check.test.ts"],
  ["npx portcullis access", "conformance/access/home.test.ts"],
  ["npx portcullis audit", "conformance/audit/audit.long.test.ts"],
  ["npm run deploy -- --local", "conformance/deploy/deploy.long.test.ts"],
  ["npm run destroy -- --local", "conformance/deploy/deploy.long.test.ts"],
  ["npm run deploy", "conformance/deploy/questions.test.ts"],
  ["npm run destroy", "conformance/deploy/questions.test.ts"],
];

/** What no test types. */
const LEFT_OUT: readonly (readonly [command: string, reason: string])[] = [
  ["cd stacks/cognito && sam build", "`--guided` asks; conformance/sam/ builds and deploys both"],
  ["cd ../api && sam build", "the same"],
  ["npx portcullis up", "the folders are the reader's"],
  ["npm test", "this is it"],
  ["npx vitest", "this is it"],
  ["npm run", "checks and benchmarks"],
];

interface Shell {
  readonly code: number | null;
  readonly out: string;
}

/** Runs a block as a reader of it does. */
async function inShell(text: string, environment: NodeJS.ProcessEnv = {}): Promise<Shell> {
  const child = spawn("sh", ["-c", text], {
    cwd: ROOT,
    env: { ...readerEnvironment(), ...environment },
  });
  let out = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (out += chunk));
  const [code] = (await once(child, "close")) as [number | null];
  return { code, out };
}

function readerEnvironment(): NodeJS.ProcessEnv {
  return { ...cleanEnvironment(), HOME: folder, PORTCULLIS_STATE: facts.stateDir };
}

describe("the commands of README and guides", () => {
  test("are run by a test, or it is said why not", () => {
    const commands = PAPERS.flatMap(shellBlocks).flatMap(commandsOf);
    const known = [...RUN, ...LEFT_OUT].map(([begin]) => begin);
    expect(commands.length).toBeGreaterThan(30);
    expect(commands.filter((command) => !known.some((begin) => command.startsWith(begin)))).toEqual([]);
    expect(known.filter((begin) => !commands.some((command) => command.startsWith(begin)))).toEqual([]);
  });

  test("never run a package of another's: where ours is not installed, it is installed first", () => {
    const blocks = shellBlocks(YOURS).map(({ text }) => text);
    const first = blocks.findIndex((text) => text.includes("npx portcullis"));
    const installed = blocks.findIndex((text) => text.includes("npm install --save-dev /tmp/portcullis-"));
    expect([installed >= 0, installed < first]).toEqual([true, true]);
    expect(PAPERS.flatMap(shellBlocks).filter(({ text }) => /npx (?:-y|--yes)/.test(text))).toEqual([]);
  });
});

describe("the tour", () => {
  test("a user is refused, an administrator let in", async () => {
    const refused = await inShell(blockWith("README.md", "sh", "curl -i -X POST"));
    expect(refused.out).toContain("HTTP/1.1 401 Unauthorized");
    expect(refused.out).toContain('{"message":"Unauthorized"}');

    const again = { API: home.apiUrl };
    const admitted = await inShell(blockWith("README.md", "sh", "curl -X POST"), again);
    expect(admitted).toMatchObject({ code: 0, out: expect.stringContaining('"message"') });
    expect(admitted.out).not.toContain("Unauthorized");
  });

  test("somebody is invited and becomes an administrator", async () => {
    const invited = await inShell(blockWith("README.md", "sh", "user add grandma"));
    expect(invited).toMatchObject({ code: 0, out: expect.stringContaining("EMAIL to grandma@example.com") });

    const raised = await inShell(blockWith("README.md", "sh", "user groups grandma"));
    expect(raised).toEqual({ code: 0, out: "grandma@example.com is in Admins.\n" });

    await inShell("npx portcullis user remove grandma@example.com --yes");
  });

  test("the gate of the desk starts", async () => {
    const text = blockWith("README.md", "sh", "gate simulate").trim();
    const child = spawn("sh", ["-c", `exec ${text}`], {
      cwd: ROOT,
      env: readerEnvironment(),
      detached: true,
    });
    const closed = once(child, "close");
    const [printed] = (await once(child.stdout, "data")) as [Buffer];
    process.kill(-(child.pid ?? 0), "SIGINT");
    await closed;
    expect(printed.toString()).not.toBe("");
  });
});

describe("functions", () => {
  const file = join(folder, "open.json");
  const hereWith = (text: string) => text.replaceAll("open.json", file);

  test("one is called with the event of the guide, and answers what it shows", async () => {
    writeFileSync(file, blockWith(FUNCTIONS, "json", "gates/control"));
    const called = await inShell(
      hereWith(blockWith(FUNCTIONS, "sh", "invoke ControlGate --event open.json")),
    );
    expect(called.code, called.out).toBe(0);
    const shown = /^```\n(\{.*\})\n```$/m.exec(readFileSync(join(ROOT, FUNCTIONS), "utf8"))?.[1] ?? "";
    expect(called.out).toContain(`${shown}\n`);
    expect(called.out).toContain("REPORT RequestId");

    const refused = await inShell(blockWith(FUNCTIONS, "sh", "echo"));
    expect(refused).toMatchObject({ code: 0, out: expect.stringContaining('"statusCode":400') });
    expect(refused.out).not.toContain("REPORT RequestId");
  });

  test("their lines are read, of all, of one, and as they come", async () => {
    const [all = "", one = "", tail = ""] = commandsOf({
      paper: FUNCTIONS,
      text: blockWith(FUNCTIONS, "sh", "logs --tail"),
    });
    await expect
      .poll(async () => (await inShell(one)).out)
      .toMatch(/^[\d:.]+ homeapp-api-ControlGate\S+ REPORT/m);
    expect((await inShell(all)).out).toMatch(/^[\d:.]+ homeapp-api-ControlGate\S+ REPORT/m);
    const child = spawn("sh", ["-c", `exec ${tail}`], {
      cwd: ROOT,
      env: readerEnvironment(),
      detached: true,
    });
    let out = "";
    child.stdout.on("data", (chunk) => (out += chunk));
    const closed = once(child, "close");
    await expect.poll(() => out).toContain("REPORT");
    const before = out.length;
    await inShell(hereWith(blockWith(FUNCTIONS, "sh", "invoke ControlGate --event open.json")));
    await expect.poll(() => out.slice(before)).toContain("REPORT");
    process.kill(-(child.pid ?? 0), "SIGINT");
    await closed;
  });
});

describe("any AWS client", () => {
  test.skipIf("missing" in python)("whatever the shell had before", async () => {
    if ("missing" in python) return;
    const before = {
      PATH: [python.bin, process.env["PATH"]].join(delimiter),
      AWS_SESSION_TOKEN: "left over",
      AWS_PROFILE: "nobody",
      PYTHONDONTWRITEBYTECODE: "1",
      AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: "http://127.0.0.1:9",
    };
    const { code, out } = await inShell(`set -e\n${blockWith("README.md", "sh", "aws cognito-idp")}`, before);
    expect([code, out]).toEqual([0, expect.stringContaining(home.userPoolId)]);
    expect(out).toContain('"StackName": "homeapp-api"');
  });
});

describe("a phone", () => {
  test("gets a file with the address that it sees", async () => {
    const file = join(folder, "app-config.json");
    const text = blockWith(PHONE, "sh", "app-config --host").replace("app/app-config.json", file);
    expect(await inShell(text)).toMatchObject({ code: 0 });
    expect(JSON.parse(readFileSync(file, "utf8")).userPoolEndpoint).toBe(`http://192.168.1.5:${facts.port}`);
  });
});
