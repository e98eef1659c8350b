import { describe, expect, test } from "vitest";
import { onOneLine, printable, printableLines } from "./printable.ts";

describe("TRACE-7 printable", () => {
  test.each([
    ["\u001b[2Jgone", "\\u001b[2Jgone"],
    ["back\b\b\b", "back\\u0008\\u0008\\u0008"],
    ["nul\0 del\u007f", "nul\\u0000 del\\u007f"],
    ["\u009b31m", "\\u009b31m"],
    ["a\rb", "a\\u000db"],
    ["\u202egnp.exe", "\\u202egnp.exe"],
  ])("%j", (text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  test("lines, tabs, accents and emoji stay", () => {
    const text = "Zoë\n\t👨‍👩‍👧 日本";
    expect(printable(text)).toBe(text);
  });

  test("JSON means the same afterwards", () => {
    const value = { name: "\u001b[31m\u009b\u202e\u007f" };
    const shown = printable(JSON.stringify(value, undefined, 2));
    expect([JSON.parse(shown), /[\u007f-\u009f\u202e]/.test(shown)]).toEqual([value, false]);
  });

  test("a cell does not leave its line", () => {
    expect(onOneLine("a\nb\tc")).toBe("a\\u000ab\\u0009c");
  });
});

describe("TRACE-7 printableLines", () => {
  test.each([
    ["one", ["one"]],
    ["one\r\ntwo\nthree\rfour", ["one", "two", "three", "four"]],
    ["one\r\r\ntwo", ["one", "", "two"]],
    ["a\tb\r\u001b[2Jc\b", ["a\tb", "\\u001b[2Jc\\u0008"]],
  ])("%j", (text, lines) => {
    expect(printableLines(text)).toEqual(lines);
  });
});
