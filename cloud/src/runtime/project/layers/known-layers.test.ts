import { expect, test } from "vitest";
import { layerTextOf, standInFor } from "./known-layers.ts";

const SCOPE = { accountId: "123456789012", region: "eu-west-1" };
const PYTHON = "arn:aws:lambda:eu-west-1:017000801446:layer:";
const TYPESCRIPT = "arn:aws:lambda:eu-west-1:094274105915:layer:";

test.each<[arn: string, packages: readonly string[]]>([
  [`${PYTHON}AWSLambdaPowertoolsPython:39`, ["aws-lambda-powertools[pydantic]==1.31.1"]],
  [`${PYTHON}AWSLambdaPowertoolsPythonV2:60`, ["aws-lambda-powertools[all,aws-sdk]>=2,<3"]],
  [`${PYTHON}AWSLambdaPowertoolsPythonV2:59`, ["aws-lambda-powertools[all,aws-sdk]==2.31.0"]],
  [`${PYTHON}AWSLambdaPowertoolsPythonV2-Arm64:69`, ["aws-lambda-powertools[all,aws-sdk]==2.37.0"]],
  [`${PYTHON}AWSLambdaPowertoolsPythonV3-python312-x86_64:3`, ["aws-lambda-powertools[all,aws-sdk]==3.2.0"]],
  [`${PYTHON}AWSLambdaPowertoolsPythonV3-python313-arm64:999`, ["aws-lambda-powertools[all,aws-sdk]>=3,<4"]],
])("%s is %j", (arn, packages) => {
  expect(standInFor(arn, SCOPE)).toMatchObject({ arn, family: "python", packages });
});

test.each<[arn: string, names: readonly string[], version: string]>([
  [`${TYPESCRIPT}AWSLambdaPowertoolsTypeScript:20`, ["commons", "logger", "metrics", "tracer"], "1.13.1"],
  [
    `${TYPESCRIPT}AWSLambdaPowertoolsTypeScript:29`,
    ["commons", "logger", "metrics", "tracer", "parameters", "idempotency", "batch"],
    "1.18.1",
  ],
  [
    `${TYPESCRIPT}AWSLambdaPowertoolsTypeScriptV2:3`,
    ["commons", "logger", "metrics", "tracer", "parameters", "idempotency", "batch"],
    "2.0.3",
  ],
  [
    `${TYPESCRIPT}AWSLambdaPowertoolsTypeScriptV2:999`,
    [
      "commons",
      "logger",
      "metrics",
      "tracer",
      "parameters",
      "idempotency",
      "batch",
      "jmespath",
      "parser",
      "event-handler",
    ],
    "2",
  ],
])("%s is %j of %s", (arn, names, version) => {
  const { packages = [], family } = standInFor(arn, SCOPE) ?? {};
  const own = packages.filter((name) => name.startsWith("@aws-lambda-powertools/"));
  expect(own).toEqual(names.map((name) => `@aws-lambda-powertools/${name}@${version}`));
  expect(packages.length - own.length).toBe(5);
  expect(family).toBe("node");
});

test.each([
  ["another region", "arn:aws:lambda:us-east-1:017000801446:layer:AWSLambdaPowertoolsPythonV2:60"],
  ["another account", "arn:aws:lambda:eu-west-1:111122223333:layer:AWSLambdaPowertoolsPythonV2:60"],
  ["another layer of the publisher", `${PYTHON}Other:60`],
  ["no version", `${PYTHON}AWSLambdaPowertoolsPythonV2`],
  ["another publisher's of this name", `${TYPESCRIPT}AWSLambdaPowertoolsPythonV2:60`],
])("%s has none", (_what, arn) => {
  expect(standInFor(arn, SCOPE)).toBeUndefined();
});

test("which version the layer has is said, or that it is not known", () => {
  expect(standInFor(`${TYPESCRIPT}AWSLambdaPowertoolsTypeScriptV2:2`, SCOPE)?.what).toBe(
    "the package @aws-lambda-powertools/* 2.0.2",
  );
  expect(standInFor(`${PYTHON}AWSLambdaPowertoolsPythonV2:1`, SCOPE)?.what).toBe(
    "the package aws-lambda-powertools 2 (the newest of it: which one the layer has is not known here)",
  );
});

test.each([
  ["arn:x", "arn:x"],
  [
    { "Fn::Sub": "arn:${AWS::Partition}:${AWS::Region}:${AWS::AccountId}:${Number}" },
    "arn:aws:eu-west-1:123456789012:7",
  ],
  [{ "Fn::Sub": "arn:${Layer}" }, "arn:${Layer}"],
  [{ Ref: "Number" }, "7"],
  [{ Ref: "Layer" }, undefined],
  [{ "Fn::GetAtt": ["A", "B"] }, undefined],
])("the item %j is %j", (layer, text) => {
  expect(layerTextOf(layer, { scope: SCOPE, parameters: new Map([["Number", "7"]]) })).toBe(text);
});
