import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { readTemplateText } from "../testing/read-template.ts";
import { checkParameterValues, parameterValue } from "./parameter-values.ts";

async function definitionsOf(parameters: object) {
  const template = await readTemplateText({
    Parameters: parameters,
    Resources: { A: { Type: "Test::Fake::Thing" } },
  });
  return template.parameters;
}

/** The value of the parameter `P` when `given`, as `Ref` gives it. */
async function boundValue(definition: object, given: string | undefined): Promise<Value> {
  const definitions = await definitionsOf({ P: definition });
  const values = checkParameterValues(definitions, new Map(given === undefined ? [] : [["P", given]]));
  const [only] = definitions.values();
  return only === undefined ? "" : parameterValue(only, values.get("P") ?? "");
}

interface TypeTable {
  readonly definition: object;
  readonly accepted: readonly (readonly [given: string | undefined, value: Value])[];
  readonly refused: readonly string[];
  readonly text: string;
}

const must = (what: string) => `Parameter 'P' must ${what}`;

const TABLE: Readonly<Record<string, TypeTable>> = {
  String: {
    definition: { Type: "String", Default: "d" },
    accepted: [
      [undefined, "d"],
      ["", ""],
      [" a ", " a "],
      ["a,b", "a,b"],
      ["é".repeat(2048), "é".repeat(2048)],
      ["x".repeat(4096), "x".repeat(4096)],
    ],
    refused: ["x".repeat(4097), "é".repeat(2049)],
    text: must("not be longer than 4096 bytes"),
  },
  Number: {
    definition: { Type: "Number", Default: 5 },
    accepted: [
      [undefined, "5"],
      ["0", "0"],
      ["-1", "-1"],
      ["1.50", "1.50"],
      ["1e3", "1e3"],
    ],
    refused: ["", " ", "x", "1,2", "1x", "NaN", "Infinity", "true"],
    text: must("be a number."),
  },
  "List<Number>": {
    definition: { Type: "List<Number>" },
    accepted: [
      ["1", ["1"]],
      ["1,2", ["1", "2"]],
      [" 1 , 2.5 ", ["1", "2.5"]],
      ["", []],
    ],
    refused: ["x", "1,x", "1,,2", "1,"],
    text: must("be a number."),
  },
  CommaDelimitedList: {
    definition: { Type: "CommaDelimitedList", AllowedValues: ["a", "b", ""] },
    accepted: [
      ["a", ["a"]],
      ["a,b", ["a", "b"]],
      [" a , b ", ["a", "b"]],
      ["", []],
      ["a,", ["a", ""]],
      ["b,b", ["b", "b"]],
    ],
    refused: ["c", "a,c", "A", "a b"],
    text: must("be one of AllowedValues"),
  },
  AllowedValues: {
    definition: { Type: "String", AllowedValues: ["a", "b", 3] },
    accepted: [
      ["a", "a"],
      ["3", "3"],
    ],
    refused: ["", "c", "A", "a,b", "ab"],
    text: must("be one of AllowedValues"),
  },
  "AllowedValues of a number": {
    definition: { Type: "Number", AllowedValues: [1, 2.5] },
    accepted: [
      ["1", "1"],
      ["2.5", "2.5"],
    ],
    refused: ["2", "0"],
    text: must("be one of AllowedValues"),
  },
  AllowedPattern: {
    definition: { Type: "String", AllowedPattern: "[a-z]+|[0-9]{2}" },
    accepted: [
      ["abc", "abc"],
      ["12", "12"],
    ],
    refused: ["", "a1", "123", "Abc", " abc", "abc\n"],
    text: must("match pattern [a-z]+|[0-9]{2}"),
  },
  "AllowedPattern of a list": {
    definition: { Type: "CommaDelimitedList", AllowedPattern: "[a-z]+" },
    accepted: [["a, b", ["a", "b"]]],
    refused: ["a,1", "a,,b"],
    text: must("match pattern [a-z]+"),
  },
  MinLength: {
    definition: { Type: "String", MinLength: 2 },
    accepted: [
      ["ab", "ab"],
      ["abc", "abc"],
    ],
    refused: ["", "a"],
    text: must("contain at least 2 characters"),
  },
  MaxLength: {
    definition: { Type: "String", MaxLength: 2 },
    accepted: [
      ["", ""],
      ["ab", "ab"],
      ["éé", "éé"],
    ],
    refused: ["abc"],
    text: must("contain at most 2 characters"),
  },
  MinValue: {
    definition: { Type: "Number", MinValue: -1.5 },
    accepted: [
      ["-1.5", "-1.5"],
      ["0", "0"],
    ],
    refused: ["-2", "-1.6"],
    text: must("be a number not less than -1.5"),
  },
  MaxValue: {
    definition: { Type: "Number", MaxValue: 0 },
    accepted: [
      ["0", "0"],
      ["-7", "-7"],
    ],
    refused: ["1", "0.1"],
    text: must("be a number not greater than 0"),
  },
  "MaxValue of a list": {
    definition: { Type: "List<Number>", MaxValue: 2 },
    accepted: [["1,2", ["1", "2"]]],
    refused: ["3", "1,3"],
    text: must("be a number not greater than 2"),
  },
  ConstraintDescription: {
    definition: { Type: "String", AllowedPattern: "a+", MaxLength: 2, ConstraintDescription: "one or two a" },
    accepted: [["aa", "aa"]],
    refused: ["b", "aaa"],
    text: "Parameter P failed to satisfy constraint: one or two a",
  },
};

