import { expect, test } from "vitest";
import { printable, printableLines } from "./printable.ts";

test.each([
  ["Müller محمد 王", "Müller محمد 王"],
  ["\u001b[31mred", "\\u001b[31mred"],
  ["\u202egnp.exe", "\\u202egnp.exe"],
  ["a\u200bb\ufeff", "a\\u200bb\\ufeff"],
  ["line\u2028line\n", "line\\u2028line\\u000a"],
])("CON-6 %j", (text, shown) => {
  expect(printable(text)).toBe(shown);
});

test("lines and columns stay", () => {
  expect(printableLines("a\tb\r\n\u001b[0m\u202ec\n")).toBe("a\tb\n\\u001b[0m\\u202ec\n");
});
