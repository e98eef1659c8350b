// `--against <folder>`: the products of two built checkouts, side by side in one run.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { NOT_HIGHER } from "../bars.mjs";
import { rowsOf } from "../measurements/cost.mjs";
import { costSubjects } from "./costs.mjs";
import { interleaved } from "./numbers.mjs";
import { ROOT } from "./product.mjs";

/** @throws Error when no built product lies in `folder` */
export function assertBuilt(folder) {
  const root = resolve(folder);
  for (const part of ["scripts/start.mjs", "cloud/dist/start.cjs", "node_modules"]) {
    if (!existsSync(join(root, part))) throw new Error(`${join(root, part)} is not there: build it first.`);
  }
  return root;
}

/**
 * Both products run all the time; their subjects have their turns A B A B …, and B A in every second
 * round, so that what the one leaves to the other falls on both.
 * @param groups of `COSTS`
 * @returns rows: after / before of the processor time, then the numbers of both
 */
export async function compare(groups, { before, rounds, seconds }) {
  const sides = { before: await costSubjects(groups, { root: before, seconds }) };
  try {
    sides.after = await costSubjects(groups, { root: ROOT, seconds });
    const subjects = {};
    for (const [title, run] of Object.entries(sides.before.subjects)) {
      subjects[`before ${title}`] = run;
      subjects[`after ${title}`] = sides.after.subjects[title];
    }
    const measured = await interleaved(subjects, { rounds, warmUps: 2, swapPairs: true });
    return Object.keys(sides.before.subjects).flatMap((title) =>
      comparedRows(title, measured[`before ${title}`], measured[`after ${title}`]),
    );
  } finally {
    await sides.after?.dispose();
    await sides.before.dispose();
  }
}

function comparedRows(title, before, after) {
  const { unit, most } = NOT_HIGHER;
  const ratio = (name, member, bar) => ({
    name: `${title}: ${name}, after / before`,
    value: after[member] / before[member],
    unit,
    ...(bar === undefined ? {} : { bar }),
  });
  const rows = [ratio("processor time of the server", "serverMs", { most }), ratio("p50", "p50")];
  return [...rows, ...rowsOf(`before, ${title}`, before), ...rowsOf(`after, ${title}`, after)];
}
