import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { invocationsOf, logOf } from "../support/function-log.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const greenhouse = join(import.meta.dirname, "fixtures", "greenhouse");

describe.skipIf(!hasProgram("python3"))("a project of Python functions (skipped without python3)", () => {
  let product: Product;
  let url: string;
  let tokens: { id: string; access: string };

  beforeAll(async () => {
    product = await startProduct({ folders: [greenhouse], arguments: ["--python", "python3"] });
    const outputs = product.facts.stacks["greenhouse"] ?? {};
    url = outputs["Url"] ?? "";
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: "olga@example.com" };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: "Olgas-pass-1", Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["ClientId"] ?? "",
        AuthParameters: { USERNAME: person.Username, PASSWORD: "Olgas-pass-1" },
      }),
    );
    tokens = { id: AuthenticationResult?.IdToken ?? "", access: AuthenticationResult?.AccessToken ?? "" };
  });

  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const call = async (path: string, token?: string) => {
    const reply = await fetch(
      `${url}${path}`,
      token === undefined ? {} : { headers: { Authorization: token } },
    );
    return { status: reply.status, text: await reply.text() };
  };

  test("who has a token reaches the function, which sees the claims", async () => {
    const { status, text } = await call("/plants/tomato", tokens.id);
    expect([status, JSON.parse(text)]).toEqual([
      200,
      { plant: "Solanum lycopersicum", email: "olga@example.com" },
    ]);
  });

  test.each<[string, string | undefined]>([
    ["no token", undefined],
    ["no valid token", "eyJhbGciOiJSUzI1NiJ9.e30.x"],
    ["an access token", "access"],
  ])("who has %s does not", async (_title, given) => {
    const token = given === "access" ? tokens.access : given;
    expect(await call("/plants/tomato", token)).toEqual({ status: 401, text: '{"message":"Unauthorized"}' });
  });

  test("code in the template runs", async () => {
    expect(await call("/public")).toEqual({ status: 200, text: "$LATEST" });
  });

  test("a function that raises, and one with a syntax error, are a 502 for the caller", async () => {
    const expected = { status: 502, text: '{"message": "Internal server error"}' };
    expect(await call("/plants/weed", tokens.id)).toEqual(expected);
    expect(await call("/broken", tokens.id)).toEqual(expected);
  });

  test("the logs say what failed and where, and that nobody without a token was served", async () => {
    // Logs are complete once the product has ended.
    await product.stop();
    const plants = logOf(product.facts, "Plants");
    expect(plants).toMatch(/\n\[WARNING\]\t\S+Z\t[0-9a-f-]{36}\tasked for tomato\n/);
    expect(plants).toMatch(
      /\n\[ERROR\] ValueError: no weeds here\nTraceback \(most recent call last\):\n\u00a0+File ".*beds\/app\.py", line 10, in handler\n/,
    );
    expect(invocationsOf(product.facts, "Plants")).toBe(2);
    expect(logOf(product.facts, "Broken")).toContain(
      "[ERROR] Runtime.UserCodeSyntaxError: Syntax error in module 'app':",
    );
  });
});

test("without an interpreter nothing is built or changed, and the message says what helps", async () => {
  const { code, output } = await runProduct({ folders: [greenhouse], arguments: ["--python", "./nowhere"] });
  expect(code).toBe(1);
  expect(output).toMatch(
    /\n {2}PlantsFunction: the runtime python3\.9: --python \S+\/nowhere is no Python 3\.8 or newer that runs here\n/,
  );
  expect(output).not.toMatch(/building|\n\s+at /);
});
