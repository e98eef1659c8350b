// The rows of docs/rules, by id.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../lib.mjs";

const FOLDER = join(ROOT, "docs", "rules");
const PATH = /[\w./@{}-]+\.(?:tsx?|mjs|css|md|ya?ml)\b/g;

/** @returns {Map<string, { sentence: string, files: string[], tests: string[] }>} */
export function readRules() {
  const rules = new Map();
  for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".md"))) {
    for (const line of readFileSync(join(FOLDER, name), "utf8").split("\n")) {
      const cells = line.split("|").map((cell) => cell.trim());
      const id = /^`?([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)`?$/.exec(cells[1] ?? "")?.[1];
      if (id === undefined) continue;
      const [, , sentence = "", file = "", test = ""] = cells;
      rules.set(id, { sentence, files: file.match(PATH) ?? [], tests: test.match(PATH) ?? [] });
    }
  }
  return rules;
}
