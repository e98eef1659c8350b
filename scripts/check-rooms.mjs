// No source file is longer than 400 lines; data and generated files are exempt by folder name.
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { ROOT } from "./lib.mjs";

const LIMIT = 400;
const EXEMPT = new Set([
  "node_modules",
  "dist",
  "generated",
  "data",
  "fixtures",
  ".git",
  ".portcullis",
  ".artifacts",
]);

function* sources(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (EXEMPT.has(entry.name)) continue;
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* sources(path);
    else if (/\.(?:ts|tsx|mjs|js|css)$/.test(entry.name)) yield path;
  }
}

const long = [...sources(ROOT)]
  .map((path) => [relative(ROOT, path), readFileSync(path, "utf8").split("\n").length - 1])
  .filter(([, lines]) => lines > LIMIT);
for (const [path, lines] of long) console.error(`${path} has ${lines} lines; ${LIMIT} is the limit`);
process.exit(long.length === 0 ? 0 : 1);
