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

const bakery = join(import.meta.dirname, "fixtures", "bakery");
const isHere = process.platform === "linux" && hasProgram("java") && hasProgram("mvn");

describe.skipIf(!isHere)("a project of Java functions (skipped without java and mvn)", () => {
  let product: Product;
  let url: string;
  let tokens: { id: string; access: string };

  beforeAll(async () => {
    product = await startProduct({ folders: [bakery], arguments: ["--java", "java"] });
    const outputs = product.facts.stacks["bakery"] ?? {};
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

  const invoke = async (FunctionName: string, payload: string) => {
    const { endpoint, region, credentials } = product.facts;
    const client = new LambdaClient({ endpoint, region, credentials });
    const reply = await client.send(new InvokeCommand({ FunctionName, Payload: payload }));
    return [reply.FunctionError, Buffer.from(reply.Payload ?? []).toString()];
  };

  test("who has a token reaches the function, which sees the claims and the classes of its layer", async () => {
    expect(await call("/loaves/bun", tokens.id)).toEqual({
      status: 200,
      text: "rye bun for olga@example.com",
    });
  });

  test.each<[string, string | undefined]>([
    ["no token", undefined],
    ["no valid token", "eyJhbGciOiJSUzI1NiJ9.e30.x"],
    ["an access token", "access"],
  ])("who has %s does not", async (_title, given) => {
    const token = given === "access" ? tokens.access : given;
    expect(await call("/loaves/bun", token)).toEqual({ status: 401, text: '{"message":"Unauthorized"}' });
  });

  test("a function that throws, and one whose class is missing, are a 502 for the caller", async () => {
    const expected = { status: 502, text: '{"message": "Internal server error"}' };
    expect(await call("/loaves/stone", tokens.id)).toEqual(expected);
    expect(await call("/gone", tokens.id)).toEqual(expected);
  });

  test("a stream handler gives its bytes as they are; another method takes and gives its own classes", async () => {
    expect(await invoke("oven", '{ "a":  "é" }')).toEqual([undefined, '{ "a":  "é" }']);
    const [error, text = ""] = await invoke("till", '{"loaf":"bun","count":3}');
    // 85 hundredths of 512 MB are 435, of which a JVM keeps a part for itself.
    expect([error, JSON.parse(text)]).toEqual([
      undefined,
      { heapMegabytes: expect.any(Number), loaf: "bun", price: 11, scratch: true },
    ]);
    expect(JSON.parse(text).heapMegabytes).toBeGreaterThan(400);
    expect(JSON.parse(text).heapMegabytes).toBeLessThan(436);
  });

  test.each([
    [
      "gone",
      "{}",
      { errorMessage: "Class not found: bakery.Nothing", errorType: "java.lang.ClassNotFoundException" },
    ],
    [
      "no-method",
      "{}",
      {
        errorMessage:
          "No public method named gift with appropriate method signature found on class bakery.Till",
      },
    ],
    [
      "till",
      '{"count":"many"}',
      { errorMessage: "An error occurred during JSON parsing", errorType: "java.lang.RuntimeException" },
    ],
    [
      "till",
      '{"count":-1}',
      {
        errorType: "Runtime.ExitError",
        errorMessage: expect.stringMatching(/Runtime exited with error: exit status 4$/),
      },
    ],
    ["closed", "{}", { errorMessage: expect.stringContaining("come back tomorrow") }],
    [
      "loaves",
      '{"pathParameters":{"name":"stone"}}',
      {
        errorMessage: "no stones here",
        errorType: "java.lang.IllegalArgumentException",
        stackTrace: expect.arrayContaining([
          expect.stringMatching(/^bakery\.Loaves\.handleRequest\(Loaves\.java:\d+\)$/),
        ]),
      },
    ],
  ])("%s with %s fails in AWS's words", async (name, payload, expected) => {
    const [error, text = ""] = await invoke(name, payload);
    expect(error).toBe("Unhandled");
    expect(JSON.parse(text)).toMatchObject(expected);
  });

  test("the start says what it built; the logs what failed, and that nobody without a token was served", async () => {
    // Logs are complete once the product has ended.
    await product.stop();
    expect(product.output()).toContain("LoavesFunction: building with Maven");
    // Functions of one folder are built once.
    expect(product.output()).not.toContain("OvenFunction: building with Maven");
    const loaves = logOf(product.facts, "loaves");
    expect(loaves).toMatch(/\nasked for bun\n/);
    expect(loaves).toContain("java.lang.IllegalArgumentException: no stones here");
    expect(invocationsOf(product.facts, "loaves")).toBe(3);
    expect(logOf(product.facts, "till")).toContain("Picked up JAVA_TOOL_OPTIONS: -Dbakery.tip=2");
  });
});

test("without a JDK nothing is built or changed, and the message says what helps", async () => {
  const { code, output } = await runProduct({ folders: [bakery], arguments: ["--java", "./nowhere"] });
  expect(code).toBe(1);
  expect(output).toMatch(
    /\n {2}LoavesFunction: the runtime java17: --java \S+\/nowhere is no Java 8 or newer that runs here\n/,
  );
  expect(output).not.toMatch(/building|\n\s+at /);
});
