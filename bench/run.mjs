import { spawnSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { barRows } from "./bars.mjs";
import { installed } from "./lib/installed.mjs";

const FOLDER = import.meta.dirname;
const HELP = `npm run bench [-- options]

Measures everything in one run, prints a table and writes bench/results.json. bench/README.md says how to read it.

  --only <parts>      of them only, e.g. api,sign-in; may be repeated
  --against <folder>  compares what calls and a start cost with the built product of another checkout
  --rounds <n>        rounds of each measurement (default: 3)
  --seconds <n>       of each round of a load (default: 3)
  --help              this text
`;
const values = givenOptions();
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

if (!installed(FOLDER)) runNpm(["ci", "--no-audit", "--no-fund", "--ignore-scripts"], FOLDER);
if (!existsSync(join(FOLDER, "..", "node_modules", "libsql"))) runNpm(["ci"], join(FOLDER, ".."));
runNpm(["run", "--silent", "build"], join(FOLDER, ".."));

const { selected } = await import("./lib/selection.mjs");
const { printSection, summary } = await import("./lib/report.mjs");
const parts = await partsOfRun(values);

const machine = {
  date: new Date().toISOString(),
  processor: cpus()[0]?.model ?? "",
  cores: cpus().length,
  node: process.version,
};
console.log(`${machine.processor}, ${machine.cores} cores, Node ${machine.node}, load ${loadText()}\n`);
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const sections = {};
for (const { name, title, run } of parts) {
  const before = loadText();
  const { measured, rows } = await run(options);
  const all = [...barRows(name, measured), ...rows];
  sections[name] = { load: [before, loadText()], rows: all };
  printSection(`${title} (load before ${before})`, all);
}
writeFileSync(join(FOLDER, "results.json"), `${JSON.stringify({ machine, options, sections }, null, 2)}\n`);
console.log(summary(Object.values(sections).flatMap(({ rows }) => rows)));
process.exit(0);

/** Ends the process for an option that is unknown. */
function givenOptions() {
  try {
    return parseArgs({
      options: {
        only: { type: "string", multiple: true },
        against: { type: "string" },
        rounds: { type: "string", default: "3" },
        seconds: { type: "string", default: "3" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    console.error(`${error.message}\n\n${HELP}`);
    process.exit(1);
  }
}

/** What runs, in order: `{ name, title, run }`; ends the process for a name that is unknown. */
async function partsOfRun({ only, against }) {
  try {
    if (against !== undefined) return [await comparison(only, against)];
    const { MEASUREMENTS } = await import("./measurements/index.mjs");
    return selected(only, Object.keys(MEASUREMENTS)).map((name) => ({ name, ...MEASUREMENTS[name] }));
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}

async function comparison(only, folder) {
  const { COSTS } = await import("./lib/costs.mjs");
  const { assertBuilt, compare } = await import("./lib/against.mjs");
  const groups = selected(only, Object.keys(COSTS));
  const before = assertBuilt(folder);
  return {
    name: "against",
    title: `This checkout (after) beside ${before} (before)`,
    run: async (options) => ({ rows: await compare(groups, { ...options, before }) }),
  };
}

function loadText() {
  return loadavg()
    .map((value) => value.toFixed(1))
    .join(" ");
}

function runNpm(args, cwd) {
  const result = spawnSync("npm", args, { cwd, stdio: "inherit", shell: process.platform === "win32" });
  if (result.status !== 0) process.exit(result.status ?? 1);
}
