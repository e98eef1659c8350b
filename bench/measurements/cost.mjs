import { COSTS, costSubjects } from "../lib/costs.mjs";
import { interleaved } from "../lib/numbers.mjs";
import { ROOT } from "../lib/product.mjs";

/** Processor time of the server a call and a start, of this checkout alone; compare with `--against`. */
export async function cost({ rounds, seconds }) {
  const { subjects, dispose } = await costSubjects(Object.keys(COSTS), { root: ROOT, seconds });
  try {
    const measured = await interleaved(subjects, { rounds, warmUps: 2 });
    return { rows: Object.entries(measured).flatMap(([title, numbers]) => rowsOf(title, numbers)) };
  } finally {
    await dispose();
  }
}

/** One row a number: `title: processor time of the server`, … */
export function rowsOf(title, numbers) {
  return Object.entries(numbers)
    .filter(([member, value]) => MEMBERS[member] !== undefined && value > LEAST)
    .map(([member, value]) => ({ name: `${title}: ${MEMBERS[member][0]}`, value, unit: MEMBERS[member][1] }));
}

/** What is less is a process that has nothing to do. */
const LEAST = 0.01;

const MEMBERS = {
  serverMs: ["processor time of the server", "ms"],
  functionMs: ["processor time of the function", "ms"],
  rps: ["a second", "/s"],
  p50: ["p50", "ms"],
};
