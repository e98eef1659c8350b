import { expect, test } from "vitest";
import { wordsOf } from "./partiql-tokens.ts";
import { conjunctsOf } from "./partiql-where.ts";

const read = (text: string) =>
  conjunctsOf(wordsOf(text) ?? [], 0)?.map(({ attribute, operator, names, values }) => [
    attribute ?? names.join(" "),
    operator,
    values.length,
  ]);

test.each([
  ["a = 1", [["a", "=", 1]]],
  [
    `"a" = -1.5 AND b <> ? AND c >= 'x'`,
    [
      ["a", "=", 1],
      ["b", "<>", 1],
      ["c", ">=", 1],
    ],
  ],
  [
    "(a = 1 AND (b = 2)) AND c IN ['x', ?, 3]",
    [
      ["a", "=", 1],
      ["b", "=", 1],
      ["c", "IN", 3],
    ],
  ],
  [
    "a BETWEEN 1 AND 2 AND b = TRUE",
    [
      ["a", "BETWEEN", 2],
      ["b", "=", 1],
    ],
  ],
  [
    "a IS NOT MISSING AND b IS NULL",
    [
      ["a", "IS", 0],
      ["b", "IS", 0],
    ],
  ],
  [
    "begins_with(a, 'x') AND size(b) > 1",
    [
      ["a", "call", 0],
      ["b", ">", 1],
    ],
  ],
  ["a.b[0].c = 1", [["a", "=", 1]]],
  ["a = 1 ORDER BY a DESC, b", [["a", "=", 1]]],
  ["a = 1 RETURNING MODIFIED NEW *", [["a", "=", 1]]],
])("DDB-5 %s is conditions that all hold", (text, expected) => {
  expect(read(text)).toEqual(expected);
});

test.each([
  "",
  "a",
  "a = ",
  "a = 1 AND",
  "a = 1 b = 2",
  "a = 1 OR b = 2",
  "NOT a = 1",
  "(a = 1",
  "a = 1)",
  "a IN [1",
  "a IN []",
  "a IN 1",
  "a BETWEEN 1 OR 2",
  "a IS 1",
  "a = b",
  "a = 'x' || 'y'",
  "a = - 'x'",
  "size(a)",
  "other(a) = 1",
  "begins_with(a, 'x'",
  "a..b = 1",
  "a[b] = 1",
  "a = 1 ORDER a",
  "a = 1 RETURNING ALL",
  "a = 1 RETURNING ALL OLD * b = 1",
])("DDB-5 %j is not understood", (text) => {
  expect(read(text)).toBeUndefined();
});
