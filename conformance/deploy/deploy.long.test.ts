import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { delimiter, join } from "node:path";
import { DescribeStacksCommand } from "@aws-sdk/client-cloudformation";
import {
  AdminListGroupsForUserCommand,
  DescribeUserPoolCommand,
  UpdateUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DeleteObjectCommand, ListBucketsCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { SAM_SETTINGS } from "../support/aws-tools.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { cleanEnvironment, type Product, startProduct } from "../support/product.ts";
import { copyOfProject, type ProjectCopy } from "../support/project.ts";
import { ENTER, inTerminal, inTurn } from "../support/terminal.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const PORTCULLIS = join(ROOT, "cloud", "bin", "portcullis.js");
const DEPLOY = join(ROOT, "scripts", "deploy.mjs");
const ADMIN = "owner@example.com";
const venv = inject("python");
const BIN = "bin" in venv ? venv.bin : "";

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

let product: Product;
let project: ProjectCopy;

/** Of a shell that has `sam` on its path. */
function shell(): NodeJS.ProcessEnv {
  const path = [BIN, join(ROOT, "node_modules", ".bin"), process.env["PATH"]];
  return {
    ...cleanEnvironment(),
    PATH: path.join(delimiter),
    HOME: project.folder,
    ...SAM_SETTINGS,
  };
}

/** A program in the copy of the project. */
function run(words: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<Ran> {
  const child = spawn(process.execPath, words, {
    cwd: project.folder,
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...shell(), ...environment },
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString("utf8")));
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString("utf8")));
  return new Promise((resolve) => child.once("close", (code) => resolve({ code, out, err })));
}

/** Settings of a shell that is set up for AWS: `--local` must not see them [DEPLOY-2]. */
const ELSEWHERE = {
  AWS_PROFILE: "production",
  AWS_REGION: "us-east-1",
  AWS_ENDPOINT_URL_CLOUDFORMATION: "http://127.0.0.1:9",
  AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9",
};

const local = () => ["--local", "--state", product.facts.stateDir];

const script = (command: string, ...flags: string[]) =>
  run([DEPLOY, command, ...local(), ...flags], ELSEWHERE);

/** The same in a terminal, where lines are typed at its questions. */
function dialogue(words: readonly string[], typed: readonly string[]) {
  return inTerminal(join(BIN, "python"), [process.execPath, ...words, ...local()], {
    folder: project.folder,
    environment: { ...shell(), ...ELSEWHERE },
    ...inTurn(typed.map((line) => `${line}${ENTER}`)),
  });
}

async function outputsOf(stackName: string): Promise<Record<string, string>> {
  const { cloudformation } = clientsFor(product.facts);
  const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: stackName }));
  const outputs = Stacks?.[0]?.Outputs ?? [];
  return Object.fromEntries(outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]));
}

beforeAll(async () => {
  product = await startProduct({ folders: [] });
  project = copyOfProject();
  mkdirSync(join(project.folder, "app"));
});
afterAll(async () => {
  await product.stop();
  for (const folder of [product.facts.stateDir, project.folder]) {
    rmSync(folder, { recursive: true, force: true });
  }
});

