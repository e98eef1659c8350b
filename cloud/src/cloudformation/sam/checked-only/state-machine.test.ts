import { describe, expect, test } from "vitest";
import type { ValueMap } from "../../template/value.ts";
import { ServerlessRefusal } from "../expansion/errors.ts";
import { expandServerless } from "../transform.ts";

const OPTIONS = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  parameters: new Map<string, string>(),
};
const LACKING =
  "Resource with id [Flow] is invalid. The resource type AWS::Serverless::StateMachine is not supported by Portcullis. See docs/gaps.md.";
const Definition = { StartAt: "A", States: { A: { Type: "Succeed" } } };

function toldOf(properties: ValueMap): readonly string[] {
  const Flow = { Type: "AWS::Serverless::StateMachine", Properties: { Definition, ...properties } };
  try {
    expandServerless({ Resources: { Flow } }, OPTIONS);
  } catch (error) {
    if (error instanceof ServerlessRefusal) return error.messages;
    throw error;
  }
  return [];
}

const event = (Type: string, properties: ValueMap = {}): ValueMap => ({
  Events: { On: { Type, Properties: properties } },
});
const daily = (properties: ValueMap) => event("Schedule", { Schedule: "rate(1 day)", ...properties });
const own = (message: string) => `Resource with id [Flow] is invalid. ${message}`;
const ofEvent = (message: string) => `Resource with id [FlowOn] is invalid. ${message}`;
const letter = (message: string) => `Event with id [FlowOn] is invalid. ${message}`;

describe("a state machine that the real transform refuses is refused in its words", () => {
  test.each<[string, ValueMap]>([
    [own("Property 'Definition' should be a map."), { Definition: "{}" }],
    [
      own("property Definitions not defined for resource of type AWS::Serverless::StateMachine"),
      { Definitions: {} },
    ],
    [own("Type of property 'Policies' is invalid."), { Policies: [1] }],
    [own("Type of property 'UseAliasAsEventTarget' is invalid."), { UseAliasAsEventTarget: "yes" }],
    [
      own("Specify either 'Definition' or 'DefinitionUri' property and not both."),
      { DefinitionUri: "s3://b/k" },
    ],
    [own("Either 'Definition' or 'DefinitionUri' property must be specified."), { Definition: null }],
    [
      own("'DefinitionUri' requires Bucket and Key properties to be specified."),
      { Definition: null, DefinitionUri: { Bucket: "b" } },
    ],
    [
      own(
        "'DefinitionUri' is not a valid S3 Uri of the form 's3://bucket/key' with optional versionId query parameter.",
      ),
      { Definition: null, DefinitionUri: "s3://only-a-bucket" },
    ],
    [
      own("Specify either 'Role' or 'Policies' (but not both at the same time) or neither of them"),
      { Role: "arn:aws:iam::123456789012:role/r", Policies: "AWSLambdaRole" },
    ],
    [
      own("'DeploymentPreference' requires 'AutoPublishAlias' property to be specified."),
      { DeploymentPreference: { Type: "LINEAR" } },
    ],
    [
      own("'UseAliasAsEventTarget' requires 'AutoPublishAlias' property to be specified."),
      { UseAliasAsEventTarget: true },
    ],
    [
      own(
        "Event with id [On] is invalid. Resource dict has missing or invalid value for key Type. Event Type is: SQS.",
      ),
      event("SQS"),
    ],
    [ofEvent("Missing required property 'Schedule'."), event("Schedule")],
    [ofEvent("Missing required property 'Path'."), event("Api", { Method: "get" })],
    [ofEvent("property Cron not defined for resource of type Schedule"), daily({ Cron: "x" })],
    [ofEvent("Property 'Pattern' should be a map."), event("EventBridgeRule", { Pattern: "x" })],
    [
      "Event with id [On] is invalid. State and Enabled Properties cannot both be specified.",
      daily({ State: "ENABLED", Enabled: false }),
    ],
    [
      letter("Name cannot be set when OmitName is True"),
      event("ScheduleV2", { ScheduleExpression: "rate(1 day)", Name: "n", OmitName: true }),
    ],
    [
      letter("You can either define 'Arn' or 'Type' property of DeadLetterConfig."),
      event("CloudWatchEvent", { Pattern: {}, DeadLetterConfig: { Arn: "a", Type: "SQS" } }),
    ],
    [
      letter("The only valid value for 'Type' property of DeadLetterConfig is 'SQS'."),
      daily({ DeadLetterConfig: { Type: "SNS" } }),
    ],
    [
      letter("No 'Arn' or 'Type' property provided for DeadLetterConfig."),
      daily({ DeadLetterConfig: { QueueLogicalId: "Q" } }),
    ],
    [
      letter("QueueLogicalId must be a string"),
      daily({ DeadLetterConfig: { Type: "SQS", QueueLogicalId: { Ref: "Q" } } }),
    ],
  ])("%s", (told, properties) => {
    expect(toldOf(properties)).toEqual([told, LACKING]);
  });
});

describe("a state machine that the real transform takes is only not supported", () => {
  test.each<[string, ValueMap]>([
    ["with its definition", {}],
    [
      "whose definition is a file, for packaging replaces it",
      { Definition: null, DefinitionUri: "flow.asl.json" },
    ],
    ["with an address", { Definition: null, DefinitionUri: "s3://b/k?versionId=v" }],
    ["with policies of both kinds", { Policies: ["AWSLambdaRole", { Statement: [] }] }],
    ["with a route of the implicit API", event("Api", { Path: "/a", Method: "post" })],
    ["with a queue that is made for it", daily({ DeadLetterConfig: { Type: "SQS" } })],
    [
      "with an alias that moves by steps",
      { AutoPublishAlias: "live", DeploymentPreference: { Type: "LINEAR" } },
    ],
  ])("%s", (_what, properties) => {
    expect(toldOf(properties)).toEqual([LACKING]);
  });
});

test("mistakes of state machines are told before those of APIs, which they may add routes to", () => {
  const Resources = {
    Api: { Type: "AWS::Serverless::Api", Properties: {} },
    Flow: { Type: "AWS::Serverless::StateMachine", Properties: {} },
  };
  expect(() => expandServerless({ Resources }, OPTIONS)).toThrow(
    `Number of errors found: 2. ${own("Either 'Definition' or 'DefinitionUri' property must be specified.")} Resource with id [Api] is invalid. Missing required property 'StageName'.`,
  );
});
