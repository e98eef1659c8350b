import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Product, startProduct } from "../support/product.ts";
import { hasProgram } from "../support/programs.ts";

const abacus = join(import.meta.dirname, "fixtures", "abacus");

describe.skipIf(!hasProgram("go"))("a project of Go sources (skipped without go)", () => {
  let product: Product;
  let url: string;

  beforeAll(async () => {
    product = await startProduct({ folders: [abacus] });
    url = product.facts.stacks["abacus"]?.["Url"] ?? "";
  });

  afterAll(async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  });

  const call = async (path: string) => {
    const reply = await fetch(`${url}${path}`);
    return [reply.status, await reply.text()];
  };

  test("is compiled and runs", async () => {
    expect(await call("/add/17/25")).toEqual([200, "42"]);
    expect(await call("/add/17/x")).toEqual([400, "numbers, please"]);
  });

  test("and is not reached without a token where one is asked for", async () => {
    expect(await call("/closed/17/25")).toEqual([401, '{"message":"Unauthorized"}']);
  });
});
