import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { median } from "../lib/numbers.mjs";
import { runToEnd } from "../lib/processes.mjs";
import { ROOT } from "../lib/product.mjs";

const STARTS = 10;
const TESTING = pathToFileURL(join(ROOT, "cloud", "dist", "testing.js")).href;

/** A script of its own: the bundle is loaded once a process. It prints the milliseconds of each start. */
const SCRIPT = `
  const began = performance.now();
  const { startTestCloud } = await import(${JSON.stringify(TESTING)});
  const times = [];
  for (let left = Number(process.argv[1]); left > 0; left -= 1) {
    const before = times.length === 0 ? began : performance.now();
    const cloud = await startTestCloud();
    times.push(performance.now() - before);
    await cloud.close();
  }
  console.log(JSON.stringify(times));
`;

/** `startTestCloud()` of the bundled package: in a fresh process, loading it included, and again in one process. */
export async function testKit({ rounds }) {
  const fresh = [];
  for (let round = 0; round < Math.max(3, rounds); round += 1) fresh.push(...(await starts(1)));
  const [, ...again] = await starts(STARTS + 1);
  const measured = { fresh: { ms: median(fresh) }, again: { ms: median(again) } };
  return {
    measured,
    rows: [
      { name: "first startTestCloud() of a process, with loading", value: measured.fresh.ms, unit: "ms" },
      { name: `startTestCloud() again, median of ${STARTS}`, value: measured.again.ms, unit: "ms" },
    ],
  };
}

async function starts(count) {
  const { output } = await runToEnd(process.execPath, [
    "--input-type=module",
    "--eval",
    SCRIPT,
    String(count),
  ]);
  return JSON.parse(output);
}
