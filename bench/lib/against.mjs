// `--against <folder>`: the products of two built checkouts, side by side in one run.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { NOT_HIGHER } from "../bars.mjs";
import { rowsOf } from "../measurements/cost.mjs";
import { costSubjects } from "./costs.mjs";
import { interleavedRecords, median, medians, short } from "./numbers.mjs";
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
    const records = await interleavedRecords(subjects, { rounds, warmUps: 2, swapPairs: true });
    return Object.keys(sides.before.subjects).flatMap((title) =>
      comparedRows(title, records[`before ${title}`], records[`after ${title}`]),
    );
  } finally {
    await sides.after?.dispose();
    await sides.before.dispose();
  }
}

/** @param before, after records of the same rounds, side by side */
export function comparedRows(title, before, after) {
  const { unit, most } = NOT_HIGHER;
  return [
    {
      ...ratio(`${title}: processor time of the server`, "serverMs", { before, after }),
      unit,
      bar: { most },
    },
    { ...ratio(`${title}: p50`, "p50", { before, after }), unit },
    ...rowsOf(`before, ${title}`, medians(before)),
    ...rowsOf(`after, ${title}`, medians(after)),
  ];
}

/**
 * The median of the rounds' ratios, each of two neighbours in time, and how far apart they lie: where that
 * is more than the bar allows, the machine is too busy to tell.
 */
function ratio(name, member, { before, after }) {
  const ratios = before.map((record, round) => after[round][member] / record[member]);
  const note = `rounds ${short(Math.min(...ratios))} to ${short(Math.max(...ratios))}`;
  return { name: `${name}, after / before`, value: median(ratios), note };
}
