import { stripVTControlCharacters } from "node:util";
import { expect, test } from "vitest";
import { shown } from "./logs.ts";

test.each([
  ["one line\r", ["one line"]],
  // How Node's runtime writes `console.warn("a\nb")`.
  ["WARN\ta\r  at b\r\u001b[2J", ["WARN\ta", "  at b", "\\u001b[2J"]],
])("TRACE-7 %j: each line stands for itself, and moves no cursor", (text, lines) => {
  const printed = shown({ functionName: "Hello", text, at: Date.UTC(2026, 8, 3, 9, 5, 7, 30) });

  expect(printed.map(stripVTControlCharacters)).toEqual(lines.map((line) => `09:05:07.030 Hello ${line}`));
});
