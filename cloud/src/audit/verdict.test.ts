import { expect, test } from "vitest";
import { verdictOf } from "./verdict.ts";

test.each([
  [{ findings: 1, reasons: 1, held: 5 }, "found"],
  [{ findings: 0, reasons: 1, held: 5 }, "not checked"],
  [{ findings: 0, reasons: 0, held: 5 }, "held"],
  [{ findings: 0, reasons: 0, held: 0 }, "nothing to check"],
] as const)("AUDIT-1 %j is %s: what was tried in part has not held", (counts, verdict) => {
  expect(verdictOf(counts)).toBe(verdict);
});
