// `npm run mutants`: takes out, one at a time, every authorization entry, every call that a resource
// stands for and every check that a rule names, and fails when the tests stay green.
import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { ROOT } from "./lib.mjs";
import { EQUIVALENT } from "./mutants/equivalent.mjs";
import { findMutants } from "./mutants/points.mjs";
import { readRules } from "./mutants/rules.mjs";
import { createRunner } from "./mutants/runner.mjs";
import { exitCodeOfSandbox } from "./mutants/sandbox.mjs";
import { testsFor } from "./mutants/tests-for.mjs";

const HELP = `npm run mutants [-- options]

Takes out, one at a time, every authorization entry of an operation, every call that a resource of a
stack stands for, and every check that a rule of docs/rules names, runs the tests that should notice,
and fails when they stay green.

  --sample <n>       n of them, evenly spread
  --changed <rev>    only those in files that changed since a revision
  --kind <kind>      only those of a kind: authorization, rule
  --only <text>      only those whose name holds a text, e.g. a file, a service, a rule; may be repeated
  --list             names them and runs nothing
  --help             this text`;

const { values: options } = parseArgs({
  options: {
    sample: { type: "string" },
    changed: { type: "string" },
    kind: { type: "string" },
    only: { type: "string", multiple: true },
    list: { type: "boolean" },
    help: { type: "boolean" },
  },
});
if (options.help) {
  console.log(HELP);
  process.exit(0);
}

const rules = readRules();
const all = findMutants(new Set(rules.keys()));
const chosen = sampled(matching(all));
if (options.list) {
  for (const mutant of chosen) console.log(nameOf(mutant));
  listUntouched();
  process.exit(0);
}
process.exit(exitCodeOfSandbox() ?? (await judge()));

/** Rules whose enforcing code is found in no form that can be taken out. */
function listUntouched() {
  const touched = new Set(all.flatMap((mutant) => mutant.rules));
  const untouched = [...rules.keys()].filter((id) => !touched.has(id));
  console.log(
    `\n${all.length} checks; ${untouched.length} of ${rules.size} rules have none that can be taken out:`,
  );
  console.log(untouched.join(" "));
}

async function judge() {
  const runner = await createRunner();
  const survivors = [];
  const counts = { killed: 0, equivalent: 0 };
  const started = Date.now();
  for (const [index, mutant] of chosen.entries()) {
    const outcome = await outcomeOf(runner, mutant);
    if (outcome === "survived") survivors.push(mutant);
    else counts[outcome] += 1;
    if (outcome === "survived") console.log(`SURVIVED ${nameOf(mutant)}`);
    else if ((index + 1) % 25 === 0) progress(index + 1, survivors.length, started);
  }
  await runner.close();
  report(counts, survivors);
  return survivors.length === 0 ? 0 : 1;
}

async function outcomeOf(runner, mutant) {
  if (EQUIVALENT.has(mutant.id.replace(/:\d+ /, " "))) return "equivalent";
  for (const tests of testsFor(mutant, rules)) {
    if (await runner.red(mutant, tests)) return "killed";
  }
  return "survived";
}

function matching(mutants) {
  const touched = options.changed === undefined ? undefined : changedSince(options.changed);
  return mutants.filter(
    (mutant) =>
      (touched === undefined || touched.has(mutant.file)) &&
      (options.kind === undefined || mutant.kind === options.kind) &&
      (options.only === undefined || options.only.some((text) => nameOf(mutant).includes(text))),
  );
}

/** A clone without history knows no such revision: then everything counts as changed. */
function changedSince(revision) {
  if (!isKnown(revision)) return undefined;
  const names = execFileSync("git", ["diff", "--name-only", revision, "--", "cloud/src"], { cwd: ROOT });
  return new Set(names.toString("utf8").split("\n"));
}

function isKnown(revision) {
  try {
    execFileSync("git", ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`], { cwd: ROOT });
    return true;
  } catch {
    return false;
  }
}

function sampled(mutants) {
  if (options.sample === undefined) return mutants;
  const wanted = Number(options.sample);
  if (!/^[1-9]\d{0,5}$/.test(options.sample)) throw new Error("--sample takes a whole number above 0");
  if (wanted >= mutants.length) return mutants;
  return Array.from({ length: wanted }, (_, index) => mutants[Math.floor((index * mutants.length) / wanted)]);
}

function nameOf({ id, rules: ids }) {
  return ids.length === 0 ? id : `${id} [${ids.join(", ")}]`;
}

function progress(done, survived, started) {
  const minutes = ((Date.now() - started) / 60_000).toFixed(1);
  console.log(`${done} of ${chosen.length}, ${survived} survived, ${minutes} min`);
}

function report({ killed, equivalent }, survivors) {
  const parts = [`${killed} noticed`, `${survivors.length} survived`, `${equivalent} change nothing`];
  console.log(`\n${chosen.length} of ${all.length} checks taken out: ${parts.join(", ")}`);
  for (const mutant of survivors) console.log(`  ${nameOf(mutant)}`);
}
