import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { homeOf } from "../support/home.ts";
import { cleanEnvironment } from "../support/product.ts";
import { copyOfProject, type ProjectCopy } from "../support/project.ts";
import { CTRL_C, CTRL_D, ENTER, inTerminal, inTurn } from "../support/terminal.ts";

const facts = inject("product");
const python = inject("python");
const DEPLOY = join(import.meta.dirname, "..", "..", "scripts", "deploy.mjs");
const LOCAL = ["--local", "--state", facts.stateDir];
const WHERE = `the local cloud at http://127.0.0.1:${facts.port}`;

const EMAIL = "E-mail of an administrator to invite (Enter for nobody):";
const GO = `Deploy homeapp-cognito, homeapp-api to ${WHERE}? [y/N]`;
const DELETE = `Delete homeapp-api, homeapp-cognito from ${WHERE}, with all of that? [y/N]`;

let project: ProjectCopy;
let calls: string;

/** A `sam` that only writes down what it is told: a question is answered before the real one starts. */
function environment(): NodeJS.ProcessEnv {
  const path = [join(project.folder, "bin"), process.env["PATH"]].join(delimiter);
  return { ...cleanEnvironment(), PATH: path, HOME: project.folder };
}

/** `npm run deploy|destroy` in a terminal. */
function dialogue(words: readonly string[], typed: readonly string[], variables: NodeJS.ProcessEnv = {}) {
  const program = join("bin" in python ? python.bin : "", "python");
  return inTerminal(program, [process.execPath, DEPLOY, ...words], {
    folder: project.folder,
    environment: { ...environment(), ...variables },
    ...inTurn(typed),
  });
}

function withoutTerminal(...words: string[]) {
  const options = { cwd: project.folder, env: environment(), input: "yes\n", encoding: "utf8" } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [DEPLOY, ...words], options);
  return { code: status, out: stdout, err: stderr };
}

const samCalls = (): string[] => (existsSync(calls) ? readFileSync(calls, "utf8").trim().split("\n") : []);

beforeAll(() => {
  project = copyOfProject();
  calls = join(project.folder, "calls.txt");
  mkdirSync(join(project.folder, "bin"));
  const script = `#!/bin/sh\n[ "$1" = --version ] || echo "$*" >> '${calls}'\n`;
  writeFileSync(join(project.folder, "bin", "sam"), script, { mode: 0o755 });
});
afterAll(() => rmSync(project.folder, { recursive: true, force: true }));
beforeEach(() => rmSync(calls, { force: true }));

describe.skipIf("missing" in python)("npm run deploy asks", () => {
  test.each(["YES\r", "y\r"])("and %j deploys; Enter invites nobody", async (yes) => {
    const { code, out, asked } = await dialogue(["deploy", ...LOCAL], [ENTER, yes]);
    expect([code, asked], out).toEqual([0, [EMAIL, GO]]);
    expect(samCalls().map((call) => call.split(" ")[0])).toEqual(["build", "deploy", "build", "deploy"]);
    expect(out).toContain("Nobody was invited. Later: the same command with --admin <email>.");
  });

  test.each(["no\r", "N\r", ENTER, CTRL_C, CTRL_D])("DEPLOY-3 and %j deploys nothing", async (no) => {
    const { code, out, asked } = await dialogue(["deploy", ...LOCAL], [ENTER, no]);
    expect([code, asked, samCalls()], out).toEqual([1, [EMAIL, GO], []]);
    expect(out).toMatch(/\nNothing was deployed\.\n$/);
  });

  test.each([CTRL_C, CTRL_D, `me@ex${CTRL_C}`])("DEPLOY-3 for an e-mail; %j deploys nothing", async (end) => {
    const { code, out, asked } = await dialogue(["deploy", ...LOCAL], [end]);
    expect([code, asked, samCalls()], out).toEqual([1, [EMAIL], []]);
    expect(out).toMatch(/\nNothing was deployed\.\n$/);
  });

  test("again after nonsense", async () => {
    const typed = ["me\r", "me@example\r", "a b@example.com\r", " me@example.com \r", "perhaps\r", "no\r"];
    const { code, out, asked } = await dialogue(["deploy", ...LOCAL], typed);
    expect([code, asked, samCalls()], out).toEqual([1, [EMAIL, EMAIL, EMAIL, EMAIL, GO, GO], []]);
    for (const wrong of ["me", "me@example", "a b@example.com"]) {
      expect(out).toContain(`\n"${wrong}" is no e-mail address.\n`);
    }
    expect(out).toContain("\nPlease answer yes or no.\n");
  });

  test("for no e-mail that was given, nor where no template has a user pool", async () => {
    const given = await dialogue(["deploy", ...LOCAL, "--admin", "me@example.com"], ["no\r"]);
    expect(given.asked).toEqual([GO]);
    project.edit("stacks/cognito/template.yaml", (text) => text.replace(POOL, "Type: AWS::SNS::Topic\n"));
    expect((await dialogue(["deploy", ...LOCAL], ["no\r"])).asked).toEqual([GO]);
    project.edit("stacks/cognito/template.yaml", (text) => text.replace("Type: AWS::SNS::Topic\n", POOL));
  });

  test("naming account and region of AWS", async () => {
    const { credentials, endpoint } = facts;
    const { code, asked } = await dialogue(["deploy", "--region", "eu-west-1"], [ENTER, "no\r"], {
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
    });
    const where = `the AWS account 123456789012, eu-west-1, at ${endpoint}`;
    expect([code, asked.at(-1)]).toEqual([1, `Deploy homeapp-cognito, homeapp-api to ${where}? [y/N]`]);
  });
});

describe.skipIf("missing" in python)("npm run destroy asks", () => {
  test.each(["no\r", ENTER, CTRL_C, CTRL_D])("DEPLOY-1 DEPLOY-3 and %j deletes nothing", async (no) => {
    const { code, out, asked } = await dialogue(["destroy", ...LOCAL], [no]);
    expect([code, asked, samCalls()], out).toEqual([1, [DELETE], []]);
    expect(out).toMatch(/\nNothing was deleted\.\n$/);
    const { bucket, userPoolId } = homeOf(facts);
    expect(out).toMatch(new RegExp(`Lost for ever: the bucket ${bucket} with \\d+ objects`));
    expect(out).toMatch(new RegExp(`Lost for ever: the user pool ${userPoolId} with about \\d+ accounts`));
  });

  test("DEPLOY-1 again after nonsense, --delete-data or not", async () => {
    const typed = ["delete\r", "yesno\r", "no\r"];
    const { code, out, asked } = await dialogue(["destroy", "--delete-data", ...LOCAL], typed);
    expect([code, asked, samCalls()], out).toEqual([1, [DELETE, DELETE, DELETE], []]);
  });
});

const POOL = "Type: AWS::Cognito::UserPool\n";

describe("without a terminal, whatever is piped in,", () => {
  test("DEPLOY-3 npm run deploy names the flag", () => {
    const { code, err } = withoutTerminal("deploy", ...LOCAL);
    expect([code, samCalls()]).toEqual([1, []]);
    expect(err).toContain(
      `Deploy homeapp-cognito, homeapp-api to ${WHERE}? There is no terminal to answer at. Say so with --yes.`,
    );
  });

  test("DEPLOY-1 npm run destroy names both flags", () => {
    const { code, err } = withoutTerminal("destroy", ...LOCAL);
    expect([code, samCalls()]).toEqual([1, []]);
    expect(err).toContain("There is no terminal to answer at. Say so with --yes --delete-data.");
  });
});
