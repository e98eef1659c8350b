import { describe, expect, test } from "vitest";
import { kindOf, linesOf } from "./test-lines.mjs";

describe("test-lines", () => {
  test.each([
    ["services/s3/operations/PutObject.ts", "source"],
    ["services/s3/operations/PutObject.test.ts", "test"],
    ["services/cognito/hosted/pages.browser.test.ts", "test"],
    ["services/s3/testing/harness.ts", "test"],
    ["services/iam/cases/conditions.json", "test"],
    ["services/s3/generated/model.ts", undefined],
    ["services/s3/testing.md", undefined],
    ["iam/data/policies.json", undefined],
  ])("%s is %s", (path, kind) => expect(kindOf(path)).toBe(kind));

  test("counts neither blank lines nor those that are only a comment", () => {
    const text =
      "/** What it is.\n * @see there */\nconst a = 1; // one\n\n  // why\nconst b = `/* no */`;\n";
    expect(linesOf(text)).toBe(2);
  });
});
