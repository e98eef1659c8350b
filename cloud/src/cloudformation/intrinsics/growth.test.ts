import { expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { earlyProgram } from "../engine/early-program.ts";
import { createEvaluation } from "../engine/evaluation.ts";

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  stack: { name: "s", id: "arn:s" },
  parameters: new Map<string, string>(),
};
const resolve = (value: Value) =>
  createEvaluation({
    program: earlyProgram({}, OPTIONS),
    resource: () => undefined,
    exportValue: () => undefined,
  }).resolve(value);

/** A text in which a text stands ten times in which a text stands ten times … */
function nested(levels: number, innermost: Value): Value {
  let value = innermost;
  for (let level = 0; level < levels; level += 1) {
    value = { "Fn::Sub": ["${a}".repeat(10), { a: value }] };
  }
  return value;
}

function encoded(levels: number): Value {
  let value: Value = "x";
  for (let level = 0; level < levels; level += 1) value = { "Fn::Base64": value };
  return value;
}

// Without a bound, each of these would fill the memory, or never end.
test("CFN-LIMITS a variable of Fn::Sub is resolved once, wherever it stands", () => {
  expect(resolve(nested(30, ""))).toBe("");
});

const LONG = "y".repeat(100_000);
test.each<[string, Value]>([
  ["Fn::Sub", nested(30, "x")],
  ["Fn::Join", { "Fn::Join": [LONG, Array.from({ length: 50_000 }, () => "x")] }],
  ["Fn::Base64", encoded(90)],
])("CFN-LIMITS a text that grows without end is refused: %s", (name, value) => {
  expect(() => resolve(value)).toThrow(`Template error: ${name} makes a text that is too long.`);
});

test("CFN-LIMITS functions of one resource make so many characters together", () => {
  const sub = { "Fn::Sub": ["${a}".repeat(9), { a: LONG }] };
  expect(() => resolve(Array.from({ length: 1_000 }, () => sub))).toThrow(
    "Template error: functions make texts that are too long.",
  );
  expect(resolve({ Value: { "Fn::Join": ["", [LONG, LONG]] } })).toEqual({ Value: LONG + LONG });
});
