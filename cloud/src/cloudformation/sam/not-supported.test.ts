import { describe, expect, test } from "vitest";
import type { ValueMap } from "../template/value.ts";
import { expandServerless } from "./transform.ts";

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map<string, string>(),
};
const DEFINED = { DefinitionUri: "s3://bucket/flow.json" };
const FUNCTION = { Runtime: "nodejs22.x", Handler: "index.handler", InlineCode: "x" };

function expand(resource: ValueMap): ValueMap {
  const template = { Transform: "AWS::Serverless-2016-10-31", Resources: { Thing: resource } };
  return expandServerless(template, OPTIONS);
}

const serverless = (type: string, properties: ValueMap): ValueMap => ({
  Type: `AWS::Serverless::${type}`,
  Properties: properties,
});

describe("SAM that the real transform has and this one has not is refused by name", () => {
  test.each<[string, ValueMap]>([
    ["The resource type AWS::Serverless::StateMachine", serverless("StateMachine", DEFINED)],
    ["The resource type AWS::Serverless::Connector", serverless("Connector", {})],
    [
      "A Location in the serverless application repository",
      serverless("Application", { Location: { ApplicationId: "a", SemanticVersion: "1.0.0" } }),
    ],
    ["The resource type AWS::Serverless::GraphQLApi", serverless("GraphQLApi", {})],
    [
      "The resource type AWS::Serverless::WebSocketApi",
      serverless("WebSocketApi", {
        RouteSelectionExpression: "$request.body.do",
        Routes: { $default: { FunctionArn: "a" } },
      }),
    ],
    ["The attribute Connectors", { Type: "AWS::S3::Bucket", Connectors: {} }],
    [
      "The property AlwaysDeploy of AWS::Serverless::Api",
      serverless("Api", { StageName: "v1", AlwaysDeploy: true }),
    ],
  ])("%s", (what, resource) => {
    expect(() => expand(resource)).toThrow(
      `Resource with id [Thing] is invalid. ${what} is not supported by Portcullis. See docs/gaps.md.`,
    );
  });

  test("all of it is told at once", () => {
    const template = {
      Resources: { A: serverless("StateMachine", DEFINED), B: serverless("GraphQLApi", {}) },
    };
    expect(() => expandServerless(template, OPTIONS)).toThrow(
      "Number of errors found: 2. Resource with id [A] is invalid. The resource type AWS::Serverless::StateMachine is not supported by Portcullis. See docs/gaps.md. Resource with id [B] is",
    );
  });

  test("what AWS refuses is told in its words alone, and what is not supported is there to be told as well", () => {
    const template = {
      Resources: {
        Machine: serverless("StateMachine", DEFINED),
        Fn: serverless("Function", { ...FUNCTION, Layers: 1 }),
      },
    };
    const mistake = "Resource with id [Fn] is invalid. Type of property 'Layers' is invalid.";
    expect(() => expandServerless(template, OPTIONS)).toThrow(
      expect.objectContaining({
        message: `Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1. ${mistake}`,
        messages: [mistake, expect.stringContaining("AWS::Serverless::StateMachine is not supported")],
      }),
    );
  });

  test("MergeDefinitions where SAM writes the document, with a condition: the real transform writes what nobody reads", () => {
    const event = { Type: "Api", Properties: { RestApiId: { Ref: "Api" }, Path: "/x", Method: "get" } };
    const template = {
      Resources: {
        Api: serverless("Api", { StageName: "v1", MergeDefinitions: true }),
        Fn: { ...serverless("Function", { ...FUNCTION, Events: { E: event } }), Condition: "Here" },
      },
    };
    expect(() => expandServerless(template, OPTIONS)).toThrow(
      "Resource with id [Api] is invalid. MergeDefinitions with a function that has a condition, where SAM writes the document, is not supported by Portcullis.",
    );
  });

  test("a resource type that is none of SAM's goes through: the engine refuses it by name", () => {
    expect(expand({ Type: "AWS::EC2::Vpc" })["Resources"]).toEqual({ Thing: { Type: "AWS::EC2::Vpc" } });
  });
});
