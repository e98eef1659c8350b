import { describe, expect, test } from "vitest";
import { assertNoAliases, parseTemplateText } from "./parse.ts";

const refuse = (text: string) => expect(parseTemplateText(text)).rejects;

describe("parseTemplateText", () => {
  test("short tags become what JSON would say", async () => {
    const text = [
      "A: !Ref X",
      "B: !GetAtt X.Y.Z",
      "C: !If [c, !Ref a, !Ref 'AWS::NoValue']",
      "D: !GetAtt [X, Y]",
      "E: !Sub ['x', {v: !Ref Y}]",
    ].join("\n");
    expect(await parseTemplateText(text)).toEqual({
      A: { Ref: "X" },
      B: { "Fn::GetAtt": ["X", "Y.Z"] },
      C: { "Fn::If": ["c", { Ref: "a" }, { Ref: "AWS::NoValue" }] },
      D: { "Fn::GetAtt": ["X", "Y"] },
      E: { "Fn::Sub": ["x", { v: { Ref: "Y" } }] },
    });
  });

  test("scalars are those of YAML 1.1 without timestamps", async () => {
    const text = "A: 2012-10-17\nB: yes\nC: 123456789012\nD: '5'\nE: 1.5\nF: 12345678901234567890123";
    expect(await parseTemplateText(text)).toEqual({
      A: "2012-10-17",
      B: true,
      C: 123456789012,
      D: "5",
      E: 1.5,
      F: "12345678901234567890123",
    });
  });

  test.each([
    ["A: [1\nB: 2", "YAML not well-formed. (line 2, column 1)"],
    ["A: !!python/object x", "YAML not well-formed. (line 1, column 20)"],
    ["A: !<tag:example.com,2000:x> y", "YAML not well-formed. (line 1, column 30)"],
    ["A: *nowhere", "YAML not well-formed. (line 1, column 4)"],
    ['{"Resources": {}, "x" 1}', "JSON not well-formed. (line 1, column 23)"],
    ["", "unsupported structure."],
    ["- a", "unsupported structure."],
  ])("%j is refused with its position", async (text, message) => {
    await refuse(text).toMatchObject({
      code: "ValidationError",
      message: `Template format error: ${message}`,
    });
  });

  test("of a key that comes twice the last one counts, and the caller hears of it", async () => {
    const heard: unknown[] = [];
    const text = "A: 1\nB:\n  Name: x\n  Name: y\nA: !!str 2";
    const value = await parseTemplateText(text, (key, line) => heard.push([key, line]));

    expect(value).toEqual({ A: "2", B: { Name: "y" } });
    expect(heard).toEqual([
      ["Name", 4],
      ["A", 5],
    ]);
  });

  test("so it is in JSON, where AWS takes such a template, too", async () => {
    const heard: unknown[] = [];
    const text = [
      '{"A": "A", "B": {"A": 1, "C": [{"A": 1}, {"A": "B\\":"}]},',
      '"Resources": {"x": 1, "y": {"x": 1},',
      '"\\u0078"',
      ": 2}, ",
      '"A": {"__proto__": 1, "__proto__": 2}}',
    ].join("\n");
    const value = await parseTemplateText(text, (key, line) => heard.push([key, line]));

    expect(value["Resources"]).toEqual({ x: 2, y: { x: 1 } });
    expect(heard).toEqual([
      ["x", 3],
      ["A", 5],
      ["__proto__", 5],
    ]);
  });

  test.each([
    ["A: &a x\nB: *a", true],
    ["A: [&a x, *a]", true],
    ["B: *nowhere", true],
    ["A: '*a'\nB: \"*b\"\nC: a*b\nD: |\n  *x\n# *y\nE: &a x", false],
    ["A: >-\n  *x\n  *y", false],
    ['{"A": "*a"}', false],
  ])("aliases of %j: %s", async (text, refused) => {
    const checked = expect(assertNoAliases(text));
    const message = "Template error: YAML aliases are not allowed in CloudFormation templates";
    if (refused) await checked.rejects.toMatchObject({ code: "ValidationError", message });
    else await checked.resolves.toBeUndefined();
  });

  test.each<[string, unknown]>([
    ["C: { <<: *a }", { b: 1, c: 2 }],
    ["C: { b: 3, <<: *a, c: 4, d: 5 }", { b: 3, c: 4, d: 5 }],
    ["C: { <<: [*z, *a], d: 5 }", { b: 9, c: 2, d: 5 }],
    ["C: { <<: { x: !Ref Y } }", { x: { Ref: "Y" } }],
    ["C: { '<<': 1 }", { "<<": 1 }],
  ])("%s has what is merged, under what is written", async (line, expected) => {
    const { C } = await parseTemplateText(`A: &a { b: 1, c: 2 }\nZ: &z { b: 9 }\n${line}\n`);
    expect(C).toEqual(expected);
  });

  test("what is merged is a map, or a list of them", async () => {
    await refuse("A: { <<: 1 }").toThrow("YAML not well-formed. (line 1, column 6)");
    await refuse("A: { <<: [{ a: 1 }, b] }").toThrow("YAML not well-formed. (line 1, column 6)");
  });

  test("foreign tags are refused by name", async () => {
    await refuse("A: !!binary aGk=").toThrow("The YAML tag !!binary");
  });

  test.each<[string, string, unknown]>([
    ["a double-quoted text", 'a:\n  b: "one\n  two\nthree"\n  c: 1', { a: { b: "one two three", c: 1 } }],
    ["a single-quoted text", "a:\n  b: 'one\n  it''s two'\n  c: 1", { a: { b: "one it's two", c: 1 } }],
    [
      "one in a flow map",
      'a:\n    b: { c: "one \\\n  two" }\n    d: 1',
      { a: { b: { c: "one two" }, d: 1 } },
    ],
    [
      "a list in brackets",
      "a:\n  b: [\n  one,\n  {c: 1\n}\n]\n  d: 1",
      { a: { b: ["one", { c: 1 }], d: 1 } },
    ],
    ["a map in braces", "a:\n  b: {c: 1,\n  d: 2}\n  e: 1", { a: { b: { c: 1, d: 2 }, e: 1 } }],
    ["one with Windows' line ends", 'a:\r\n  b: "one\r\n  two"\r\n  c: 1', { a: { b: "one two", c: 1 } }],
  ])("%s goes on at any column, as SAM's reader takes it", async (_, text, value) => {
    expect(await parseTemplateText(text)).toEqual(value);
  });

  test.each([
    ["a plain text", "a:\n  b: one\n  two\n  c: 1"],
    ["a quoted text that never ends", 'a:\n  b: "one\n  two\n  c: 1'],
    ["a list that never ends", "a:\n  b: [one,\n  c: 1"],
    ["a list that a document ends", "a: [one,\n---\ntwo]"],
    ["a quoted text that a document ends", 'a: "one\n---\ntwo"'],
  ])("%s does not", async (_, text) => {
    await refuse(text).toThrow("YAML not well-formed.");
  });

  test("CFN-LIMITS an alias bomb is refused", async () => {
    const letters = [..."abcdefghij"];
    const rows = letters.map((name, row) => {
      const item = row === 0 ? "x" : `*${letters[row - 1]}`;
      return `${name}: &${name} [${Array(10).fill(item).join(",")}]`;
    });
    await refuse(rows.join("\n")).toThrow("YAML aliases expand to too many values.");
    await refuse("a: &a [*a]").toThrow("Nested deeper than 100 levels.");
  });

  test.each([
    ["brackets", `a: ${"[".repeat(900_000)}`],
    ["dashes", "- ".repeat(400_000)],
    ["maps", "{a: ".repeat(200_000)],
    ["questions", "? ".repeat(400_000)],
    ["JSON", `{"a":${"[".repeat(900_000)}`],
  ])("a megabyte of nested %s is refused at once", async (_, text) => {
    await refuse(text).toThrow(/Nested deeper than 100 levels|not well-formed/);
  });

  test("more than a million bytes are refused", async () => {
    await refuse(`a: ${"x".repeat(1_000_000)}`).toThrow("Template may not exceed 1000000 bytes in size.");
  });

  test("names of Object.prototype are names like any other", async () => {
    const value = await parseTemplateText("__proto__: {a: 1}\nconstructor: 2");
    expect(Object.keys(value)).toEqual(["__proto__", "constructor"]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
  });
});
