import { describe, expect, test } from "vitest";
import { exitCodeOf } from "./exit-code.ts";
import type { CheckResult, Finding } from "./model.ts";

const finding = (severity: Finding["severity"], accepted?: Finding["accepted"]): Finding =>
  ({ severity, ...(accepted === undefined ? {} : { accepted }) }) as Finding;
const result = (findings: readonly Finding[], reasons: readonly string[] = []): CheckResult =>
  ({ findings, reasons }) as CheckResult;
const accepted = { by: "baseline", reason: "known" } as const;
const judge = (results: readonly CheckResult[], more: { strict?: boolean; left?: string[] } = {}) =>
  exitCodeOf({ results, failOn: "high", strict: more.strict ?? false, left: more.left ?? [] });

describe("exitCodeOf", () => {
  test.each([
    ["nothing", [], {}, 0],
    ["a finding at the limit", [result([finding("high")])], {}, 1],
    ["a finding below it", [result([finding("medium")])], {}, 0],
    ["AUDIT-2 accepted findings only", [result([finding("critical", accepted)])], {}, 0],
    ["an accepted one and another", [result([finding("critical", accepted), finding("critical")])], {}, 1],
    ["something not checked", [result([], ["no clock"])], {}, 0],
    ["something not checked, strictly", [result([], ["no clock"])], { strict: true }, 3],
    ["users that were left", [], { left: ["eve"] }, 3],
    ["findings and users that were left", [result([finding("high")])], { left: ["eve"] }, 1],
  ] as const)("AUDIT-2 %s", (_what, results, more, code) => {
    expect(judge(results, { ...more, left: [...("left" in more ? more.left : [])] })).toBe(code);
  });
});
