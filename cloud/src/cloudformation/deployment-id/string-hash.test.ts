import { expect, test } from "vitest";
import { stringHash } from "./string-hash.ts";

/** What the real transform's emulation of Python 2.7 returns. */
const KNOWN: readonly (readonly [string, string])[] = [
  ["", "0000000000000000"],
  ["a", "00000002e40db1e0"],
  ["paths", "bf3688a78f82d3a1"],
  ["x-amazon-apigateway-integration", "9c6b96dd30b45b4a"],
  ["é", "00000006f1a77d68"],
  ["漢字", "3289a3c2042bfbb3"],
  ["😀", "00000ef5f7b0f601"],
  ["\ud800", "0000066ff444d801"],
  ["\0", "0000000000000001"],
  ["'\"\\\n", "c896fd3ebe1868c5"],
  ["a".repeat(1000), "22e16369cb492b20"],
];

test.each(KNOWN)("the hash of %j", (text, expected) => {
  const { high, low } = stringHash(text);
  expect(high.toString(16).padStart(8, "0") + low.toString(16).padStart(8, "0")).toBe(expected);
});