const rows = Object.entries(TABLE);

test.each(
  rows.flatMap(([kind, { definition, accepted }]) =>
    accepted.map(([given, value]) => ({ kind, given, definition, value })),
  ),
)("$kind takes $given", async ({ definition, given, value }) => {
  expect(await boundValue(definition, given)).toEqual(value);
});

test.each(
  rows.flatMap(([kind, { definition, refused, text }]) =>
    refused.map((given) => ({ kind, given, definition, text })),
  ),
)("$kind refuses $given", async ({ definition, given, text }) => {
  await expect(boundValue(definition, given)).rejects.toMatchObject({
    code: "ValidationError",
    message: text,
  });
});

test("CFN-LIMITS a pattern that backtracks for ever is stopped, and the next one works", async () => {
  await expect(boundValue({ Type: "String", AllowedPattern: "(a+)+b" }, "a".repeat(4_000))).rejects.toThrow(
    "Template format error: AllowedPattern (a+)+b takes too long to match",
  );
  expect(await boundValue({ Type: "String", AllowedPattern: "a+" }, "aaa")).toBe("aaa");
});

test("a pattern that is none is refused, where a value is held against it", async () => {
  await expect(boundValue({ Type: "String", AllowedPattern: "[" }, "a")).rejects.toThrow(
    "Template format error: AllowedPattern [ is no regular expression",
  );
});

describe("AWS-specific types of what is held", () => {
  test.each<[type: string, given: string, value: Value]>([
    ["AWS::EC2::VPC::Id", "vpc-0a1b2c3d", "vpc-0a1b2c3d"],
    ["AWS::EC2::Subnet::Id", "subnet-0123456789abcdef0", "subnet-0123456789abcdef0"],
    [
      "List<AWS::EC2::Subnet::Id>",
      "subnet-0a1b2c3d, subnet-0a1b2c3e",
      ["subnet-0a1b2c3d", "subnet-0a1b2c3e"],
    ],
    ["List<AWS::EC2::SecurityGroup::Id>", "sg-0a1b2c3d", ["sg-0a1b2c3d"]],
    ["List<AWS::EC2::AvailabilityZone::Name>", "eu-west-1a,eu-west-1b", ["eu-west-1a", "eu-west-1b"]],
    ["AWS::Route53::HostedZone::Id", "Z0123456789ABC", "Z0123456789ABC"],
  ])("%s takes %s", async (type, given, value) => {
    expect(await boundValue({ Type: type }, given)).toEqual(value);
  });

  test.each([
    ["AWS::EC2::VPC::Id", "", ""],
    ["AWS::EC2::VPC::Id", "subnet-0a1b2c3d", "subnet-0a1b2c3d"],
    ["AWS::EC2::VPC::Id", "vpc-0a1b2c3d,vpc-0a1b2c3e", "vpc-0a1b2c3d,vpc-0a1b2c3e"],
    ["List<AWS::EC2::Subnet::Id>", "", ""],
    ["List<AWS::EC2::Subnet::Id>", "subnet-0a1b2c3d,mine", "mine"],
    ["AWS::EC2::AvailabilityZone::Name", "eu-west-1", "eu-west-1"],
  ])("%s refuses '%s'", async (type, given, wrong) => {
    await expect(boundValue({ Type: type }, given)).rejects.toThrow(
      `Parameter validation failed: parameter value ${wrong} for parameter name P does not exist`,
    );
  });

  test.each(["AWS::EC2::KeyPair::KeyName", "List<AWS::EC2::Volume::Id>", "AWS::EC2::Image::Id"])(
    "%s is refused by name",
    async (type) => {
      await expect(boundValue({ Type: type }, "x")).rejects.toThrow(
        `The parameter type ${type} is not supported`,
      );
    },
  );
});

test("a default must satisfy the constraints too", async () => {
  await expect(boundValue({ Type: "String", Default: "c", AllowedValues: ["a"] }, undefined)).rejects.toThrow(
    "Parameter 'P' must be one of AllowedValues",
  );
});

describe("the names of parameters", () => {
  const TWO = { P: { Type: "String" }, Q: { Type: "String" }, R: { Type: "String", Default: "" } };

  test.each<[string, readonly string[], string]>([
    ["one is missing", ["P"], "Parameters: [Q] must have values"],
    ["two are missing", [], "Parameters: [P, Q] must have values"],
    ["one is unknown", ["P", "Q", "X"], "Parameters: [X] do not exist in the template"],
    ["two are unknown", ["X", "P", "Y"], "Parameters: [X, Y] do not exist in the template"],
    [
      "one is of Object.prototype",
      ["P", "Q", "constructor"],
      "Parameters: [constructor] do not exist in the template",
    ],
  ])("%s", async (_what, names, text) => {
    const definitions = await definitionsOf(TWO);
    const given = new Map(names.map((name) => [name, "x"]));
    expect(() => checkParameterValues(definitions, given)).toThrow(
      expect.objectContaining({ code: "ValidationError", message: text }),
    );
  });

  test("all are there: values in the order of the template, defaults for the others", async () => {
    const given = new Map([
      ["Q", "2"],
      ["P", "1"],
    ]);
    expect([...checkParameterValues(await definitionsOf(TWO), given)]).toEqual([
      ["P", "1"],
      ["Q", "2"],
      ["R", ""],
    ]);
  });
});
