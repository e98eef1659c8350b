import { describe, expect, test } from "vitest";
import { referenceText } from "../report/text.ts";
import { CATALOGUE } from "./index.ts";

const range = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, "0")}`);

describe("the catalogue", () => {
  test("has every check once, in order", () => {
    expect(CATALOGUE.map(({ id }) => id)).toEqual([
      ...range("TOK", 17),
      ...range("RTE", 18),
      ...range("SGN", 26),
      ...range("CFG", 32),
    ]);
  });

  test.each(CATALOGUE.map((check) => [check.id, check] as const))(
    "%s says what it is about",
    (_id, check) => {
      expect(check.title).not.toBe("");
      expect(check.change).not.toBe("");
      expect(check.references.length).toBeGreaterThan(0);
    },
  );

  test.each([
    ["A2", "OWASP API2:2023"],
    ["V8.2.1", "ASVS 5.0 V8.2.1"],
    ["C306", "CWE-306"],
    ["RFC8725-3.1", "RFC 8725 §3.1"],
    ["Cognito.3", "Cognito.3"],
  ])("%s is written %s", (reference, text) => {
    expect(referenceText(reference)).toBe(text);
  });
});
