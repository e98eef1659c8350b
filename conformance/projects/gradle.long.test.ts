import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { invocationsOf, logOf } from "../support/function-log.ts";
import { type Product, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const mill = join(import.meta.dirname, "fixtures", "mill");
const isHere = process.platform === "linux" && hasProgram("java") && hasProgram("gradle");

describe.skipIf(!isHere)("a Java function that Gradle builds (skipped without java and gradle)", () => {
  let product: Product;
  let url: string;
  let token: string;

  beforeAll(async () => {
    product = await startProduct({ folders: [mill], arguments: ["--java", "java"] });
    const outputs = product.facts.stacks["mill"] ?? {};
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
    token = AuthenticationResult?.IdToken ?? "";
  });

  afterAll(async () => {
    await product?.stop();
    if (product !== undefined) rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const call = async (path: string, headers: Readonly<Record<string, string>> = {}) => {
    const reply = await fetch(`${url}${path}`, { headers });
    return [reply.status, await reply.text()];
  };

  test("who has a token reaches the function, which has the other part of its project", async () => {
    expect(await call("/flour/rye", { Authorization: token })).toEqual([200, "rye flour"]);
  });

  test("who has none does not", async () => {
    expect(await call("/flour/rye")).toEqual([401, '{"message":"Unauthorized"}']);
  });

  test("a function that throws is a 502, and its log has the error", async () => {
    expect(await call("/flour/stone", { Authorization: token })).toEqual([
      502,
      '{"message": "Internal server error"}',
    ]);
    // Logs are complete once the product has ended.
    await product.stop();
    const log = logOf(product.facts, "grind");
    expect(log).toContain("java.lang.IllegalArgumentException: no grain: stone");
    // One program served all of it.
    expect(log.match(/Init Duration/g)).toHaveLength(1);
    expect(invocationsOf(product.facts, "grind")).toBe(2);
    expect(product.output()).toContain("GrindFunction: building with Gradle");
  });

  test("nothing was written among the sources", () => {
    for (const name of ["build", ".gradle", "functions/grind/build", "common/build"]) {
      expect(existsSync(join(mill, name)), name).toBe(false);
    }
  });
});
