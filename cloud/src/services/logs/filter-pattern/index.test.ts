import { describe, expect, test } from "vitest";
import { compilePattern } from "./index.ts";

const JSON_EVENT =
  '{"level":"error","n":4,"user":{"name":"ada","tags":["a","b"]},"ok":true,"none":null,"code":"404","a-b":1}';
const ACCESS = '127.0.0.1 - frank [10/Oct/2000:13:25:15 -0700] "GET /index.html HTTP/1.0" 404 1534\n';

describe("filter patterns", () => {
  test.each([
    ["", "anything", true],
    ["  ", "anything", true],
    ["ERROR", "[ERROR] 400", true],
    ["error", "[ERROR] 400", false],
    ["ERROR 400", "400 ERROR", true],
    ["ERROR 500", "400 ERROR", false],
    ["?ERROR ?WARN", "a WARN", true],
    ["?ERROR ?WARN", "an INFO", false],
    ["ERROR -timeout", "ERROR timeout", false],
    ["ERROR -timeout", "ERROR other", true],
    ["ERROR ?WARN", "ERROR alone", true],
    ['"two words"', "here are two words", true],
    ['"two words"', "two other words", false],
    ['-"two words"', "two words", false],
    ['"say \\"hi\\""', 'they say "hi"', true],
  ])("%j and %j: %j", (pattern, message, expected) => {
    expect(compilePattern(pattern)(message)).toBe(expected);
  });

  test.each([
    ['{ $.level = "error" }', true],
    ["{$.level=error}", true],
    ["{ $.level = err* }", true],
    ["{ $.level = *rr*r }", true],
    ["{ $.level = e*x*r }", false],
    ['{ $.level != "error" }', false],
    ["{ $.nothing != 3 }", false],
    ["{ $.n > 3 }", true],
    ["{ $.n >= 4 && $.n <= 4 }", true],
    ["{ $.n < 4 }", false],
    ["{ $.n = 4e0 }", true],
    ["{ $.code = 404 }", true],
    ["{ $.code > 400 }", true],
    ["{ $.level > 3 }", false],
    ['{ $.user.name = "ada" && ($.n = 9 || $.ok IS TRUE) }', true],
    ['{ $.n = 9 || $.n = 4 && $.level = "error" }', true],
    ["{ ($.n = 4 || $.n = 9) && $.level = info }", false],
    ['{ $.user.tags[1] = "b" }', true],
    ["{ $.none IS NULL }", true],
    ["{ $.n IS NULL }", false],
    ["{ $.missing NOT EXISTS }", true],
    ["{ $.n NOT EXISTS }", false],
    ["{ $.ok IS FALSE }", false],
    ["{ $.a-b = 1 }", true],
    ["{ $.__proto__.polluted NOT EXISTS }", true],
    ["{ $.constructor NOT EXISTS }", true],
  ])("%j of a JSON event: %j", (pattern, expected) => {
    expect(compilePattern(pattern)(JSON_EVENT)).toBe(expected);
    expect(compilePattern(pattern)("no JSON")).toBe(false);
    expect(compilePattern(pattern)("{broken")).toBe(false);
  });

  test.each([
    ["[ip, id, user, time, request, status, bytes]", true],
    ["[ip, id, user, time, request, status]", false],
    ["[ip, ..., status=4*, bytes]", true],
    ["[..., status=5*, bytes]", false],
    ["[..., bytes > 1500 && bytes < 1600]", true],
    ["[ip, id, user = frank, ...]", true],
    ["[ip, id, user != frank, ...]", false],
    ['[ip, id, user, time, request = "GET *", status = 404, bytes]', true],
    ["[ip = 127.0.0.1 || ip = 10.0.0.1, ...]", true],
  ])("%j of a line of fields: %j", (pattern, expected) => {
    expect(compilePattern(pattern)(ACCESS)).toBe(expected);
  });

  test.each([
    '"open',
    "a.b",
    "-",
    "{ $.a }",
    "{ $.a = }",
    "{ a = 1 }",
    "{ $ = 1 }",
    "{ $.a[ = 1 }",
    "{ $.a = 1 && }",
    "{ ($.a = 1 }",
    "{ $.a = 1",
    "{ $.a > b }",
    "{ $.a IS MAYBE }",
    `{ ${"(".repeat(40)}$.a = 1${")".repeat(40)} }`,
    "[a, b",
    "[..., a, ...]",
    "[a = 1 && b = 2]",
  ])("%j is refused as on AWS", (pattern) => {
    expect(() => compilePattern(pattern)).toThrow("Invalid filter pattern");
  });

  test.each(["%err.r%", "{ $.a = %x% }", "[a = %x%]"])("%j is refused by name", (pattern) => {
    expect(() => compilePattern(pattern)).toThrow("regular expressions in filterPattern");
  });
});
