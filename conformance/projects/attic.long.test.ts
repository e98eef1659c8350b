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
import { hasPackage } from "../support/programs.ts";

const attic = join(import.meta.dirname, "fixtures", "attic");

const isThere = hasPackage("aws-sdk@2.1693.0");

describe.skipIf(!isThere)("functions of version 2 of the SDK (skipped without the registry)", () => {
  let product: Product;
  let url: string;
  let token: string;

  beforeAll(async () => {
    product = await startProduct({ folders: [attic], arguments: ["--allow-retired-runtimes"] });
    const outputs = product.facts.stacks["attic"] ?? {};
    url = outputs["Url"] ?? "";
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: "ella@example.com" };
    const PASSWORD = "Ellas-pass-1";
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(new AdminSetUserPasswordCommand({ ...person, Password: PASSWORD, Permanent: true }));
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["ClientId"] ?? "",
        AuthParameters: { USERNAME: person.Username, PASSWORD },
      }),
    );
    token = AuthenticationResult?.IdToken ?? "";
  });
  afterAll(async () => {
    await product?.stop();
    if (product !== undefined) rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const call = async (method: string, path: string, init: Omit<RequestInit, "method"> = {}) => {
    const reply = await fetch(`${url}${path}`, { method, ...init });
    return [reply.status, await reply.text()];
  };

  test("who has no token reaches neither", async () => {
    for (const method of ["PUT", "GET"]) {
      expect(await call(method, "/things/sled")).toEqual([401, '{"message":"Unauthorized"}']);
    }
  });

  test("the runtime carries it, or the function brings it: both call this cloud, under their roles", async () => {
    const headers = { Authorization: token };
    expect(await call("PUT", "/things/sled", { headers, body: "red" })).toEqual([201, ""]);
    const [status, text] = await call("GET", "/things/sled", { headers });
    expect([status, JSON.parse(String(text))]).toEqual([200, { note: "red", refused: "AccessDenied" }]);
    expect(product.output()).toContain("installing aws-sdk, once: AWS's runtimes carry it");
  });
});
