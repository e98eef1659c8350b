import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { deployment, harness } from "../testing/harness.ts";

const THING = "Test::Fake::Thing";

const template = (value: Value, more: object = {}) => ({
  Transform: "AWS::LanguageExtensions",
  Parameters: { Stage: { Type: "String", Default: "prod" }, Which: { Type: "String", Default: "Test" } },
  Mappings: { Names: { prod: { thing: "Prod" }, test: { thing: "Test" } } },
  Conditions: { IsProd: { "Fn::Equals": [{ Ref: "Stage" }, "prod"] } },
  Resources: {
    Prod: { Type: THING },
    Test: { Type: THING },
    Last: { Type: THING, Properties: { Value: value } },
  },
  ...more,
});

const OUTPUTS = {
  Prod: { Value: { Ref: "Prod" } },
  Test: { Value: { Ref: "Test" } },
  Arn: { Value: { "Fn::GetAtt": "Prod.Arn" } },
  Stage: { Value: { Ref: "Stage" } },
};

/** What the value is, and what the names are that it may mean. */
async function deployed(value: Value, more: object = {}) {
  const Outputs = { ...OUTPUTS, Made: { Value: value } };
  return (await harness().engine.deploy(deployment(template(value, { Outputs, ...more })))).outputs;
}

const FOUND = { "Fn::FindInMap": ["Names", { Ref: "Stage" }, "thing"] };

describe("AWS::LanguageExtensions lets functions make names", () => {
  test.each<[string, Value, keyof typeof OUTPUTS]>([
    ["a mapping", { Ref: FOUND }, "Prod"],
    ["a condition", { Ref: { "Fn::If": ["IsProd", "Test", "Prod"] } }, "Test"],
    ["a text", { Ref: { "Fn::Join": ["", ["Te", "st"]] } }, "Test"],
    ["a text that names a parameter", { Ref: { "Fn::Join": ["", ["Sta", "ge"]] } }, "Stage"],
    ["a parameter that names another", { Ref: { Ref: "Which" } }, "Test"],
    ["a name that is made itself", { Ref: { Ref: { "Fn::Join": ["", ["Wh", "ich"]] } } }, "Test"],
    ["an attribute's resource", { "Fn::GetAtt": [FOUND, "Arn"] }, "Arn"],
    ["deep in a value", { "Fn::Join": ["", [{ Ref: FOUND }]] }, "Prod"],
  ])("by %s", async (_what, value, expected) => {
    const outputs = await deployed(value);
    expect(outputs["Made"]).toBe(outputs[expected]);
  });

  test("in conditions and outputs; what is named is a dependency", async () => {
    const cloud = harness();
    const made = await cloud.engine.deploy(
      deployment(
        template("", {
          Conditions: { IsProd: { "Fn::Equals": [{ Ref: { "Fn::Sub": "Stage" } }, "prod"] } },
          Resources: {
            First: {
              Type: THING,
              Properties: { Value: { Ref: { "Fn::If": ["IsProd", "Second", "Third"] } } },
            },
            Second: { Type: THING },
            Third: { Type: THING, Condition: "IsProd" },
          },
          Outputs: { Name: { Value: { Ref: { "Fn::Join": ["", ["Sec", "ond"]] } } } },
        }),
      ),
    );
    expect(made.outputs).toEqual({ Name: expect.stringMatching(/^Second-/) });
    expect(cloud.world.calls).toEqual(["create Second", "create First", "create Third"]);
  });

  test.each<[string, Value, string]>([
    ["of a resource", { Ref: { Ref: "Prod" } }, "The function in Ref must not need a resource or an export."],
    ["of an attribute", { Ref: { "Fn::GetAtt": ["Prod", "Arn"] } }, "must not need a resource or an export."],
    [
      "of an export",
      { "Fn::GetAtt": [{ "Fn::ImportValue": "x" }, "Arn"] },
      "The function in Fn::GetAtt must not",
    ],
    ["of nothing", { Ref: { Ref: "AWS::NoValue" } }, "The function in Ref must make a name."],
    ["of a list", { Ref: { "Fn::Split": [",", "a,b"] } }, "The function in Ref must make a name."],
    ["of what is no function", { Ref: { Stage: "x" } }, "The function in Ref must make a name."],
    [
      "of a resource that is not there",
      { Ref: { "Fn::Sub": "Nobody" } },
      "Unresolved resource dependencies [Nobody]",
    ],
  ])("not %s", async (_what, value, message) => {
    await expect(deployed(value)).rejects.toThrow(message);
  });

  test.each<[Value, string]>([
    [{ Ref: FOUND }, "every Ref object must have a single String value."],
    [{ "Fn::GetAtt": [FOUND, "Arn"] }, "every Fn::GetAtt object requires two non-empty parameters"],
  ])("without the transform %j is wrong", async (value, message) => {
    await expect(deployed(value, { Transform: [] })).rejects.toThrow(message);
  });
});