describe("before anything is deployed", () => {
  const AWS_KEYS = {
    AWS_ACCESS_KEY_ID: "AKIAEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "secret",
    AWS_REGION: "eu-west-1",
  };
  const deploy = ["deploy", "stacks/cognito", "stacks/api", "--yes"];

  test("without sam it says what to install", async () => {
    const { code, err } = await run([PORTCULLIS, ...deploy], { PATH: "" });
    expect(code).toBe(1);
    expect(err).toMatch(/The SAM CLI.+is not installed[\s\S]+Try: pipx install aws-sam-cli/);
  });

  test("a folder without a template, no folder, a wrong address and an unknown parameter are named", async () => {
    expect((await run([PORTCULLIS, "deploy", "stacks", "--yes"])).err).toContain("has no template.yaml");
    expect((await run([PORTCULLIS, "deploy", "--yes"])).err).toContain("There is nothing to deploy.");
    expect((await run([PORTCULLIS, ...deploy, "--admin", "me"])).err).toContain(
      '--admin must be an e-mail address, not "me".',
    );
    expect((await run([PORTCULLIS, ...deploy, "--parameter", "Colour=red"])).err).toContain(
      "No template declares the parameter Colour.",
    );
  });

  test.skipIf("missing" in venv)(
    "without credentials or region it says which command sets them",
    async () => {
      expect((await run([PORTCULLIS, ...deploy], { AWS_REGION: "eu-west-1" })).err).toMatch(
        /There are no keys of the profile "default"[\s\S]+Try: eval "\$\(aws configure export-credentials/,
      );
      const { AWS_REGION: _, ...keys } = AWS_KEYS;
      expect((await run([PORTCULLIS, ...deploy], keys)).err).toMatch(
        /No region is set\.\s+Try: export AWS_REGION/,
      );
    },
  );

  test.skipIf("missing" in venv)("keys that AWS refuses stop it before sam starts", async () => {
    const { code, out, err } = await run([PORTCULLIS, ...deploy], {
      ...AWS_KEYS,
      AWS_ENDPOINT_URL: product.facts.endpoint,
    });
    expect([code, out]).toEqual([1, ""]);
    expect(err).toContain("InvalidClientTokenId: The security token included in the request is invalid.");
  });

  test.skipIf("missing" in venv)("without a terminal and without --yes nothing is deployed", async () => {
    const { code, err } = await script("deploy");
    expect(code).toBe(1);
    expect(err).toMatch(
      /Deploy homeapp-cognito, homeapp-api to the local cloud at .+\? There is no terminal to answer at\./,
    );
    expect(existsSync(join(project.folder, "stacks", "cognito", ".aws-sam"))).toBe(false);
  });
});

describe.skipIf("missing" in venv)("npm run deploy -- --local", () => {
  test("DEPLOY-2 deploys both stacks with sam, whatever the shell says of AWS, writes the app's configuration, invites the administrator", async () => {
    const ran = await dialogue([DEPLOY, "deploy"], [ADMIN, "yes"]);
    expect([ran.code, ran.asked.length], ran.out).toEqual([0, 2]);
    expect(ran.out).toMatch(/\[1\/2\] homeapp-cognito to the local cloud[\s\S]+\[2\/2\] homeapp-api to/);
    expect(ran.out).toContain("Successfully created/updated stack - homeapp-api in eu-west-1");
    const signIn = await outputsOf("homeapp-cognito");
    const api = await outputsOf("homeapp-api");
    for (const value of Object.values({ ...signIn, ...api })) expect(ran.out).toContain(value);
    expect(JSON.parse(readFileSync(join(project.folder, "app", "app-config.json"), "utf8"))).toEqual({
      version: 1,
      region: "eu-west-1",
      userPoolId: signIn["UserPoolId"],
      userPoolClientId: signIn["UserPoolClientId"],
      apiUrl: api["ApiUrl"],
      userPoolEndpoint: `http://localhost:${product.facts.port}`,
    });
    expect(ran.out).toContain(`${ADMIN} is invited and in Admins.`);
    const { cognito } = clientsFor(product.facts);
    const groups = await cognito.send(
      new AdminListGroupsForUserCommand({ UserPoolId: signIn["UserPoolId"], Username: ADMIN }),
    );
    expect(groups.Groups?.map(({ GroupName }) => GroupName)).toEqual(["Admins"]);
  });

  test("again, nothing changes; a parameter given reaches the template that declares it", async () => {
    const ran = await script("deploy", "--yes", "--admin", ADMIN, "--parameter", "LogRetentionDays=30");
    expect(ran.code, ran.out + ran.err).toBe(0);
    expect(ran.out).toContain("The app's configuration, app/app-config.json, is up to date.");
    expect(ran.out).toContain(`${ADMIN} is in Admins.`);
    const { cloudformation } = clientsFor(product.facts);
    const { Stacks } = await cloudformation.send(new DescribeStacksCommand({ StackName: "homeapp-api" }));
    expect(Stacks?.[0]?.Parameters).toContainEqual({
      ParameterKey: "LogRetentionDays",
      ParameterValue: "30",
    });
  });

  test("a template that cannot be deployed stops it, and says so", async () => {
    const ran = await script("deploy", "--yes", "--parameter", "AlarmTopicArn=nonsense");
    expect(ran.code).toBe(1);
    expect(ran.err).toMatch(/sam deploy failed in .+stacks.cognito \(see above\)/);
    expect(ran.out).not.toContain("[2/2]");
  });
});

