import { expect, test } from "vitest";
import { printable } from "./printable.ts";

test.each([
  ["Müller محمد 王", "Müller محمد 王"],
  ["\u001b[31mred", "\\u001b[31mred"],
  ["\u202egnp.exe", "\\u202egnp.exe"],
  ["a\u200bb\ufeff", "a\\u200bb\\ufeff"],
  ["line\u2028line\n", "line\\u2028line\\u000a"],
])("CON-6 %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});
