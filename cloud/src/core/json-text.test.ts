import { describe, expect, test } from "vitest";
import { compactJson, isNestedTooDeep } from "./json-text.ts";

const nested = (levels: number): string => "[".repeat(levels) + "]".repeat(levels);

describe("A JSON text", () => {
  test.each([
    ["of a thousand levels", nested(1000), false],
    ["of one more", nested(1001), true],
    ["of many levels beside each other", `[${Array(2000).fill("[]").join()}]`, false],
    ["with brackets in texts", JSON.stringify(["[{".repeat(2000), "\\"]), false],
    ["with levels behind a text that ends in a backslash", `["\\\\",${nested(1001)}]`, true],
  ])("%s", (_name, text, yes) => {
    expect(isNestedTooDeep(text)).toBe(yes);
  });

  test.each([
    [' { "a b" : [ 1 , "c\\" d" ] }\n', '{"a b":[1,"c\\" d"]}'],
    ["1.0", "1.0"],
    ['"\\\\"  ', '"\\\\"'],
    ["\t[\r\n]", "[]"],
  ])("%j loses nothing but white space", (text, compact) => {
    expect(compactJson(text)).toBe(compact);
  });

  test("is made compact however deep it is nested", () => {
    expect(compactJson(` ${nested(500_000)} `)).toBe(nested(500_000));
  });
});