describe.skipIf("missing" in venv)("npm run destroy -- --local", () => {
  let bucket: string;
  let userPoolId: string;

  beforeAll(async () => {
    bucket = (await outputsOf("homeapp-api"))["ProfileImagesBucket"] ?? "";
    userPoolId = (await outputsOf("homeapp-cognito"))["UserPoolId"] ?? "";
    const { s3, cognito } = clientsFor(product.facts);
    for (const Key of ["a b+c&d", "ünï", "gone"]) {
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "x" }));
      await s3.send(new PutObjectCommand({ Bucket: bucket, Key, Body: "y" }));
    }
    await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: "gone" }));
    await cognito.send(new UpdateUserPoolCommand({ UserPoolId: userPoolId, DeletionProtection: "ACTIVE" }));
  });

  test("DEPLOY-1 says what would be lost and leaves it when nobody said so", async () => {
    const ran = await script("destroy", "--yes");
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`Lost for ever: the bucket ${bucket} with 2 objects`);
    expect(ran.out).toContain(
      `Lost for ever: the user pool ${userPoolId} with about 1 account, protected from deletion`,
    );
    expect(ran.err).toContain("Nothing was deleted: the stacks hold data. Say --delete-data to lose it.");
    const { cognito } = clientsFor(product.facts);
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    expect(UserPool?.DeletionProtection).toBe("ACTIVE");
    expect((await outputsOf("homeapp-api"))["ProfileImagesBucket"]).toBe(bucket);
  });

  test("a stack that another one uses is left alone, with all it holds", async () => {
    const words = [PORTCULLIS, "destroy", "stacks/cognito", ...local(), "--yes", "--delete-data"];
    const ran = await run(words, ELSEWHERE);
    expect([ran.code, ran.err]).toEqual([
      1,
      expect.stringContaining(
        "Nothing was deleted: homeapp-api uses exports of homeapp-cognito and goes first.",
      ),
    ]);
    const { cognito } = clientsFor(product.facts);
    const { UserPool } = await cognito.send(new DescribeUserPoolCommand({ UserPoolId: userPoolId }));
    expect(UserPool?.DeletionProtection).toBe("ACTIVE");
  });

  test("DEPLOY-1 a yes to the question takes a stack down with its data", async () => {
    const ran = await dialogue([PORTCULLIS, "destroy", "stacks/api"], ["yes"]);
    expect([ran.code, ran.asked.length], ran.out).toEqual([0, 1]);
    expect(ran.out).toContain(`Lost for ever: the bucket ${bucket} with 2 objects`);
    expect(ran.out).toContain("homeapp-api: deleted.");
  });

  test("DEPLOY-1 so does --delete-data with the other, protected one; nothing is left", async () => {
    const ran = await script("destroy", "--yes", "--delete-data");
    expect(ran.code, ran.out + ran.err).toBe(0);
    expect(ran.out).toContain("There is no stack homeapp-api");
    expect(ran.out).toContain("homeapp-cognito: deleted.");
    for (const StackName of ["homeapp-api", "homeapp-cognito"]) {
      const { cloudformation } = clientsFor(product.facts);
      const gone = await refusalOf(cloudformation.send(new DescribeStacksCommand({ StackName })));
      expect(gone.message).toBe(`Stack with id ${StackName} does not exist`);
    }
    const { Buckets } = await clientsFor(product.facts).s3.send(new ListBucketsCommand({}));
    expect(Buckets?.map(({ Name }) => Name)).not.toContain(bucket);
    const again = await script("destroy", "--yes");
    expect([again.code, again.out]).toEqual([0, expect.stringContaining("There is no stack homeapp-api")]);
  });
});

describe.skipIf("missing" in venv)("sam validate --lint", () => {
  test.each(["cognito", "api"])("finds nothing wrong with stacks/%s", async (name) => {
    const sam = join(BIN, "sam");
    const child = spawn(sam, ["validate", "--lint", "--region", "eu-west-1"], {
      cwd: join(project.folder, "stacks", name),
      env: shell(),
    });
    let printed = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (printed += chunk.toString("utf8")));
    }
    const code = await new Promise((resolve) => child.once("close", resolve));
    expect([code, printed]).toEqual([0, expect.stringContaining("is a valid SAM Template")]);
  });
});
