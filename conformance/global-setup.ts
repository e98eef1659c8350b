import { execFile } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { TestProject } from "vitest/node";
import { type ProductFacts, startProduct } from "./support/product.ts";
import { type PythonTools, pythonTools, REQUIREMENTS } from "./support/python-tools.ts";

declare module "vitest" {
  export interface ProvidedContext {
    product: ProductFacts;
    python: PythonTools;
  }
}

const BUILD = join(import.meta.dirname, "..", "scripts", "build.mjs");

/** Builds what is stale; then one product for all suites, started the way `npm start` starts it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  await promisify(execFile)(process.execPath, [BUILD]);
  const [product, python] = await Promise.all([startProduct(), pythonTools(REQUIREMENTS.aws)]);
  if ("missing" in python) console.log(`Tests with sam, aws and boto3 are skipped: ${python.missing}.`);
  project.provide("product", product.facts);
  project.provide("python", python);
  return async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  };
}
