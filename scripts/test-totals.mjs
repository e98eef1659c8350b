import { readIfThere } from "./lib.mjs";

/**
 * Adds up the JSON reports of several test programs. A program that failed without a failed test (a file
 * that does not load, a set-up that threw, no report at all) counts as one failure: never 0 failed and red.
 * @param results `{ name, status, report }` each: exit code and path of the report
 * @returns `{ passed, text }`, the text being `N passed, N failed`
 */
export function totalsOf(results) {
  const counts = results.map(countsOf);
  const sum = (name) => counts.reduce((all, count) => all + count[name], 0);
  const [passed, failed, skipped] = [sum("passed"), sum("failed"), sum("skipped")];
  const alsoSkipped = skipped > 0 ? `, ${skipped} skipped` : "";
  return { passed: failed === 0, text: `${passed} passed, ${failed} failed${alsoSkipped}` };
}

function countsOf({ name, status, report }) {
  const text = readIfThere(report);
  if (text === undefined) console.error(`${name} ended with ${status} and left no report.`);
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0 } = JSON.parse(text ?? "{}");
  const wentWrong = status !== 0 || text === undefined;
  return {
    passed: numPassedTests,
    failed: wentWrong ? Math.max(1, numFailedTests) : numFailedTests,
    skipped: numPendingTests,
  };
}
