import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  InitiateAuthCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { matrixOf, rowOf } from "../support/access.ts";
import { clientsFor } from "../support/clients.ts";
import { type Product, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const recipes = join(import.meta.dirname, "fixtures", "recipes");

describe.skipIf(!hasProgram("python3"))("a REST API over a table (skipped without python3)", () => {
  let product: Product;
  let url: string;
  let token: string;

  beforeAll(async () => {
    product = await startProduct({ folders: [recipes], arguments: ["--python", "python3"] });
    const outputs = product.facts.stacks["recipes"] ?? {};
    url = outputs["Url"] ?? "";
    const { cognito } = clientsFor(product.facts);
    const person = { UserPoolId: outputs["PoolId"] ?? "", Username: "cook@example.com" };
    await cognito.send(new AdminCreateUserCommand({ ...person, MessageAction: "SUPPRESS" }));
    await cognito.send(
      new AdminSetUserPasswordCommand({ ...person, Password: "Cooks-pass-1", Permanent: true }),
    );
    const { AuthenticationResult } = await cognito.send(
      new InitiateAuthCommand({
        AuthFlow: "USER_PASSWORD_AUTH",
        ClientId: outputs["ClientId"] ?? "",
        AuthParameters: { USERNAME: person.Username, PASSWORD: "Cooks-pass-1" },
      }),
    );
    token = AuthenticationResult?.IdToken ?? "";
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  async function call(method: string, path: string, body?: object, authorization = token) {
    const reply = await fetch(`${url}${path}`, {
      method,
      headers: authorization === "" ? {} : { Authorization: authorization },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return [reply.status, await reply.json()];
  }

  test.each(["node", "python"])("%s creates, reads, changes, lists and deletes", async (language) => {
    const all = `/${language}/recipes`;
    const soup = `${all}/${language}-soup`;
    const id = `${language}-soup`;
    const recipe = { title: "Soup ✓", minutes: 20, steps: ["cut", "cook"] };

    expect(await call("GET", soup)).toEqual([404, {}]);
    expect(await call("PUT", soup, recipe)).toEqual([201, { id }]);
    expect(await call("PUT", soup, recipe)).toEqual([409, { id }]);
    expect(await call("PATCH", soup, { minutes: 25 })).toEqual([200, { id, minutes: 25 }]);
    expect(await call("PATCH", `${all}/none`, { minutes: 25 })).toEqual([404, {}]);
    expect(await call("GET", soup)).toEqual([200, { ...recipe, id, minutes: 25 }]);
    await call("PUT", `${all}/${language}-tea`, { minutes: 5 });
    expect(await call("GET", all)).toEqual([
      200,
      [
        { ...recipe, id, minutes: 25 },
        { id: `${language}-tea`, minutes: 5 },
      ],
    ]);
    await call("DELETE", `${all}/${language}-tea`);
    expect(await call("DELETE", soup)).toEqual([200, {}]);
    expect(await call("GET", all)).toEqual([200, []]);
  });

  test.each(["node", "python", "guest"])("%s answers nobody without a token", async (language) => {
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      expect(await call(method, `/${language}/recipes/x`, method === "GET" ? undefined : {}, "")).toEqual([
        401,
        { message: "Unauthorized" },
      ]);
    }
  });

  test("who may read the table changes nothing in it", async () => {
    await call("PUT", "/node/recipes/bread", { minutes: 90 });

    expect(await call("GET", "/guest/recipes/bread")).toEqual([200, { id: "bread", minutes: 90 }]);
    for (const method of ["PUT", "PATCH", "DELETE"]) {
      expect(await call(method, "/guest/recipes/bread", { minutes: 1 })).toEqual([
        500,
        { name: "AccessDeniedException" },
      ]);
    }
    expect(await call("GET", "/python/recipes/bread")).toEqual([200, { id: "bread", minutes: 90 }]);
    await call("DELETE", "/node/recipes/bread");
  });

  test("ACCESS-1 who may read and write the table: every proof agrees", async () => {
    const matrix = await matrixOf(product.facts.stateDir, ["--prove"], recipes);
    const who = (action: string) => rowOf(matrix, `recipes/Recipes dynamodb:${action}`).summary;

    expect(matrix.proof).toMatchObject({ disagreements: [], left: [] });
    expect(who("GetItem")).toBe("The roles of Guest, Node, Python.");
    expect(who("PutItem")).toBe("The roles of Node, Python.");
  });
});
