import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { THING } from "../testing/chain.ts";
import { programOf, resolveProperty as resolve } from "../testing/evaluate.ts";
import { NO_VALUE } from "./shared/function.ts";

describe("resolve", () => {
  test.each<[Value, unknown]>([
    [{ Ref: "Name" }, "gate"],
    [{ Ref: "List" }, ["a", "b"]],
    [{ Ref: "A" }, "a-1"],
    [{ Ref: "AWS::Region" }, "eu-west-1"],
    [{ Ref: "AWS::StackName" }, "st"],
    [{ Ref: "AWS::NoValue" }, NO_VALUE],
    [{ "Fn::GetAtt": ["A", "Deep.Er"] }, "deep"],
    [{ "Fn::GetAtt": "A.Arn" }, "arn:a"],
    [{ "Fn::Sub": "${Name}/${A.Arn}/${!Kept}/${AWS::Partition}" }, "gate/arn:a/${Kept}/aws"],
    [{ "Fn::Sub": ["${x}-${Name}", { x: { Ref: "A" }, Name: "own" }] }, "a-1-own"],
    [{ "Fn::Join": ["-", ["a", { Ref: "Name" }]] }, "a-gate"],
    [{ "Fn::Join": [",", { Ref: "List" }] }, "a,b"],
    [{ "Fn::Join": ["-", ["a", { Ref: "AWS::NoValue" }]] }, "a"],
    [{ "Fn::Split": [":", "a:b"] }, ["a", "b"]],
    [{ "Fn::Select": ["1", { "Fn::Split": [":", "a:b"] }] }, "b"],
    [{ "Fn::If": ["Yes", 1, { "Fn::GetAtt": ["A", "Nothing"] }] }, 1],
    [{ "Fn::If": ["Either", "e", "n"] }, "e"],
    [{ "Fn::If": ["Both", "b", { Ref: "AWS::NoValue" }] }, NO_VALUE],
    [{ "Fn::FindInMap": ["Map", "top", "second"] }, "mapped"],
    [{ "Fn::Base64": { Ref: "Name" } }, "Z2F0ZQ=="],
    [{ "Fn::ImportValue": { "Fn::Sub": "exported" } }, "from-afar"],
    [{ "Fn::Length": { "Fn::Split": [",", "a,b,c"] } }, 3],
    [{ "Fn::Length": { Ref: "List" } }, 2],
    [{ "Fn::Length": [] }, 0],
    [{ "Fn::ToJsonString": { name: { Ref: "Name" }, drop: { Ref: "AWS::NoValue" } } }, '{"name":"gate"}'],
    [{ "Fn::ToJsonString": [1, { Ref: "A" }] }, '[1,"a-1"]'],
    [{ "Fn::GetAZs": "" }, ["eu-west-1a", "eu-west-1b", "eu-west-1c"]],
    [
      { keep: 1, drop: { Ref: "AWS::NoValue" }, list: [{ Ref: "AWS::NoValue" }, 2] },
      { keep: 1, list: [2] },
    ],
    [
      { Statement: { Condition: { Bool: { x: "true" } } } },
      { Statement: { Condition: { Bool: { x: "true" } } } },
    ],
  ])("%j", async (value, expected) => {
    expect(await resolve(value)).toEqual(expected);
  });

  test.each<[Value, string]>([
    [{ "Fn::Join": ["x"] }, "Template error: every Fn::Join object requires two parameters"],
    [{ "Fn::Select": [1] }, "Template error: Fn::Select requires a list argument with two elements"],
    [{ "Fn::Select": [5, ["a"]] }, "Template error: Fn::Select cannot select nonexistent value at index 5"],
    [{ "Fn::GetAtt": ["A"] }, "Template error: every Fn::GetAtt object requires two non-empty parameters"],
    [{ "Fn::GetAtt": ["A", "Nope"] }, "resource A does not support attribute type Nope in Fn::GetAtt"],
    [{ "Fn::GetAtt": ["Missing", "Arn"] }, "instance of Fn::GetAtt references undefined resource Missing"],
    [{ "Fn::FindInMap": ["Map", "top", "none"] }, "Template error: Unable to get mapping for Map::top::none"],
    [{ "Fn::FindInMap": ["Map", "constructor", "name"] }, "Unable to get mapping for Map::constructor::name"],
    [{ "Fn::If": ["Nope", 1, 2] }, "Template error: unresolved condition dependency Nope in Fn::If"],
    [{ "Fn::ImportValue": "none" }, "No export named none found"],
    [{ "Fn::Sub": "${ a b }" }, "variable names in Fn::Sub syntax"],
    [{ "Fn::Length": "abc" }, "Template error: Fn::Length requires a list"],
    [{ "Fn::Length": { Ref: "Name" } }, "Template error: Fn::Length requires a list"],
    [{ "Fn::ToJsonString": "x" }, "Template error: Fn::ToJsonString requires an object or an array"],
    [
      { "Fn::ToJsonString": { Ref: "Name" } },
      "Template error: Fn::ToJsonString requires an object or an array",
    ],
    [{ "Fn::Foo": 1 }, "Encountered unsupported function: Fn::Foo"],
    [
      { "Fn::GetStackOutput": ["a", "b"] },
      "The intrinsic function Fn::GetStackOutput is not supported by Portcullis",
    ],
    [{ Ref: "Missing" }, "Unresolved resource dependencies [Missing] in the Resources block of the template"],
    [
      "a}} {{resolve:x} {{resolve:ssm-secure:x}}",
      "The dynamic reference {{resolve:ssm-secure:x}} is not supported by Portcullis",
    ],
    [
      "{{resolve:ssm-secure:x}}",
      "The dynamic reference {{resolve:ssm-secure:x}} is not supported by Portcullis",
    ],
    ["{{resolve:x}}", "The dynamic reference {{resolve:x}} is not supported by Portcullis"],
  ])("%j is refused", async (value, message) => {
    await expect(resolve(value)).rejects.toThrow(message);
  });
});

