// Every regular expression of the sources takes linear time, or stands in pattern-bounds.mjs with what
// bounds its input. Verdicts are kept in pattern-verdicts.json: only patterns that are not in it are
// analysed, so the check is quick and does not depend on the load of the machine.
//   node scripts/check-patterns.mjs [--write]
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./lib.mjs";
import { BOUNDS } from "./pattern-bounds.mjs";
import { complexityOf, patternsOf } from "./patterns.mjs";

const FILE = join(ROOT, "scripts", "pattern-verdicts.json");
const kept = JSON.parse(readFileSync(FILE, "utf8"));
const patterns = patternsOf(ROOT, ["cloud/src", "stacks"]);
const verdicts = {};
const problems = [];

for (const { file, line, source, flags } of patterns) {
  const name = `/${source}/${flags}`;
  verdicts[name] ??= kept[name] ?? (await complexityOf(source, flags));
  const isBounded = Object.hasOwn(BOUNDS, name) && Object.hasOwn(BOUNDS[name], file);
  if (verdicts[name] === "linear" || isBounded) continue;
  problems.push(`${file}:${line}: ${name} is ${verdicts[name]}: make it linear, or bound its input`);
}
for (const [name, files] of Object.entries(BOUNDS)) {
  for (const file of Object.keys(files)) {
    const isThere = patterns.some((it) => it.file === file && `/${it.source}/${it.flags}` === name);
    if (!isThere) problems.push(`pattern-bounds.mjs: ${name} is not in ${file}`);
  }
}
if (patterns.length === 0) problems.push("no pattern was found");

const text = `${JSON.stringify(verdicts, Object.keys(verdicts).sort(), 2)}\n`;
if (process.argv.includes("--write")) writeFileSync(FILE, text);
else if (text !== readFileSync(FILE, "utf8")) problems.push("run node scripts/check-patterns.mjs --write");
for (const problem of problems) console.error(problem);
console.log(`${patterns.length} patterns, ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
