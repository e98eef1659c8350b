import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ROOT, readIfThere } from "./lib.mjs";

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

/**
 * What failed, for the end of a long output: file, name and the first lines of the reason of each test.
 * @returns lines; none when nothing failed
 */
export function failuresOf(results) {
  return results.flatMap(({ report }) =>
    (JSON.parse(readIfThere(report) ?? "{}").testResults ?? []).flatMap((file) => {
      const name = relative(ROOT, file.name ?? "");
      const tests = (file.assertionResults ?? []).filter(({ status }) => status === "failed");
      // A file that does not load, or a hook that threw, has no test that says so.
      if (tests.length === 0) return file.status === "failed" ? described(name, file.message) : [];
      return tests.flatMap(({ fullName, failureMessages = [] }) =>
        described(`${name}: ${fullName}`, failureMessages.join("\n")),
      );
    }),
  );
}

const REASON_LINES = 12;

function described(title, reason = "") {
  const lines = stripVTControlCharacters(reason).split("\n").slice(0, REASON_LINES);
  return [`FAILED ${title}`, ...lines.map((line) => `  ${line}`)];
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
