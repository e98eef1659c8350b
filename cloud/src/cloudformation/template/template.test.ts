import { describe, expect, test } from "vitest";
import { readTemplateText } from "../testing/read-template.ts";
import { checkParameterValues, parameterValue } from "./parameter-values.ts";
import { parseTemplateText } from "./parse.ts";

const refuse = (text: string) => expect(parseTemplateText(text)).rejects;
const refuseTemplate = (template: string | object) => expect(readTemplateText(template)).rejects;
const THING = { Type: "Test::Fake::Thing" };

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
    ["A: 1\nA: 2", "YAML not well-formed. (line 2, column 1)"],
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

  test("merge keys and foreign tags are refused by name", async () => {
    await refuse("A: &a {b: 1}\nC:\n  <<: *a").toThrow("The YAML merge key <<");
    await refuse("A: !!binary aGk=").toThrow("The YAML tag !!binary");
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

describe("readTemplate", () => {
  test.each<[string | object, string]>([
    [{}, "Template format error: At least one Resources member must be defined."],
    [
      { Resources: { Foo: {} } },
      "Template format error: [/Resources/Foo] Every Resources object must contain a Type member.",
    ],
    [{ Resources: { A: { ...THING, Invalid: 1 } } }, "Invalid template resource property 'Invalid'"],
    [{ Resources: { A: { ...THING, UpdatePolicy: {} } } }, "The resource attribute UpdatePolicy"],
    [{ Resources: { "a-b": THING } }, "Template format error: Resource name a-b is non alphanumeric."],
    [
      { Resources: { A: THING }, Outputs: { MyOutput: { Value: null } } },
      "[/Outputs/MyOutput/Value] 'null' values are not allowed in templates",
    ],
    [
      { Resources: { A: THING }, Outputs: { O: {} } },
      "Template format error: Every Outputs member must contain a Value object",
    ],
    [{ Resources: { A: THING }, Foo: {} }, "Invalid template property or properties [Foo]"],
    [{ Resources: { A: THING }, Hooks: {} }, "The template section Hooks is not supported by Portcullis"],
    [
      { Resources: { A: THING }, Parameters: { P: { Type: "AWS::SSM::Parameter::Value<String>" } } },
      "The parameter type AWS::SSM::Parameter::Value<String> is not supported by Portcullis",
    ],
    [
      { Resources: { A: THING }, Parameters: { P: { Type: "Foo" } } },
      "Template format error: Unrecognized parameter type: Foo",
    ],
    [{ Resources: { A: { ...THING, DeletionPolicy: "Keep" } } }, "Unrecognized DeletionPolicy"],
  ])("%j is refused", async (template, message) => {
    await refuseTemplate(template).toThrow(message);
  });
});

test("more than 500 resources are refused", async () => {
  const resources = Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`R${index}`, THING]));
  await refuseTemplate({ Resources: resources }).toThrow(
    "Template format error: Number of resources, 501, is greater than maximum allowed, 500",
  );
});

describe("parameters", () => {
  const check = async (definition: object, given: Record<string, string>) => {
    const template = await readTemplateText({ Parameters: { P: definition }, Resources: { A: THING } });
    return checkParameterValues(template.parameters, new Map(Object.entries(given)));
  };

  test.each<[object, Record<string, string>, string]>([
    [{ Type: "String" }, {}, "Parameters: [P] must have values"],
    [{ Type: "String", Default: "" }, { Q: "1" }, "Parameters: [Q] do not exist in the template"],
    [{ Type: "Number" }, { P: "x" }, "Parameter 'P' must be a number."],
    [{ Type: "List<Number>" }, { P: "1,x" }, "Parameter 'P' must be a number."],
    [{ Type: "String", AllowedValues: ["a"] }, { P: "b" }, "Parameter 'P' must be one of AllowedValues"],
    [{ Type: "String", AllowedPattern: "[a-z]+" }, { P: "a1" }, "Parameter 'P' must match pattern [a-z]+"],
    [{ Type: "String", MinLength: 2 }, { P: "a" }, "Parameter 'P' must contain at least 2 characters"],
    [{ Type: "String", MaxLength: "1" }, { P: "ab" }, "Parameter 'P' must contain at most 1 characters"],
    [{ Type: "String" }, { P: "é".repeat(2_049) }, "Parameter 'P' must not be longer than 4096 bytes"],
    [{ Type: "String", AllowedPattern: "[" }, { P: "a" }, "AllowedPattern [ is no regular expression"],
    [
      { Type: "String", AllowedPattern: "(a+)+b" },
      { P: "a".repeat(4_000) },
      "AllowedPattern (a+)+b takes too long to match",
    ],
    [{ Type: "Number", MinValue: 2 }, { P: "1" }, "Parameter 'P' must be a number not less than 2"],
    [{ Type: "Number", MaxValue: 2 }, { P: "3" }, "Parameter 'P' must be a number not greater than 2"],
    [
      { Type: "String", AllowedPattern: "a", ConstraintDescription: "must be a" },
      { P: "b" },
      "Parameter P failed to satisfy constraint: must be a",
    ],
  ])("%j given %j is refused", async (definition, given, message) => {
    await expect(check(definition, given)).rejects.toThrow(message);
  });

  test("values within the constraints are taken; lists are trimmed", async () => {
    const template = await readTemplateText({
      Parameters: { L: { Type: "CommaDelimitedList" }, N: { Type: "Number", MinValue: 1, Default: 5 } },
      Resources: { A: THING },
    });
    const values = checkParameterValues(template.parameters, new Map([["L", "a, b ,c"]]));
    expect(values.get("N")).toBe("5");
    const definition = template.parameters.get("L");
    expect(definition && parameterValue(definition, values.get("L") ?? "")).toEqual(["a", "b", "c"]);
  });
});
