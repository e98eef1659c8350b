import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { AwsTools } from "../support/aws-tools.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { type Product, runProduct, startProduct } from "../support/product.ts";

const python = inject("python");
const root = mkdtempSync(join(tmpdir(), "portcullis-built-"));
const folder = join(root, "letters");
const app = join(folder, "functions", "read-letter", "src", "app.ts");

describe.skipIf("missing" in python)("what sam build left, with --built", () => {
  let product: Product;
  let url: string;
  let tools: AwsTools;

  const samBuild = async () => {
    const { code, err } = await tools.sam(["build"], { folder });
    if (code !== 0) throw new Error(`sam build failed:\n${err}`);
  };

  beforeAll(async () => {
    tools = new AwsTools(python, inject("product"));
    cpSync(join(import.meta.dirname, "fixtures", "letters"), folder, { recursive: true });
    // Types of packages: the bundle has nothing of them.
    writeFileSync(join(folder, "functions", "read-letter", "package.json"), '{ "name": "read-letter" }');
  });
  afterAll(async () => {
    await product?.stop();
    rmSync(root, { recursive: true, force: true });
  });

  test("before a build there is nothing to take", async () => {
    const { code, output } = await runProduct({ folders: [folder], arguments: ["--built"] });
    expect(code).toBe(1);
    expect(output).toContain("has no .aws-sam/build/template.yaml to take with --built.");
    expect(output).toContain("Try: sam build");
  });

  test("runs as it was built, not as its sources are by now; open where it is, closed where it is not", async () => {
    await samBuild();
    const built = readFileSync(app, "utf8");
    writeFileSync(app, built.replace("Stamp.Local, Stamp.Air", '"edited"'));
    product = await startProduct({
      folders: [folder],
      stateDir: join(root, "state"),
      arguments: ["--built"],
    });
    url = product.facts.stacks["letters"]?.["Url"] ?? "";
    const stamps = await fetch(`${url}/stamps`);
    expect([stamps.status, await stamps.text()]).toEqual([200, '["local","air"]']);
    expect((await fetch(`${url}/letters/ada`)).status).toBe(401);
  });

  test("the next build is deployed", async () => {
    await samBuild();
    const stamps = async () => (await fetch(`${url}/stamps`)).text();
    await expect.poll(stamps, HANG_GUARD).toBe('["edited"]');
    expect(existsSync(join(folder, ".aws-sam", "build", "template.yaml"))).toBe(true);
    expect(product.output()).not.toContain("to take with --built");
  });
});
