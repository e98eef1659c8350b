import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { ListBucketsCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const fixtures = join(import.meta.dirname, "fixtures");
const workshop = join(fixtures, "workshop");
const python = hasProgram("python3");
const curl = hasProgram("curl");

describe("a project with custom runtimes, other groups and path parameters (B6)", () => {
  let product: Product;
  let url: string;
  let tokens: { id: string; access: string };

  beforeAll(async () => {
    product = await startProduct({ folders: [workshop] });
    const outputs = product.facts.stacks["workshop"] ?? {};
    url = outputs["WorkshopUrl"] ?? "";
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: "olga@example.com" };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: "Olgas-pass-1", Permanent: true }),
    );
    await cognito.send(new AdminAddUserToGroupCommand({ ...person, GroupName: "Operators" }));
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

  const call = async (path: string, init: RequestInit = {}) => {
    const reply = await fetch(`${url}${path}`, init);
    return { status: reply.status, body: await reply.json() };
  };

  test.skipIf(!python)(
    "a Python bootstrap sees path parameter, claims and parameters of samconfig",
    async () => {
      expect(await call("/items/a%20b", { headers: { Authorization: tokens.id } })).toEqual({
        status: 200,
        body: {
          greeting: "good evening",
          method: "GET",
          parameters: { id: "a b" },
          email: "olga@example.com",
          groups: "Operators",
        },
      });
    },
  );

  test.skipIf(!python)("{proxy+} takes the rest of the path and every method", async () => {
    const reply = await call("/files/a/b/c.txt", { method: "PUT", headers: { Authorization: tokens.id } });
    expect(reply).toMatchObject({ status: 200, body: { method: "PUT", parameters: { proxy: "a/b/c.txt" } } });
  });

  test("{proxy+} does not match an empty rest", async () => {
    expect(await call("/files")).toEqual({ status: 403, body: { message: "Missing Authentication Token" } });
  });

  test("without scopes the authorizer takes ID tokens and refuses access tokens", async () => {
    expect(await call("/items/1", { headers: { Authorization: tokens.access } })).toEqual({
      status: 401,
      body: { message: "Unauthorized" },
    });
    expect((await call("/items/1")).status).toBe(401);
  });

  test.skipIf(!curl)("a shell bootstrap answers the endpoint without authorizer", async () => {
    expect(await call("/public")).toEqual({ status: 200, body: { from: "shell" } });
  });
});

describe("templates that cannot run here", () => {
  test("an unsupported resource type is refused by name, and nothing is made", async () => {
    const { code, output } = await runProduct({ folders: [join(fixtures, "stream")] });
    expect(code).toBe(1);
    expect(output).toContain("AWS::Kinesis::Stream");
    expect(output).toContain("Jobs");
    expect(output).not.toMatch(/\n\s+at /);
  });

  test("a circle is named", async () => {
    const { code, output } = await runProduct({ folders: [join(fixtures, "cycle")] });
    expect([code, output.includes("Circular dependency between resources: [A, B]")]).toEqual([1, true]);
  });

  test("two templates that would be one stack: the second takes nothing away", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-two-"));
    const files = ["one.yaml", "two.yaml"].map((name) => join(folder, name));
    for (const file of files) writeFileSync(file, "Resources: { News: { Type: AWS::SNS::Topic } }\n");
    const { code, output } = await runProduct({ folders: files });
    expect(code).toBe(1);
    expect(output).toContain(`${files.join(" and ")} would both be the stack that ${folder} is named for`);
    rmSync(folder, { recursive: true });
  });

  test("so do two folders of one name", async () => {
    const above = mkdtempSync(join(tmpdir(), "portcullis-two-"));
    const folders = ["a", "b"].map((name) => join(above, name, "shop"));
    for (const folder of folders) {
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, "template.yaml"), "Resources: { News: { Type: AWS::SNS::Topic } }\n");
    }
    const { code, output } = await runProduct({ folders });
    expect(code).toBe(1);
    expect(output).toContain(`${folders.join(" and ")} would both be the stack shop: stack_name in`);
    rmSync(above, { recursive: true });
  });

  test("code that is not there has its line, and the command that tells everything at once", async () => {
    const folder = mkdtempSync(join(tmpdir(), "portcullis-codeless-"));
    const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: sorce/ }
`;
    writeFileSync(join(folder, "template.yaml"), template);
    const { code, output } = await runProduct({ folders: [folder] });
    expect(code).toBe(1);
    expect(output).toMatch(
      /Hello: CodeUri points at \S+sorce, which does not exist\.\n {2}\S+template\.yaml:\d+\n/,
    );
    expect(output).toContain("Try: npx portcullis check ");
    rmSync(folder, { recursive: true });
  });

  test("a folder without a template names what is missing", async () => {
    const { code, output } = await runProduct({ folders: [fixtures] });
    expect([code, output.includes("has no template.yaml")]).toEqual([1, true]);
  });

  test("without folders an empty cloud comes up", async () => {
    const product = await startProduct({ folders: [] });
    const { s3 } = clientsFor(product.facts);
    expect((await s3.send(new ListBucketsCommand({}))).Buckets).toEqual([]);
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });
});
