import { loadExpanders } from "../lib/expanders.mjs";
import { interleaved, median } from "../lib/numbers.mjs";
import { serverlessTemplate } from "../lib/serverless-template.mjs";

const FUNCTIONS = 200;
/** Expansions in one process before the next subject has its turn. */
const TIMES = 5;
const OPTIONS = { scope: { accountId: "123456789012", region: "eu-west-1" }, parameters: new Map() };

/** A template of 200 functions, expanded by ours and by the real translator. */
export async function expansion({ rounds }) {
  const { expandServerless, askTranslator, translator } = await loadExpanders();
  const template = serverlessTemplate(FUNCTIONS);
  const subjects = { ours: async () => ({ ms: median(timesOf(() => expandServerless(template, OPTIONS))) }) };
  if ("python" in translator) {
    const text = JSON.stringify(template);
    subjects.theirs = async () => ({
      ms: median(await askTranslator(translator.python, ["time", String(TIMES)], text)),
    });
  } else console.log(`Without the real translator: ${translator.missing}.`);
  const { ours, theirs } = await interleaved(subjects, { rounds, warmUps: 1 });
  const rows = [{ name: `expansion of ${FUNCTIONS} functions`, value: ours.ms, unit: " ms" }];
  if (theirs !== undefined) {
    rows.push({
      name: `expansion of ${FUNCTIONS} functions, real translator`,
      value: theirs.ms,
      unit: " ms",
    });
    rows.push({ name: "expansion: real translator / ours", value: theirs.ms / ours.ms, unit: "×" });
  }
  return { rows };
}

function timesOf(task) {
  return Array.from({ length: TIMES }, () => {
    const start = performance.now();
    task();
    return performance.now() - start;
  });
}
