import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ProductFacts } from "./product.ts";

/** How often the functions of a stack whose name contains `part` were started, by their own logs. */
export function invocationsOf(facts: ProductFacts, part: string): number {
  return logOf(facts, part)
    .split("\n")
    .filter((line) => line.startsWith("START RequestId:")).length;
}

/** Everything these functions logged. */
export function logOf(facts: ProductFacts, part: string): string {
  const folder = join(facts.stateDir, "logs");
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.parentPath.includes(part))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"))
    .join("\n");
}
