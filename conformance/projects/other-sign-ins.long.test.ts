import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  ConfirmSignUpCommand,
  DescribeUserPoolClientCommand,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { codeFor } from "../support/mailbox.ts";
import { type Product, startProduct } from "../support/product.ts";
import { claimsOf } from "../support/tokens.ts";

const fixtures = join(import.meta.dirname, "fixtures");
let product: Product;

beforeAll(async () => {
  product = await startProduct({ folders: [join(fixtures, "passwordless"), join(fixtures, "meters")] });
});
afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
});

const outputsOf = (stack: string): Record<string, string> => product.facts.stacks[stack] ?? {};
const portcullis = (...words: string[]) => runCli([...words, "--state", product.facts.stateDir]);

describe("sign-in by a code instead of a password", () => {
  const email = "olga@example.com";
  const at = () => {
    const { PoolId = "", ClientId = "", ApiUrl = "", OutboxName = "" } = outputsOf("passwordless");
    return { PoolId, ClientId, ApiUrl, OutboxName, ...clientsFor(product.facts) };
  };
  const begin = async (USERNAME = email) => {
    const { cognito, ClientId } = at();
    return cognito.send(
      new InitiateAuthCommand({ ClientId, AuthFlow: "CUSTOM_AUTH", AuthParameters: { USERNAME } }),
    );
  };
  const answer = (Session: string | undefined, ANSWER: string, USERNAME = email) => {
    const { cognito, ClientId } = at();
    const ChallengeResponses = { USERNAME, ANSWER };
    return cognito.send(
      new RespondToAuthChallengeCommand({
        ...{ ClientId, Session, ChallengeResponses },
        ChallengeName: "CUSTOM_CHALLENGE",
      }),
    );
  };
  /** The code in the newest letter. */
  const letter = async (): Promise<string> => {
    const { s3, OutboxName } = at();
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: OutboxName, Key: `${email}.txt` }));
    return /\d{6}/.exec((await Body?.transformToString()) ?? "")?.[0] ?? "";
  };
  const wrong = (code: string): string => (code === "000000" ? "000001" : "000000");
  const hello = async (token?: string) => {
    const reply = await fetch(
      `${at().ApiUrl}/hello`,
      token === undefined ? {} : { headers: { authorization: token } },
    );
    return { status: reply.status, body: await reply.json() };
  };

  beforeAll(async () => {
    const { cognito, ClientId } = at();
    await cognito.send(new SignUpCommand({ ClientId, Username: email, Password: "Never-used-again-1" }));
    const ConfirmationCode = await codeFor(product.facts, email);
    await cognito.send(new ConfirmSignUpCommand({ ClientId, Username: email, ConfirmationCode }));
  });

  test("the right code signs in, and the API knows who it is", async () => {
    const begun = await begin();
    expect(begun).toMatchObject({
      ChallengeName: "CUSTOM_CHALLENGE",
      ChallengeParameters: { medium: "EMAIL" },
    });
    const code = await letter();
    const again = await answer(begun.Session, wrong(code));
    expect([again.ChallengeName, again.AuthenticationResult]).toEqual(["CUSTOM_CHALLENGE", undefined]);
    const { AuthenticationResult } = await answer(again.Session, code);
    expect(await hello(AuthenticationResult?.IdToken)).toEqual({ status: 200, body: { hello: email } });
    expect(await hello()).toEqual({ status: 401, body: { message: "Unauthorized" } });
  });

  test("three wrong codes end it, and no session opens anything after that", async () => {
    const begun = await begin();
    const code = await letter();
    let Session = begun.Session;
    for (let round = 0; round < 2; round += 1) Session = (await answer(Session, wrong(code))).Session;
    const text = "Incorrect username or password.";
    expect(await refusalOf(answer(Session, wrong(code)))).toMatchObject({
      name: "NotAuthorizedException",
      message: text,
    });
    const { out } = await portcullis("explain");
    expect(out).toContain(`DefineAuthChallenge ended the sign-in of ${email} after 3 wrong of 3 answers`);
    for (const old of [begun.Session, Session]) {
      expect(await refusalOf(answer(old, code))).toMatchObject({
        message: "Invalid session for the user, session can only be used once.",
      });
    }
  });

  test("somebody who does not exist is asked for a code as well, and never gets in", async () => {
    let { Session, ChallengeParameters } = await begin("nobody@example.com");
    expect(ChallengeParameters).toMatchObject({ medium: "EMAIL" });
    const guess = () => answer(Session, "123456", "nobody@example.com");
    for (let round = 0; round < 2; round += 1) Session = (await guess()).Session;
    expect(await refusalOf(guess())).toMatchObject({ message: "Incorrect username or password." });
  });

  test("the password opens nothing: the client has no such flow", async () => {
    const { cognito, ClientId } = at();
    for (const AuthFlow of ["USER_PASSWORD_AUTH", "USER_SRP_AUTH"] as const) {
      const AuthParameters = { USERNAME: email, PASSWORD: "Never-used-again-1", SRP_A: "aa" };
      const call = cognito.send(new InitiateAuthCommand({ ClientId, AuthFlow, AuthParameters }));
      expect(await refusalOf(call)).toMatchObject({ name: "InvalidParameterException" });
    }
  });

  test("portcullis token --custom asks the same functions", async () => {
    const where = ["--pool", at().PoolId, "--client", at().ClientId];
    const refused = await portcullis("token", email, ...where, "--custom", "--answer", "none");
    // Asked again after the wrong answer, with nobody at a terminal.
    expect([refused.code, refused.out]).toEqual([1, ""]);
    expect(refused.err).toContain("medium: EMAIL");
    expect(refused.err).toContain("Answer is needed");
  });
});

