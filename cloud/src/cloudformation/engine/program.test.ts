import { describe, expect, test } from "vitest";
import { THING } from "../testing/chain.ts";
import { programOf } from "../testing/evaluate.ts";

describe("the program of a template", () => {
  const thing = (properties: object, more: object = {}) => ({ Type: THING, Properties: properties, ...more });

  test.each<[string, object, readonly string[]]>([
    ["by Ref", { B: thing({ v: { Ref: "C" } }), C: thing({}) }, ["C", "B"]],
    ["by GetAtt", { B: thing({ v: { "Fn::GetAtt": ["C", "Arn"] } }), C: thing({}) }, ["C", "B"]],
    ["by Sub", { B: thing({ v: { "Fn::Sub": "${C}" } }), C: thing({}) }, ["C", "B"]],
    ["by Sub of an attribute", { B: thing({ v: { "Fn::Sub": "${C.Arn}" } }), C: thing({}) }, ["C", "B"]],
    [
      "by a variable of Sub",
      { B: thing({ v: { "Fn::Sub": ["${x}", { x: { Ref: "C" } }] } }), C: thing({}) },
      ["C", "B"],
    ],
    ["by DependsOn", { B: thing({}, { DependsOn: "C" }), C: thing({}) }, ["C", "B"]],
    ["by a list of DependsOn", { B: thing({}, { DependsOn: ["C"] }), C: thing({}) }, ["C", "B"]],
    [
      "deep inside",
      { B: thing({ v: [{ w: { "Fn::Join": ["", [{ Ref: "C" }]] } }] }), C: thing({}) },
      ["C", "B"],
    ],
    [
      "by the branch taken",
      { B: thing({ v: { "Fn::If": ["Yes", { Ref: "C" }, 1] } }), C: thing({}) },
      ["C", "B"],
    ],
    [
      "not by the other",
      { B: thing({ v: { "Fn::If": ["No", { Ref: "C" }, 1] } }), C: thing({}) },
      ["B", "C"],
    ],
    [
      "not by a variable's name",
      { B: thing({ v: { "Fn::Sub": ["${C}", { C: "x" }] } }), C: thing({}) },
      ["B", "C"],
    ],
    ["not by a literal", { B: thing({ v: { "Fn::Sub": "${!C}" } }), C: thing({}) }, ["B", "C"]],
    ["in template order otherwise", { C: thing({}), B: thing({}), A: thing({}) }, ["C", "B", "A"]],
    [
      "without what its condition leaves out",
      { B: thing({}, { Condition: "No" }), C: thing({}, { Condition: "Yes", DependsOn: "B" }) },
      ["C"],
    ],
  ])("orders %s", async (_how, resources, order) => {
    const program = await programOf({ Resources: resources });
    expect(program.resources.map(({ logicalId }) => logicalId)).toEqual(order);
  });

  test.each<[string, object, string]>([
    [
      "DependsOn of nothing",
      { Resources: { B: thing({}, { DependsOn: "C" }) } },
      "Template format error: Unresolved resource dependencies [C] in the Resources block of the template",
    ],
    [
      "an unknown condition of a resource",
      { Resources: { B: thing({}, { Condition: "Nope" }) } },
      "Template format error: Unresolved condition dependency Nope in the Resources block of the template",
    ],
    [
      "an unknown condition of an output",
      { Outputs: { O: { Value: "x", Condition: "Nope" } } },
      "Template format error: Unresolved condition dependency Nope in the Outputs block of the template",
    ],
    [
      "an unknown condition in an output",
      { Outputs: { O: { Value: { "Fn::If": ["Nope", 1, 2] } } } },
      "Template error: unresolved condition dependency Nope in Fn::If",
    ],
    [
      "an output of nothing",
      { Outputs: { O: { Value: { Ref: "Nope" } } } },
      "Template format error: Unresolved resource dependencies [Nope] in the Outputs block of the template",
    ],
    [
      "an output of a resource whose condition is false",
      {
        Conditions: { No: { "Fn::Equals": [1, 2] } },
        Resources: { A: thing({}), B: thing({}, { Condition: "No" }) },
        Outputs: { O: { Value: { Ref: "B" } } },
      },
      "Unresolved resource dependencies [B] in the Outputs block of the template",
    ],
    [
      "an attribute of nothing in an export's name",
      { Outputs: { O: { Value: "x", Export: { Name: { "Fn::Sub": "${Nope.Arn}" } } } } },
      "Template format error: Unresolved resource dependencies [Nope] in the Outputs block of the template",
    ],
    [
      "a thing that needs itself",
      { Resources: { B: thing({ v: { Ref: "B" } }) } },
      "Circular dependency between resources: [B]",
    ],
    [
      "a circle by DependsOn",
      { Resources: { B: thing({}, { DependsOn: "C" }), C: thing({}, { DependsOn: ["B"] }) } },
      "Circular dependency between resources: [B, C]",
    ],
    [
      "Fn::ImportValue in a condition",
      { Conditions: { C: { "Fn::Equals": [{ "Fn::ImportValue": "x" }, "x"] } } },
      "Template error: Fn::ImportValue cannot be used in the Conditions block of the template",
    ],
  ])("refuses %s", async (_what, more, text) => {
    await expect(programOf(more)).rejects.toMatchObject({ code: "ValidationError", message: text });
  });
});
