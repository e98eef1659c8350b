import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  DescribeUserPoolClientCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { listenTo } from "../support/mqtt.ts";

const facts = inject("product");
const home = homeOf(facts);
const docs = join(import.meta.dirname, "..", "..", "docs", "api");
const collection = join(docs, "portcullis.postman_collection.json");
const NEWMAN = join(
  dirname(createRequire(import.meta.url).resolve("newman/package.json")),
  "bin",
  "newman.js",
);

async function callbackAddress(): Promise<string> {
  const { UserPoolClient } = await clientsFor(facts).cognito.send(
    new DescribeUserPoolClientCommand({ UserPoolId: home.userPoolId, ClientId: home.clientId }),
  );
  return UserPoolClient?.CallbackURLs?.[0] ?? "";
}

/** A plain user of their own: at the end all their sessions are ended. */
async function plainUser(): Promise<{ userEmail: string; userPassword: string }> {
  const [userEmail, userPassword] = ["walker@example.com", "W4lker-pass!"];
  const { cognito, s3 } = clientsFor(facts);
  const person = { UserPoolId: home.userPoolId, Username: userEmail };
  const { User } = await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
  await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password: userPassword, Permanent: true }));
  const Body = readFileSync(join(docs, "..", "..", "stacks", "demo", "user.png"));
  await s3.send(new PutObjectCommand({ Bucket: home.bucket, Key: User?.Username ?? "", Body }));
  return { userEmail, userPassword };
}

const VALUES = {
  authUrl: home.authUrl,
  apiUrl: home.apiUrl,
  userPoolClientId: home.clientId,
  redirectUri: await callbackAddress(),
  adminEmail: home.admin.email,
  adminPassword: home.admin.password,
  ...(await plainUser()),
};

/** newman as a person starts it: the collection, an environment, and what the environment leaves open. */
function newman(values: Readonly<Record<string, string>>, ...flags: string[]) {
  const given = Object.entries(values).flatMap(([name, value]) => ["--env-var", `${name}=${value}`]);
  const environment = join(docs, "local.postman_environment.json");
  const words = ["run", collection, "-e", environment, ...given, "--color", "off", ...flags];
  return new Promise<{ code: number; printed: string }>((resolve) => {
    execFile(process.execPath, [NEWMAN, ...words], { maxBuffer: 16 << 20 }, (error, printed) => {
      resolve({ code: error === null ? 0 : Number(error.code), printed });
    });
  });
}

interface Item {
  readonly name: string;
  readonly item?: readonly Item[];
  readonly event?: readonly {
    readonly listen: string;
    readonly script: { readonly exec: readonly string[] };
  }[];
}

function requestsOf(items: readonly Item[]): Item[] {
  return items.flatMap((it) => (it.item === undefined ? [it] : requestsOf(it.item)));
}

function readJson<Content>(file: string): Content {
  return JSON.parse(readFileSync(join(docs, file), "utf8")) as Content;
}

describe("the Postman walk-through (C11)", () => {
  test("runs through: hosted sign-in, tokens, picture, gate, refusals; the gate heard two commands", async () => {
    const gate = await listenTo(facts, "controlGate");
    const { code, printed } = await newman(VALUES);
    expect(code, printed).toBe(0);
    expect(await gate.next()).toMatchObject({ payload: '{"message":"open"}' });
    expect(await gate.next()).toMatchObject({ payload: '{"message":"close"}' });
    expect(gate.waiting()).toBe(0);
    await gate.close();
  });

  test("fails where a plain user takes the place of the administrator", async () => {
    const { email, password } = home.user;
    const { code, printed } = await newman(
      { ...VALUES, adminEmail: email, adminPassword: password },
      "--bail",
    );
    expect([code, printed]).toEqual([1, expect.stringContaining("and says that this is an administrator")]);
  });

  test("fails with a wrong password", async () => {
    const { code, printed } = await newman({ ...VALUES, adminPassword: "Wrong-pass-1" }, "--bail");
    expect([code, printed]).toEqual([
      1,
      expect.stringContaining("the page sends back to the app with a code"),
    ]);
  });

  test("every request tests its answer, and both environments name what the collection reads", () => {
    const { item, variable } = readJson<{ item: Item[]; variable: { key: string }[] }>(
      "portcullis.postman_collection.json",
    );
    for (const { name, event = [] } of requestsOf(item)) {
      const tests = event.filter(({ listen }) => listen === "test").flatMap(({ script }) => script.exec);
      expect(tests.join("\n"), name).toContain("pm.test(");
    }
    const own = new Set(variable.map(({ key }) => key));
    const text = readFileSync(collection, "utf8");
    const read = new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? ""));
    const expected = [...read].filter((name) => !own.has(name)).sort();
    expect(expected).toEqual(Object.keys(VALUES).sort());
    for (const file of ["local.postman_environment.json", "aws.postman_environment.json"]) {
      const { values } = readJson<{ values: { key: string }[] }>(file);
      expect(values.map(({ key }) => key).sort(), file).toEqual(expected);
    }
  });
});
