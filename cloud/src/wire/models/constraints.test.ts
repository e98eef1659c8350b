import { describe, expect, test } from "vitest";
import { cpuMicroseconds } from "../../core/testing/cpu-time.ts";
import { type Shape, validationMessage, WrongTypeError } from "./constraints.ts";

const SHAPE: Shape = {
  Password: {
    type: "string",
    max: 256,
    pattern: "[\\S]+.*[\\S]+",
    linearPattern: "\\S.*\\S",
    secret: true,
  },
  Name: { type: "string", max: 10, pattern: "(a+)+" },
  Names: { type: "list", items: { type: "string" } },
  At: { type: "timestamp" },
  Since: { type: "timestamp", wire: { location: "header", timestampFormat: "rfc822" } },
};

const PASSWORD_RULE =
  "Value at 'password' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\S]+.*[\\S]+";

describe("validationMessage", () => {
  test.each(["ab", "a b", "ééé", "a\nb"])("%j holds", (Password) => {
    expect(validationMessage(SHAPE, { Password })).toBeUndefined();
  });

  test.each(["", "a", " ab", "ab ", "  "])(
    "%j breaks the pattern, which is printed as AWS does",
    (Password) => {
      expect(validationMessage(SHAPE, { Password })).toBe(`1 validation error detected: ${PASSWORD_RULE}`);
    },
  );

  test("WIRE-1 a value over its length is refused without being matched", () => {
    const Name = `${"a".repeat(100_000)}!`;
    expect(validationMessage(SHAPE, { Name })).toBe(
      `1 validation error detected: Value '${Name}' at 'name' failed to satisfy constraint: Member must have length less than or equal to 10`,
    );
  });

  test("WIRE-1 the longest password is matched in no time", () => {
    const cost = (Password: string) =>
      cpuMicroseconds(() => {
        for (let round = 0; round < 200; round += 1) validationMessage(SHAPE, { Password });
      });
    // A pattern that tries every way to match takes thousands of times as long as it is told no.
    expect(cost(`${"a".repeat(255)} `)).toBeLessThan(100 * cost("a".repeat(256)));
  });

  test("null in a list is refused, a null member is a member left out", () => {
    expect(validationMessage(SHAPE, { Names: ["a", null] })).toBe(
      "1 validation error detected: Value null at 'names.2.member' failed to satisfy constraint: Member must not be null",
    );
    expect(validationMessage(SHAPE, { Names: null })).toBeUndefined();
  });

  test("another JSON type is no validation error", () => {
    expect(() => validationMessage(SHAPE, { Password: 1 })).toThrow(WrongTypeError);
  });

  test.each([0, 1.5, -1, 8.64e12, "1788422709", "2026-09-03", "2026-09-03T08:05:09Z"])(
    "%j is a time",
    (At) => {
      expect(validationMessage(SHAPE, { At })).toBeUndefined();
    },
  );

  test.each(["", "soon", "x 1", "2026-13-45", 1e15, Number.NaN, true])("%j is none", (At) => {
    expect(() => validationMessage(SHAPE, { At })).toThrow(WrongTypeError);
  });

  test("headers have forms of their own, which their services read", () => {
    expect(validationMessage(SHAPE, { Since: "soon" })).toBeUndefined();
  });
});
