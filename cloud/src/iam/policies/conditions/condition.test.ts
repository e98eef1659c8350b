import { describe, expect, test } from "vitest";
import { compileCondition } from "./condition.ts";
import { asksForNamedValue, findOperator } from "./registry.ts";

type Row = readonly [
  operator: string,
  expected: string | string[],
  actual: string[] | undefined,
  holds: boolean,
];

const ROWS: readonly Row[] = [
  ["StringEquals", "a", ["a"], true],
  ["StringEquals", "a", ["A"], false],
  ["StringEquals", "a*", ["ab"], false],
  ["StringEquals", ["a", "b"], ["b"], true],
  ["StringEquals", "a", undefined, false],
  ["StringNotEquals", "a", ["b"], true],
  ["StringNotEquals", ["a", "b"], ["b"], false],
  ["StringNotEquals", "a", undefined, true],
  ["StringEqualsIgnoreCase", "aB", ["Ab"], true],
  ["StringEqualsIgnoreCase", "aB", ["AC"], false],
  ["StringNotEqualsIgnoreCase", "aB", ["Ab"], false],
  ["StringLike", "a*", ["abc"], true],
  ["StringLike", "a*", ["bc"], false],
  ["StringNotLike", "a*", ["abc"], false],
  ["StringNotLike", "a*", ["bc"], true],
  ["StringEqualsIfExists", "a", undefined, true],
  ["StringEqualsIfExists", "a", ["b"], false],
  ["NumericEquals", "10", ["10.0"], true],
  ["NumericNotEquals", "10", ["11"], true],
  ["NumericLessThan", "10", ["9"], true],
  ["NumericLessThan", "10", ["10"], false],
  ["NumericLessThanEquals", "10", ["10"], true],
  ["NumericGreaterThan", "10", ["11"], true],
  ["NumericGreaterThan", "10", ["9"], false],
  ["NumericGreaterThanEquals", "10", ["9"], false],
  ["NumericEquals", "ten", ["10"], false],
  ["NumericEquals", "10", [""], false],
  ["DateEquals", "2026-09-03T08:05:09Z", ["2026-09-03T10:05:09+02:00"], true],
  ["DateLessThan", "2026-09-03T08:05:09Z", ["2026-09-03T08:05:08Z"], true],
  ["DateLessThan", "2026-09-03T08:05:09Z", ["2026-09-03T08:05:09Z"], false],
  ["DateGreaterThan", "2026-09-03", ["2026-09-04"], true],
  ["DateGreaterThan", "1788422709", ["2027-01-01T00:00:00Z"], true],
  ["DateGreaterThan", "yesterday", ["2027-01-01T00:00:00Z"], false],
  ["DateNotEquals", "2026-09-03", ["2026-09-04"], true],
  ["Bool", "true", ["True"], true],
  ["Bool", "true", ["false"], false],
  ["Bool", "yes", ["yes"], false],
  ["Bool", "false", undefined, false],
  ["BoolIfExists", "false", undefined, true],
  ["BinaryEquals", "QmluYXJ5", ["QmluYXJ5"], true],
  ["BinaryEquals", "QmluYXJ5", ["QmluYXJ6"], false],
  ["IpAddress", "203.0.113.0/24", ["203.0.113.7"], true],
  ["IpAddress", "203.0.113.0/24", ["203.0.114.7"], false],
  ["IpAddress", "203.0.113.7", ["203.0.113.7"], true],
  ["IpAddress", "2001:db8::/32", ["2001:db8::1"], true],
  ["IpAddress", "2001:db8::/32", ["203.0.113.7"], false],
  ["IpAddress", "0.0.0.0/0", ["not an address"], false],
  ["IpAddress", "203.0.113.0/99", ["203.0.113.7"], false],
  ["NotIpAddress", "203.0.113.0/24", ["203.0.113.7"], false],
  ["NotIpAddress", "203.0.113.0/24", ["198.51.100.1"], true],
  ["ArnLike", "arn:aws:execute-api:*:*:a/*", ["arn:aws:execute-api:eu-west-1:1:a/b/c"], true],
  ["ArnLike", "arn:aws:execute-api:*:a/*", ["arn:aws:execute-api:eu-west-1:1:a/b/c"], false],
  ["ArnEquals", "arn:aws:sns:*:1:t", ["arn:aws:sns:eu-west-1:1:t"], true],
  ["ArnNotLike", "arn:aws:sns:*:1:t", ["arn:aws:sns:eu-west-1:1:t"], false],
  ["ArnNotEquals", "arn:aws:sns:*:1:t", ["arn:aws:sns:eu-west-1:1:u"], true],
  ["ArnLike", "arn:aws:sns:*:1:t", undefined, false],
  ["Null", "true", undefined, true],
  ["Null", "true", ["a"], false],
  ["Null", "false", ["a"], true],
  ["Null", "false", undefined, false],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "b"], true],
  ["ForAllValues:StringEquals", ["a", "b"], ["a", "c"], false],
  ["ForAllValues:StringEquals", ["a", "b"], undefined, true],
  ["ForAllValues:StringEquals", ["a", "b"], [], true],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c", "b"], true],
  ["ForAnyValue:StringEquals", ["a", "b"], ["c"], false],
  ["ForAnyValue:StringEquals", ["a", "b"], undefined, false],
  ["ForAnyValue:StringNotEquals", ["a"], ["a", "b"], true],
  ["ForAnyValue:StringNotEquals", ["a"], ["a"], false],
  ["ForAllValues:StringNotEquals", ["a"], ["b", "a"], false],
  ["ForAnyValue:StringLikeIfExists", ["a*"], undefined, true],
  ["stringequals", "a", ["a"], false],
  ["__proto__", "a", ["a"], false],
  ["toString", "a", ["a"], false],
];

describe("condition operators", () => {
  test.each(ROWS)("IAM-8 %s %j with %j: %s", (operator, expected, actual, holds) => {
    const condition = compileCondition(
      operator,
      { key: "Some:Key", expected: Array.isArray(expected) ? expected : [expected] },
      true,
    );
    const keys = {
      values: (name: string) => (name === "some:key" ? actual : undefined),
      variables: () => undefined,
    };
    expect(condition.holds(keys)).toBe(holds);
  });

  test("IAM-8 an operator that AWS does not know is not found", () => {
    for (const name of [
      "StringEqual",
      "Null:IfExists",
      "NullIfExists",
      "ForAnyValue:Null",
      "ForSome:Bool",
      "constructor",
      "",
    ]) {
      expect(findOperator(name)).toBeUndefined();
    }
  });
});

test.each([
  ["StringEquals", true],
  ["ArnLike", true],
  ["ForAnyValue:StringLike", true],
  ["Bool", true],
  ["StringNotEquals", false],
  ["NotIpAddress", false],
  ["StringEqualsIfExists", false],
  ["ForAllValues:StringEquals", false],
  ["Null", false],
  // IAM-8: it never holds.
  ["StringIsh", true],
])("%s holds for nobody without a named value: %s", (operator, expected) => {
  expect(asksForNamedValue(operator)).toBe(expected);
});
