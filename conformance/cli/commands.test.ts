import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InitiateAuthCommand } from "@aws-sdk/client-cognito-identity-provider";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { type Ran, runCli } from "../support/cli.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { cleanEnvironment } from "../support/product.ts";
import { claimsOf } from "../support/tokens.ts";

const START = join(import.meta.dirname, "..", "..", "scripts", "start.mjs");

const facts = inject("product");
const home = homeOf(facts);
const { cognito } = clientsFor(facts);
/** The script of `npm start`, with the words behind its `--`. */
function npmStart(...words: string[]): Promise<Ran> {
  return new Promise((resolve) => {
    execFile(process.execPath, [START, ...words], { env: cleanEnvironment() }, (error, out, err) =>
      resolve({ code: error === null ? 0 : Number(error.code ?? 1), out, err }),
    );
  });
}

/** A command against the running product. */
function portcullis(...words: string[]): Promise<Ran> {
  return portcullisIn({}, ...words);
}

function portcullisIn(environment: NodeJS.ProcessEnv, ...words: string[]): Promise<Ran> {
  const state = words.includes("--help") || words.length === 0 ? [] : ["--state", facts.stateDir];
  return runCli([...words, ...state], environment);
}

describe("portcullis", () => {
  test("--help lists every command", async () => {
    const { code, out } = await portcullis("--help");
    expect(code).toBe(0);
    for (const name of [
      "up",
      "stacks",
      "env",
      "app-config",
      "user",
      "photo",
      "token",
      "mail",
      "explain",
      "logs",
      "gate",
      "reset",
    ]) {
      expect(out).toMatch(new RegExp(`^  ${name}\\b`, "m"));
    }
  });

  test("npm start -- --help shows the options of up; one that there is not leads there", async () => {
    const help = await npmStart("--help");
    expect(help.code).toBe(0);
    expect(help.out).toContain("--mqtt-port <number>");
    expect(await npmStart("--fly")).toMatchObject({
      code: 1,
      err: "Unknown option '--fly'.\nTry: npm start -- --help\n",
    });
  });

  test.each(["user add", "token", "gate watch", "gate simulate", "app-config", "up"])(
    "%s --help has examples",
    async (name) => {
      const { out } = await portcullis(...name.split(" "), "--help");
      expect(out).toContain("Examples:\n  $ npx portcullis ");
    },
  );

  test("an unknown command is an error that says where help is", async () => {
    const { code, err } = await portcullis("fly");
    expect([code, err.includes("--help")]).toEqual([1, true]);
  });

  test.each([
    [["tokn"], "(Did you mean token?)"],
    [["user", "pasword", "ada@example.com"], "(Did you mean password?)"],
    [["token", "--brwser"], "(Did you mean --browser?)"],
    [["up", "--prt", "1"], "(Did you mean --port?)"],
  ])("%j is nearly a command or an option, which is named", async (words, meant) => {
    const { code, err } = await portcullis(...words);
    expect([code, err]).toEqual([1, expect.stringContaining(meant)]);
  });

  test("npm start names the option that was nearly meant, too", async () => {
    expect((await npmStart("--mqtt-prt", "1")).err).toBe(
      "Unknown option '--mqtt-prt'.\n(Did you mean --mqtt-port?)\nTry: npm start -- --help\n",
    );
  });

  test("stacks shows status and outputs", async () => {
    // Other suites make stacks of their own in the same cloud.
    expect(JSON.parse((await portcullis("stacks", "--json")).out)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "homeapp-api", status: "CREATE_COMPLETE" }),
        expect.objectContaining({
          name: "homeapp-cognito",
          outputs: expect.objectContaining({ UserPoolId: home.userPoolId }),
        }),
      ]),
    );
    expect((await portcullis("stacks")).out).toMatch(/^homeapp-cognito {2}CREATE_COMPLETE$/m);
  });

  test("env gives the shell what AWS tools read", async () => {
    const { out } = await portcullis("env");
    expect(out).toContain(`export AWS_ENDPOINT_URL='${facts.endpoint}'`);
    expect(out).toContain(`export AWS_ACCESS_KEY_ID='${facts.credentials.accessKeyId}'`);
  });

  test("env unsets what would stand over the key", async () => {
    const { out } = await portcullisIn({ AWS_ENDPOINT_URL_S3: "http://127.0.0.1:9" }, "env");
    expect(out).toMatch(/^unset AWS_SESSION_TOKEN .*AWS_PROFILE .*AWS_ENDPOINT_URL_S3\nexport /);
    expect((await portcullis("env", "--shell", "fish")).out).toMatch(/^set -e AWS_SESSION_TOKEN .*; true\n/);
    expect((await portcullis("env", "--shell", "powershell")).out).toMatch(
      /^Remove-Item -ErrorAction SilentlyContinue Env:AWS_SESSION_TOKEN, /,
    );
  });

  test("stacks --output prints one value", async () => {
    expect((await portcullis("stacks", "--output", "UserPoolId")).out).toBe(`${home.userPoolId}\n`);
    const missing = await portcullis("stacks", "--output", "Nope", "--stack", "homeapp-api");
    expect([missing.code, missing.err]).toEqual([
      1,
      `The stack homeapp-api has no output Nope or does not exist.\nTry: npx portcullis stacks --state ${facts.stateDir}\n`,
    ]);
  });

  test("a group that is not there: nobody is made, nobody changed", async () => {
    const email = "half@example.com";
    const sentence = `There is no group Nope in the user pool ${home.userPoolId}. It has Admins. Nothing was changed.\n`;
    expect((await portcullis("user", "add", email, "--groups", "Admins,Nope")).err).toBe(sentence);
    expect((await portcullis("user", "list")).out).not.toContain(email);
    expect((await portcullis("user", "groups", home.user.email, "--add", "Admins,Nope")).err).toBe(sentence);
    expect((await portcullis("user", "groups", home.user.email)).out).not.toContain("Admins");
  });

  test("TRACE-7 a person's name does not control the terminal", async () => {
    const email = "escape@example.com";
    const words = ["--attribute", "email=escape@example.com", "--name", "\u001b[2J\u202eeve"];
    expect((await portcullis("user", "add", email, ...words)).code).toBe(0);
    const { password } = JSON.parse((await portcullis("user", "password", email, "--json")).out);
    const { out } = await portcullis("token", email, "--password", password);
    expect(out).toContain('"name": "\\u001b[2J\\u202eeve"');
    await portcullis("user", "remove", email, "--yes");
  });

  test("inviting, changing groups, setting a password, signing in and removing a person", async () => {
    const email = "guest@example.com";
    expect((await portcullis("user", "add", email, "--name", "Guest")).code).toBe(0);
    const [invitation] = JSON.parse((await portcullis("mail", "--to", email, "--json")).out);
    expect(invitation.body).toContain(invitation.code);

    const first = await portcullis(
      "token",
      email,
      "--password",
      invitation.code,
      "--new-password",
      "Guest-pass-1",
      "--raw",
      "access",
    );
    expect(claimsOf(first.out.trim())["cognito:groups"]).toBeUndefined();

    expect((await portcullis("user", "groups", email, "--add", "Admins")).out).toContain("Admins");
    const second = await portcullis("token", email, "--password", "Guest-pass-1", "--json");
    expect(claimsOf(JSON.parse(second.out).AccessToken)["cognito:groups"]).toEqual(["Admins"]);

    const wrong = await portcullis("token", email, "--password", "wrong");
    expect([wrong.code, wrong.err]).toEqual([1, "NotAuthorizedException: Incorrect username or password.\n"]);

    const { password } = JSON.parse((await portcullis("user", "password", email, "--json")).out);
    expect((await portcullis("token", email, "--password", password, "--raw", "id")).code).toBe(0);

    expect((await portcullis("user", "list")).out).toContain(email);
    expect((await portcullis("user", "remove", email)).code).toBe(1);
    expect((await portcullis("user", "remove", email, "--yes")).code).toBe(0);
    expect((await portcullis("user", "list")).out).not.toContain(email);
  });

  test("keeping a person out, letting them in again, ending their sessions", async () => {
    const email = "kept-out@example.com";
    await portcullis("user", "add", email);
    const { password } = JSON.parse((await portcullis("user", "password", email, "--json")).out);
    const signIn = () => portcullis("token", email, "--password", password, "--json");
    const session = JSON.parse((await signIn()).out);
    const renew = () =>
      cognito.send(
        new InitiateAuthCommand({
          ClientId: home.clientId,
          AuthFlow: "REFRESH_TOKEN_AUTH",
          AuthParameters: { REFRESH_TOKEN: session.RefreshToken },
        }),
      );
    expect((await renew()).AuthenticationResult?.AccessToken).toBeDefined();

    expect((await portcullis("user", "sign-out", email)).out).toMatch(/^kept-out@example.com is signed out/);
    expect(await refusalOf(renew())).toMatchObject({ message: "Refresh Token has been revoked" });

    expect((await portcullis("user", "disable", email)).out).toMatch(/cannot sign in now/);
    expect((await portcullis("user", "list")).out).toMatch(/kept-out@example.com .*\(disabled\)/);
    expect(await signIn()).toMatchObject({ code: 1, err: "NotAuthorizedException: User is disabled.\n" });
    expect((await portcullis("user", "enable", email)).out).toMatch(/can sign in again/);
    expect((await signIn()).code).toBe(0);
    expect(await portcullis("user", "reset-mfa", email)).toMatchObject({
      code: 0,
      out: "kept-out@example.com signs in with the password alone now.\n",
    });
  });

  test.each(["reset-mfa", "sign-out", "disable", "enable"])("user %s of nobody is refused", async (name) => {
    expect(await portcullis("user", name, "nobody@example.com")).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(
        /^UserNotFoundException: User does not exist\.\nTry: npx portcullis user list --state \S+\n$/,
      ),
    });
    expect((await portcullis("user", name)).code).toBe(1);
  });

  test("photo set takes pictures only", async () => {
    const { code, err } = await portcullis("photo", "set", home.user.email, "package.json");
    expect([code, err]).toEqual([1, "The picture must be a PNG or JPEG file.\n"]);
    const bucket = "homeapp-api/ProfileImagesBucket";
    const picture = ["photo", "set", home.user.email, "stacks/demo/user.png", "--bucket", bucket];
    const stored = await portcullis(...picture);
    expect(stored.code).toBe(0);
  });

  test("reset refuses while the cloud runs", async () => {
    const { code, err } = await portcullis("reset", "--yes");
    expect([code, err.includes("is running")]).toEqual([1, true]);
  });

  test("without a cloud the next command is named", async () => {
    const { code, err } = await runCli(["stacks", "--state", "/nonexistent/state"]);
    expect([code, err.includes("Try: npm start")]).toEqual([1, true]);
  });
});

