import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";

const fixtures = join(import.meta.dirname, "fixtures");

let product: Product;
beforeAll(async () => {
  product = await startProduct({ folders: [join(fixtures, "body-file"), join(fixtures, "letters")] });
});
afterAll(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
});

const get = async (url: string, headers: Record<string, string> = {}) => {
  const reply = await fetch(url, { headers });
  return [reply.status, await reply.text()];
};

describe("a project in TypeScript, as the SAM CLI starts one", () => {
  let outputs: Readonly<Record<string, string>>;
  beforeAll(() => {
    outputs = product.facts.stacks["letters"] ?? {};
  });

  const tokenOf = async (email: string): Promise<string> => {
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: email };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: "Olgas-pass-1", Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["ClientId"] ?? "",
        AuthParameters: { USERNAME: email, PASSWORD: "Olgas-pass-1" },
      }),
    );
    return AuthenticationResult?.IdToken ?? "";
  };

  test("runs with its tsconfig: paths, enums, decorators, and types of packages that are not installed", async () => {
    const Authorization = await tokenOf("olga@example.com");
    expect(await get(`${outputs["Url"]}/letters/ada`, { Authorization })).toEqual([
      200,
      JSON.stringify({ letter: "DEAR ADA (BY AIR)", reader: "olga@example.com" }),
    ]);
  });

  test("and is not reached without a token where one is asked for", async () => {
    expect(await get(`${outputs["Url"]}/letters/ada`)).toEqual([401, '{"message":"Unauthorized"}']);
    expect(await get(`${outputs["Url"]}/stamps`)).toEqual([200, '["local","air"]']);
  });
});

describe("a project whose APIs are described in files of their own", () => {
  let outputs: Readonly<Record<string, string>>;
  beforeAll(() => {
    outputs = product.facts.stacks["body-file"] ?? {};
  });

  test("DefinitionUri of a serverless API, in YAML: who asks as it says is answered", async () => {
    expect(await get(`${outputs["Url"]}/greet?name=olga`)).toEqual([200, "hello olga"]);
  });

  test.each([
    [
      "without the parameter that the file requires",
      "/greet",
      400,
      "Missing required request parameters: [name]",
    ],
    ["without a signature where the file wants one", "/private", 403, "Missing Authentication Token"],
    ["where the file has nothing", "/other", 403, "Missing Authentication Token"],
  ])("%s nobody is", async (_title, path, status, message) => {
    expect(await get(`${outputs["Url"]}${path}`)).toEqual([status, JSON.stringify({ message })]);
  });

  test("AWS::Include of a body that names the function and the pool: open where it is, closed where it is not", async () => {
    expect(await get(`${outputs["IncludedUrl"]}/greet?name=olga`)).toEqual([200, "hello olga"]);
    expect(await get(`${outputs["IncludedUrl"]}/private?name=olga`)).toEqual([
      401,
      JSON.stringify({ message: "Unauthorized" }),
    ]);
  });

  test("BodyS3Location of a plain API, in JSON", async () => {
    expect(await get(`${outputs["PlainUrl"]}/up`)).toEqual([200, ""]);
    expect((await get(`${outputs["PlainUrl"]}/greet`))[0]).toBe(403);
  });
});
