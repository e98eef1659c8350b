import { expect, test } from "vitest";
import { keyText, plainNumber } from "./key-values.ts";

test.each([
  ["1", "1"],
  ["01.50e1", "15"],
  ["1.0", "1"],
  ["-0.0", "0"],
  [".5", "0.5"],
  ["5.", "5"],
  ["1e-3", "0.001"],
  ["-12e+2", "-1200"],
  ["+7", "7"],
  ["", undefined],
  ["1e9999", undefined],
  ["0x10", undefined],
  ["1 2", undefined],
])("DDB-2 the number %j is one text for policies: %j", (text, expected) => {
  expect(plainNumber(text)).toBe(expected);
});

test.each([
  [{ S: "ann" }, "ann"],
  [{ N: "1.0" }, "1"],
  [{ B: "YQ==" }, "YQ=="],
  [{ B: "YR" }, "YQ=="],
  [{ BOOL: true }, undefined],
  [{ S: "ann", N: "1" }, undefined],
  [{}, undefined],
  [undefined, undefined],
])("DDB-4 the key %j is %j", (value, expected) => {
  expect(keyText(value)).toBe(expected);
});