describe("portcullis app-config", () => {
  const AWS = {
    AWS_ENDPOINT_URL: facts.endpoint,
    AWS_REGION: facts.region,
    AWS_ACCESS_KEY_ID: facts.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: facts.credentials.secretAccessKey,
  };
  const expected = {
    version: 1,
    region: "eu-west-1",
    userPoolId: home.userPoolId,
    userPoolClientId: home.clientId,
    apiUrl: home.apiUrl,
    userPoolEndpoint: `http://localhost:${facts.port}`,
  };
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "portcullis-config-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("prints what the app reads, for people and on one line for scripts", async () => {
    expect(JSON.parse((await portcullis("app-config")).out)).toEqual(expected);
    expect((await portcullis("app-config", "--json")).out).toBe(`${JSON.stringify(expected)}\n`);
  });

  test("--host names the address a phone uses", async () => {
    const { out } = await portcullis("app-config", "--host", "192.168.1.5");
    expect(JSON.parse(out)).toMatchObject({
      apiUrl: home.apiUrl.replace("localhost", "192.168.1.5"),
      userPoolEndpoint: `http://192.168.1.5:${facts.port}`,
    });
    const hostile = await portcullis("app-config", "--host", "a.example/?x=");
    expect([hostile.code, hostile.out, hostile.err.includes("--host must be")]).toEqual([1, "", true]);
  });

  test("--out writes once, and again only what changed", async () => {
    const file = join(folder, "config.json");
    expect((await portcullis("app-config", "--out", file)).out).toBe(`${file} is written.\n`);
    expect((await portcullis("app-config", "--out", file)).out).toBe(`${file} is up to date.\n`);
    const changed = await portcullis("app-config", "--out", file, "--host", "10.0.0.2", "--json");
    expect(JSON.parse(changed.out)).toEqual({ file, changed: true });
    expect(JSON.parse(readFileSync(file, "utf8")).userPoolEndpoint).toBe(`http://10.0.0.2:${facts.port}`);
    const nowhere = await portcullis("app-config", "--out", join(folder, "no", "x.json"));
    expect([nowhere.code, nowhere.err.includes("cannot be written")]).toEqual([1, true]);
  });

  test("--aws asks the endpoint of the environment, signed", async () => {
    const { out } = await portcullisIn(
      AWS,
      "app-config",
      "--aws",
      "--stack",
      "homeapp-cognito",
      "homeapp-api",
    );
    expect(JSON.parse(out)).toEqual({
      ...expected,
      userPoolEndpoint: facts.endpoint,
    });
  });

  test.each<[string, NodeJS.ProcessEnv, string[], RegExp]>([
    ["a wrong key", { AWS_SECRET_ACCESS_KEY: "x".repeat(40) }, [], /^SignatureDoesNotMatch: /],
    ["no key", { AWS_ACCESS_KEY_ID: undefined }, [], /There are no keys[\s\S]*Try: eval/],
    [
      "a stack that is not there",
      {},
      ["--stack", "nope"],
      /There is no stack "nope" in eu-west-1\.\nTry: aws /,
    ],
    [
      "a stack without a pool",
      {},
      ["--stack", "homeapp-api"],
      /homeapp-api has no user pool[\s\S]*Try: aws /,
    ],
    ["--host", {}, ["--host", "10.0.0.2"], /--host is for the local cloud/],
    ["a name that is none", {}, ["--stack", "<x>&amp;"], /^(?:ValidationError|There is no stack)/],
  ])("--aws with %s is refused in words", async (_name, environment, words, message) => {
    const noFiles = { AWS_SHARED_CREDENTIALS_FILE: "/nonexistent", AWS_CONFIG_FILE: "/nonexistent" };
    const { code, out, err } = await portcullisIn(
      { ...AWS, ...noFiles, ...environment },
      "app-config",
      "--aws",
      ...words,
    );
    expect([code, out]).toEqual([1, ""]);
    expect(err).toMatch(message);
  });

  test("a local stack that is not there is refused with the next command", async () => {
    const { code, err } = await portcullis("app-config", "--stack", "nope");
    expect([code, err]).toEqual([
      1,
      `The stack nope has no user pool or does not exist.\nTry: npx portcullis stacks --state ${facts.stateDir}\n`,
    ]);
  });
});
