// Every row of docs/rules/*.md names a file that cites the rule and a test whose title starts with it.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./lib.mjs";

const FOLDER = join(ROOT, "docs", "rules");
const problems = [];
const seen = new Set();

for (const name of readdirSync(FOLDER).filter((file) => file.endsWith(".md"))) {
  for (const line of readFileSync(join(FOLDER, name), "utf8").split("\n")) {
    const cells = line.split("|").map((cell) => cell.trim());
    const id = /^`?([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+)`?$/.exec(cells[1] ?? "")?.[1];
    if (id !== undefined) checkRow(name, id, cells);
  }
}
if (seen.size === 0) problems.push("docs/rules holds no rule");
for (const problem of problems) console.error(problem);
console.log(`${seen.size} rules, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);

function checkRow(name, id, cells) {
  if (seen.has(id)) problems.push(`${name}: ${id} stands twice`);
  seen.add(id);
  const [, , sentence, file, test] = cells;
  if (!sentence) problems.push(`${name}: ${id} has no sentence`);
  checkCites(name, id, file, "file");
  checkCites(name, id, test, "test");
}

function checkCites(name, id, cell, what) {
  const paths = [...(cell ?? "").matchAll(/[\w./@{}-]+\.(?:tsx?|mjs|css|md|ya?ml)\b/g)].map(([path]) => path);
  if (paths.length === 0) return problems.push(`${name}: ${id} names no ${what}`);
  const texts = paths.map((path) => {
    const full = [join(ROOT, path), join(ROOT, "cloud/src", path)].find(existsSync);
    if (full === undefined) problems.push(`${name}: ${id} names ${path}, which does not exist`);
    return full === undefined ? "" : readFileSync(full, "utf8");
  });
  const cites = new RegExp(`${id}(?![\\w-])`);
  if (!texts.some((text) => cites.test(text)))
    problems.push(`${name}: no ${what} of ${id} cites it (${paths.join(", ")})`);
}