test("SGN-26 the audit guesses at the custom sign-in, and gets nothing", async () => {
  const { code, out } = await portcullis("audit", "--only", "SGN-26,SGN-07", "--format", "json");
  const { results } = JSON.parse(out) as {
    results: { check: { id: string }; verdict: string; held: number }[];
  };
  expect(results.map(({ check, verdict }) => [check.id, verdict])).toEqual([
    ["SGN-07", "held"],
    ["SGN-26", "held"],
  ]);
  expect(code).toBe(0);
});

describe("an API that machines call", () => {
  const READ = "https://meters.example.com/read";
  const WRITE = "https://meters.example.com/write";
  const tokenOf = async (client: "ReaderId" | "MeterId", scope?: string) => {
    const { PoolId = "" } = outputsOf("meters");
    const ClientId = outputsOf("meters")[client] ?? "";
    const { cognito } = clientsFor(product.facts);
    const { UserPoolClient } = await cognito.send(
      new DescribeUserPoolClientCommand({ UserPoolId: PoolId, ClientId }),
    );
    const form = { grant_type: "client_credentials", ...(scope === undefined ? {} : { scope }) };
    const reply = await fetch(outputsOf("meters")["TokenUrl"] ?? "", {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${ClientId}:${UserPoolClient?.ClientSecret}`)}` },
      body: new URLSearchParams(form),
    });
    return { status: reply.status, body: (await reply.json()) as Record<string, string> };
  };
  const call = async (method: "GET" | "POST", token?: string) => {
    const headers = token === undefined ? {} : { authorization: token };
    const reply = await fetch(`${outputsOf("meters")["ApiUrl"]}/readings`, { method, headers });
    return { status: reply.status, body: (await reply.json()) as unknown };
  };

  test("the scope of each route is asked, and the function is told which client called", async () => {
    const { MeterId, ReaderId } = outputsOf("meters");
    const reader = (await tokenOf("ReaderId")).body["access_token"];
    const meter = (await tokenOf("MeterId")).body["access_token"];
    expect(claimsOf(reader ?? "")).toMatchObject({ sub: ReaderId, client_id: ReaderId, scope: READ });
    expect(await call("GET", reader)).toEqual({
      status: 200,
      body: { httpMethod: "GET", client_id: ReaderId, scope: READ },
    });
    expect(await call("POST", reader)).toEqual({ status: 401, body: { message: "Unauthorized" } });
    expect(await call("POST", meter)).toMatchObject({ status: 200, body: { client_id: MeterId } });
    expect(await call("GET")).toEqual({ status: 401, body: { message: "Unauthorized" } });
  });

  test("a machine may ask for less, and for no more", async () => {
    const less = (await tokenOf("MeterId", READ)).body["access_token"];
    expect(claimsOf(less ?? "")["scope"]).toBe(READ);
    expect((await call("POST", less)).status).toBe(401);
    expect(await tokenOf("ReaderId", WRITE)).toEqual({ status: 400, body: { error: "invalid_grant" } });
    expect(await tokenOf("ReaderId", `${READ}all`)).toEqual({
      status: 400,
      body: { error: "invalid_scope" },
    });
  });

  test("portcullis token --client-credentials prints the token of a client", async () => {
    const words = [
      "token",
      "--pool",
      outputsOf("meters")["PoolId"] ?? "",
      "--client",
      "meter",
      "--client-credentials",
    ];
    const { out } = await portcullis(...words, "--scope", WRITE, "--raw", "access");
    expect(await call("POST", out.trim())).toMatchObject({ status: 200 });
    expect((await portcullis(...words)).out).toContain(`"client_id": "${outputsOf("meters")["MeterId"]}"`);
    const refused = await portcullis(...words, "--scope", "openid");
    expect([refused.code, refused.err.split("\n")[0]]).toEqual([
      1,
      `The token endpoint says invalid_scope. The app client ${outputsOf("meters")["MeterId"]} may have ${READ}, ${WRITE}.`,
    ]);
    const { out: why } = await portcullis("explain");
    expect(why).toContain("may not ask openid; it has https://meters.example.com/");
    const id = await portcullis(...words, "--raw", "id");
    expect([id.code, id.err]).toEqual([1, "A machine gets no id token: --raw access is what there is.\n"]);
  });
});
