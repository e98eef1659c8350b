import { describe, expect, test } from "vitest";
import type { Value } from "../../core/ports/resource-provider.ts";
import { heldParts } from "./held-parts.ts";

const ARN = "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:53";

describe("CFN-HELD the Lambda Insights extension", () => {
  const partsOf = (Layers: Value, type = "AWS::Lambda::Function") =>
    heldParts({ logicalId: "F", type, properties: { Layers } }).map(({ property }) => property);

  test.each<[string, Value, boolean]>([
    ["its ARN", [ARN], true],
    ["among others", ["arn:aws:lambda:eu-west-1:123456789012:layer:own:1", ARN], true],
    ["for Arm", [ARN.replace("Extension", "Extension-Arm64")], true],
    [
      "with pseudo parameters",
      [{ "Fn::Sub": ARN.replace("eu-west-1", "${AWS::Region}").replace(":aws:", ":${AWS::Partition}:") }],
      true,
    ],
    ["another layer of AWS", [ARN.replace("Extension", "Other")], false],
    ["of that name in another account", [ARN.replace("580247275435", "123456789012")], false],
    ["without a version", [ARN.replace(":53", "")], false],
    ["a parameter", [{ Ref: "Layer" }], false],
    ["no list", ARN, false],
  ])("CFN-HELD %s", (_title, layers, held) => {
    expect(partsOf(layers)).toEqual(held ? ["the layer LambdaInsightsExtension"] : []);
  });

  test("CFN-HELD of functions alone", () => {
    expect(partsOf([ARN], "AWS::Lambda::EventSourceMapping")).toEqual([]);
  });
});

test("CFN-HELD an alias whose traffic CodeDeploy would move says so, and others say nothing", () => {
  const part = { logicalId: "A", type: "AWS::Lambda::Alias", properties: {} };
  const updatePolicy = { CodeDeployLambdaAliasUpdate: {} };
  expect(heldParts({ ...part, definition: { updatePolicy } })).toEqual([
    { logicalId: "A", type: part.type, property: "UpdatePolicy", why: expect.stringMatching(/^all traffic/) },
  ]);
  expect(heldParts({ ...part, definition: {} })).toEqual([]);
});
