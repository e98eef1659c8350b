import { expect, test } from "vitest";
import { compileSchema } from "./compile-schema.ts";

const LONG = `${"a".repeat(40)}!`;
const FOR_EVER = "^(a+)+$";

test.each([
  ["a text", { properties: { name: { pattern: FOR_EVER } } }, { name: LONG }],
  ["a name", { patternProperties: { [FOR_EVER]: { type: "string" } } }, { [LONG]: 1 }],
  [
    "a name beside the others",
    { patternProperties: { [FOR_EVER]: {} }, additionalProperties: false },
    { [LONG]: 1 },
  ],
])("WIRE-1 a pattern that backtracks for ever over %s is stopped, and does not match", (_, schema, value) => {
  const check = compileSchema([{ name: "Model", schema: JSON.stringify(schema) }], "Model");

  expect(check(value)).toBe("a pattern takes too long to match");
  expect(check({})).toBeUndefined();
});
