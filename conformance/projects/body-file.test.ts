import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, startProduct } from "../support/product.ts";

const folder = join(import.meta.dirname, "fixtures", "body-file");

describe("a project whose APIs are described in files of their own", () => {
  let product: Product;
  let outputs: Readonly<Record<string, string>>;

  beforeAll(async () => {
    product = await startProduct({ folders: [folder] });
    outputs = product.facts.stacks["body-file"] ?? {};
  });
  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const get = async (url: string) => {
    const reply = await fetch(url);
    return [reply.status, await reply.text()];
  };

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