describe("createProgram", () => {
  test("orders by references and DependsOn, keeps template order among the free", async () => {
    const program = await programOf({
      Resources: {
        D: { Type: THING, DependsOn: ["B"] },
        C: { Type: THING, Properties: { v: { "Fn::Sub": "${B.Arn}" } } },
        B: { Type: THING, Properties: { v: { Ref: "A" } } },
        A: { Type: THING },
      },
    });
    expect(program.resources.map(({ logicalId }) => logicalId)).toEqual(["A", "B", "D", "C"]);
  });

  test("a cycle is refused with its members only", async () => {
    const ref = (name: string) => ({ Type: THING, Properties: { v: { Ref: name } } });
    const cycle = programOf({ Resources: { A: ref("B"), B: ref("A"), C: ref("A") } });
    await expect(cycle).rejects.toThrow("Circular dependency between resources: [A, B]");
  });

  test("a reference to a resource whose condition is false is refused, unless no branch takes it", async () => {
    const resources = (value: object) => ({
      Resources: { Off: { Type: THING, Condition: "No" }, B: { Type: THING, Properties: { value } } },
    });
    await expect(programOf(resources({ "Fn::GetAtt": ["Off", "Arn"] }))).rejects.toThrow(
      "Template format error: Unresolved resource dependencies [Off] in the Resources block of the template",
    );
    const program = await programOf(resources({ "Fn::If": ["No", { Ref: "Off" }, "x"] }));
    expect(program.resources.map(({ logicalId }) => logicalId)).toEqual(["B"]);
    await expect(
      programOf({
        Resources: { Off: { Type: THING, Condition: "No" } },
        Outputs: { O: { Value: { Ref: "Off" } } },
      }),
    ).rejects.toThrow("Unresolved resource dependencies [Off] in the Outputs block of the template");
  });

  test("conditions see parameters only and do not go in circles", async () => {
    const conditions = (Conditions: object) => programOf({ Conditions });
    await expect(conditions({ C: { "Fn::Equals": [{ Ref: "A" }, 1] } })).rejects.toThrow(
      "Unresolved dependencies [A]. Cannot reference resources in the Conditions block of the template",
    );
    const circle = { X: { "Fn::Not": [{ Condition: "Y" }] }, Y: { "Fn::Not": [{ Condition: "X" }] } };
    await expect(conditions(circle)).rejects.toThrow("Circular dependency between conditions");
  });
});
