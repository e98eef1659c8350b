import { describe, expect, test } from "vitest";
import { parseTemplateText } from "../../../cloudformation/template/parse.ts";
import { findingText } from "./finding.ts";
import { inspectTemplate } from "./unsupported-parts.ts";

const REFUSED_TYPES = ["AWS::Kinesis::Stream", "AWS::CodeDeploy::Application"];

const inspected = async (text: string) =>
  inspectTemplate(await parseTemplateText(text), {
    stackName: "stack",
    unsupported: async (resources) =>
      resources.flatMap(({ logicalId, type }) => (REFUSED_TYPES.includes(type) ? [{ logicalId, type }] : [])),
    leaveOut: new Set(),
    runtimeProblem: (runtime) => (runtime === "dotnet8" ? "the runtime dotnet8" : undefined),
    scope: { accountId: "123456789012", region: "eu-west-1" },
    parameters: new Map(),
  });

/** Reasons of its own, told by nothing but what the transform makes of it. */
const OTHER = `
  Other:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: dotnet8
      Handler: a.b
      CodeUri: s3://b/k
      Policies: [!Sub "arn:\${AWS::Partition}:iam::aws:policy/NoSuchPolicy"]
  Stream: { Type: AWS::Kinesis::Stream }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        swagger: "2.0"
        info: { title: t }
        paths: { /x: { get: { x-amazon-apigateway-integration: { type: http, uri: "http://x", httpMethod: GET } } } }
`;
const OF_OTHER = [
  "Stream: the type AWS::Kinesis::Stream",
  "Other: the runtime dotnet8",
  "OtherRole: the managed policy NoSuchPolicy",
  "Api: the integration HTTP of GET /x",
];

const template = (properties: string, more = "") => `
Transform: AWS::Serverless-2016-10-31
${more}
Resources:
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: a.b
      CodeUri: s3://b/k
      ${properties}
${OTHER}`;

const LAYER = "Layers: [arn:aws:lambda:eu-west-1:111122223333:layer:x:1]";
const OF_LAYER = "Fn: the layer arn:aws:lambda:eu-west-1:111122223333:layer:x:1 of another account";
const EVENT = "Resource with id [Fn] is invalid. Event with id [E] is invalid.";

describe("what the transform refuses hides nothing else", () => {
  test.each<[what: string, template: string, own: readonly string[], refusals: readonly string[]]>([
    [
      "an unknown property",
      template(`Runtime: dotnet8\n      Nonsense: 1\n      ${LAYER}`),
      ["Fn: the runtime dotnet8", OF_LAYER],
      [
        "Resource with id [Fn] is invalid. property Nonsense not defined for resource of type AWS::Serverless::Function",
      ],
    ],
    [
      "two mistakes, told one after the other",
      template(`Runtime: dotnet8\n      Nonsense: 1\n      Folly: 1\n      ${LAYER}`),
      ["Fn: the runtime dotnet8", OF_LAYER],
      ["Nonsense", "Folly"].map(
        (name) =>
          `Resource with id [Fn] is invalid. property ${name} not defined for resource of type AWS::Serverless::Function`,
      ),
    ],
    [
      "a property of another kind",
      template(`Runtime: dotnet8\n      MemorySize: 128\n      Environment: text\n      ${LAYER}`),
      ["Fn: the runtime dotnet8", OF_LAYER],
      ["Resource with id [Fn] is invalid. Type of property 'Environment' is invalid."],
    ],
    [
      "an event",
      template(`Runtime: dotnet8\n      ${LAYER}\n      Events: { E: { Type: Nothing } }`),
      ["Fn: the runtime dotnet8", OF_LAYER],
      [`${EVENT} Resource dict has missing or invalid value for key Type. Event Type is: Nothing.`],
    ],
    [
      "an event beside another that makes what is not supported",
      template(`Runtime: nodejs22.x
      AutoPublishAlias: live
      DeploymentPreference: { Type: Canary10Percent5Minutes }
      Events: { E: { Type: S3, Properties: { Bucket: x } } }`),
      ["ServerlessDeploymentApplication: the type AWS::CodeDeploy::Application"],
      // As the transform has it.
      ["Resource with id [FnE] is invalid. Missing required property 'Events'."],
    ],
    [
      "what lacks",
      template(`Runtime: !Ref AWS::NoValue\n      PackageType: Image\n      ${LAYER}`),
      ["Fn: a function that is a container image", OF_LAYER],
      ["Resource with id [Fn] is invalid. 'ImageUri' must be set."],
    ],
    [
      "a global property",
      template("Runtime: dotnet8", "Globals: { Function: { Nonsense: 1, Timeout: 3 } }"),
      ["Fn: the runtime dotnet8"],
      [expect.stringMatching(/^'Globals' section is invalid. 'Nonsense' is not a supported property/)],
    ],
  ])("%s", async (_what, text, own, refusals) => {
    const found = await inspected(text);
    expect(found.findings.map(findingText).sort()).toEqual([...OF_OTHER, ...own].sort());
    expect(found.refusals).toEqual(refusals);
  });

  test("what only the lack of a refused resource makes wrong is not told", async () => {
    const text = template(`Runtime: dotnet8
      Events: { E: { Type: Api, Properties: { RestApiId: !Ref Named, Path: /a, Method: get, Auth: { Authorizer: Pool } } } }
  Named:
    Type: AWS::Serverless::Api
    Properties: { StageName: v1, Auth: { DefaultAuthorizer: None, Authorizers: { Pool: { UserPoolArn: arn } } } }`);
    const found = await inspected(text);
    expect(found.refusals).toEqual([
      "Resource with id [Named] is invalid. Unable to set DefaultAuthorizer because 'None' was not defined in 'Authorizers'.",
    ]);
    expect(found.findings.map(findingText).sort()).toEqual([...OF_OTHER, "Fn: the runtime dotnet8"].sort());
    expect([...(found.incomplete ?? [])].sort()).toEqual(["Fn", "Named"]);
  });

  test("of a document that is none nothing more is known", async () => {
    const found = await inspected(`Transform: AWS::Serverless-2016-10-31\nResources: { A: 1 }`);
    expect([found.refusals.length, found.incomplete]).toEqual([1, undefined]);
  });
});
