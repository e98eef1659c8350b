import { rmSync } from "node:fs";
import type { TestProject } from "vitest/node";
import { type ProductFacts, startProduct } from "./support/product.ts";

declare module "vitest" {
  export interface ProvidedContext {
    product: ProductFacts;
  }
}

/** One product for all suites, started the way `npm start` starts it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const product = await startProduct();
  project.provide("product", product.facts);
  return async () => {
    await product.stop();
    rmSync(product.facts.stateDir, { recursive: true, force: true });
  };
}
