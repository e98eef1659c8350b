// `npm run bench`: everything in one run. `--only <name>` (repeatable), `--rounds 5`, `--seconds 3`.
import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { installed } from "./lib/installed.mjs";

const FOLDER = import.meta.dirname;
const { values } = parseArgs({
  options: {
    only: { type: "string", multiple: true },
    rounds: { type: "string", default: "3" },
    seconds: { type: "string", default: "3" },
  },
});

if (!installed(FOLDER)) runNpm(["ci", "--no-audit", "--no-fund", "--ignore-scripts"], FOLDER);
if (!existsSync(join(FOLDER, "..", "node_modules", "libsql"))) runNpm(["ci"], join(FOLDER, ".."));
runNpm(["run", "--silent", "build"], join(FOLDER, ".."));

const { MEASUREMENTS } = await import("./measurements/index.mjs");
const { printSection, summary } = await import("./lib/report.mjs");
const names = values.only ?? Object.keys(MEASUREMENTS);
const unknown = names.find((name) => MEASUREMENTS[name] === undefined);
if (unknown !== undefined) {
  console.error(`There is no measurement ${unknown}: ${Object.keys(MEASUREMENTS).join(", ")}`);
  process.exit(1);
}

const machine = {
  date: new Date().toISOString(),
  processor: cpus()[0]?.model ?? "",
  cores: cpus().length,
  node: process.version,
};
console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${loadText()}\n`);
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const sections = {};
for (const name of names) {
  const { title, run } = MEASUREMENTS[name];
  const before = loadText();
  const rows = await run(options);
  sections[name] = { load: [before, loadText()], rows };
  printSection(`${title} (load before ${before})`, rows);
}
writeFileSync(join(FOLDER, "results.json"), `${JSON.stringify({ machine, options, sections }, null, 2)}\n`);
console.log(summary(Object.values(sections).flatMap(({ rows }) => rows)));
process.exit(0);

function loadText() {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
}

function runNpm(args, cwd) {
  const result = spawnSync("npm", args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
