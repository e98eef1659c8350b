import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { failuresOf, totalsOf } from "./test-totals.mjs";

const folder = mkdtempSync(join(tmpdir(), "totals-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
function ran(status, counts) {
  number += 1;
  const report = join(folder, `${number}.json`);
  const [numPassedTests, numFailedTests, numPendingTests] = counts ?? [];
  if (counts) writeFileSync(report, JSON.stringify({ numPassedTests, numFailedTests, numPendingTests }));
  return { name: "program", status, report };
}

describe("the totals of npm test", () => {
  test.each([
    ["all green", [ran(0, [3, 0, 0])], "3 passed, 0 failed", true],
    ["two programs add up", [ran(0, [3, 0, 1]), ran(0, [4, 0, 2])], "7 passed, 0 failed, 3 skipped", true],
    ["one red test", [ran(1, [3, 1, 0]), ran(0, [4, 0, 0])], "7 passed, 1 failed", false],
    ["red without a red test", [ran(1, [3, 0, 0])], "3 passed, 1 failed", false],
    [
      "a program of two is red without a red test",
      [ran(0, [3, 0, 0]), ran(1, [1, 0, 0])],
      "4 passed, 1 failed",
      false,
    ],
  ])("%s", (_name, results, text, passed) => expect(totalsOf(results)).toEqual({ text, passed }));

  test("a program that leaves no report has failed, whatever its exit code", () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    expect(totalsOf([ran(0)])).toEqual({ text: "0 passed, 1 failed", passed: false });
    expect(said).toHaveBeenCalledOnce();
    said.mockRestore();
  });
});

describe("what failed, told at the end", () => {
  test("each test with its file and the first lines of its reason; a file that did not load too", () => {
    const report = join(folder, "failures.json");
    const failed = {
      status: "failed",
      fullName: "a door opens",
      failureMessages: ["\u001b[31mnot open\u001b[39m"],
    };
    const testResults = [
      {
        name: "red.test.ts",
        status: "failed",
        assertionResults: [failed, { status: "passed", fullName: "b" }],
      },
      { name: "broken.test.ts", status: "failed", message: "no such module", assertionResults: [] },
      { name: "green.test.ts", status: "passed", assertionResults: [{ status: "passed", fullName: "c" }] },
    ];
    writeFileSync(report, JSON.stringify({ testResults }));
    const lines = failuresOf([{ name: "program", status: 1, report }]);
    expect(
      lines.filter((line) => line.startsWith("FAILED")).map((line) => line.replace(/ \S*\//, " ")),
    ).toEqual(["FAILED red.test.ts: a door opens", "FAILED broken.test.ts"]);
    expect(lines).toContain("  not open");
    expect(lines).toContain("  no such module");
  });
});
