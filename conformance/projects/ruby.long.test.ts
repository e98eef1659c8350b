import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { invocationsOf, logOf } from "../support/function-log.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const lantern = join(import.meta.dirname, "fixtures", "lantern");
const isHere = hasProgram("ruby") && hasProgram("bundle");

describe.skipIf(!isHere)("a project of Ruby functions (skipped without ruby and bundler)", () => {
  let product: Product;
  let url: string;
  let tokens: { id: string; access: string };

  beforeAll(async () => {
    product = await startProduct({ folders: [lantern], arguments: ["--ruby", "ruby"] });
    const outputs = product.facts.stacks["lantern"] ?? {};
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
    await product?.stop();
    if (product !== undefined) rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const call = async (path: string, token?: string) => {
    const reply = await fetch(
      `${url}${path}`,
      token === undefined ? {} : { headers: { Authorization: token } },
    );
    return { status: reply.status, text: await reply.text() };
  };

  const invoke = async (FunctionName: string, event: unknown) => {
    const { endpoint, region, credentials } = product.facts;
    const client = new LambdaClient({ endpoint, region, credentials });
    const reply = await client.send(new InvokeCommand({ FunctionName, Payload: JSON.stringify(event) }));
    return [reply.FunctionError, JSON.parse(Buffer.from(reply.Payload ?? []).toString())];
  };

  test("who has a token reaches the function, which sees the claims, its gem and the file of its layer", async () => {
    expect(await call("/light/kitchen", tokens.id)).toEqual({
      status: 200,
      text: "warm olive light in the kitchen for olga@example.com",
    });
  });

  test.each<[string, string | undefined]>([
    ["no token", undefined],
    ["no valid token", "eyJhbGciOiJSUzI1NiJ9.e30.x"],
    ["an access token", "access"],
  ])("who has %s does not", async (_title, given) => {
    const token = given === "access" ? tokens.access : given;
    expect(await call("/light/kitchen", token)).toEqual({ status: 401, text: '{"message":"Unauthorized"}' });
  });

  test("a function that raises, and one whose layer is missing, are a 502 for the caller", async () => {
    const expected = { status: 502, text: '{"message": "Internal server error"}' };
    expect(await call("/light/cellar", tokens.id)).toEqual(expected);
    expect(await call("/dry", tokens.id)).toEqual(expected);
  });

  test("a plain method at the top of a file answers with keys of symbols", async () => {
    expect(await invoke("echo", { n: [1, null, "é"] })).toEqual([
      undefined,
      { event: { n: [1, null, "é"] }, memory: "128", name: "echo" },
    ]);
  });

  test.each([
    ["light", { pathParameters: { room: "cellar" } }, "Function<ArgumentError>", "no light in the cellar"],
    ["dry", {}, "Init<LoadError>", "cannot load such file -- oil"],
    ["echo", { leave: true }, "Function<SystemExit>", "exit"],
  ])("%s with %j fails in AWS's words", async (name, event, errorType, errorMessage) => {
    expect(await invoke(name, event)).toEqual([
      "Unhandled",
      { errorMessage, errorType, stackTrace: expect.any(Array) },
    ]);
  });

  test("the start says what it built; the logs what failed, and that nobody without a token was served", async () => {
    // Logs are complete once the product has ended.
    await product.stop();
    expect(product.output()).toContain("LightFunction: installing the gems of its Gemfile with bundler");
    // Functions of one folder are built once.
    expect(product.output()).not.toContain("EchoFunction: installing");
    const light = logOf(product.facts, "light");
    expect(light).toMatch(/\nasked for kitchen\n/);
    expect(light).toContain(
      'Error raised from handler method\n{\n  "errorMessage": "no light in the cellar"',
    );
    expect(invocationsOf(product.facts, "light")).toBe(3);
  });
});

test("without Ruby nothing is built or changed, and the message says what helps", async () => {
  const { code, output } = await runProduct({ folders: [lantern], arguments: ["--ruby", "./nowhere"] });
  expect(code).toBe(1);
  expect(output).toMatch(
    /\n {2}LightFunction: the runtime ruby3\.3: --ruby \S+\/nowhere is no Ruby 3\.0 or newer that runs here\n/,
  );
  expect(output).not.toMatch(/installing|\n\s+at /);
});
