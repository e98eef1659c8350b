import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { StackEngine } from "../../../cloudformation/index.ts";
import { parseTemplateText } from "../../../cloudformation/template/parse.ts";
import { byFamily } from "../../../services/lambda/interpreters/index.ts";
import { runtimeProblem } from "../runtime-warnings.ts";
import { findingText } from "./finding.ts";
import { inspectTemplate } from "./unsupported-parts.ts";

const TYPES = new Set([
  "AWS::ApiGateway::Authorizer",
  "AWS::ApiGateway::Deployment",
  "AWS::ApiGateway::Method",
  "AWS::ApiGateway::RestApi",
  "AWS::ApiGateway::Stage",
  "AWS::IAM::Role",
  "AWS::Lambda::Function",
  "AWS::Lambda::LayerVersion",
  "AWS::Lambda::Permission",
]);

const findInterpreter = byFamily({
  python: (runtime) =>
    runtime === "python3.14"
      ? { missing: "there is no Python 3.14" }
      : { interpreter: { path: "/python3", version: "3.12" }, warning: undefined },
  java: () => ({ missing: "there is no Java" }),
  ruby: () => ({ missing: "there is no Ruby" }),
});

type Unsupported = StackEngine["unsupported"];

/** Refuses types; properties are the engine's own to test. */
const unsupported: Unsupported = async (resources) =>
  resources.flatMap(({ logicalId, type }) => (TYPES.has(type) ? [] : [{ logicalId, type }]));

async function inspected(text: string, parameters: Record<string, string> = {}) {
  return inspectTemplate(await parseTemplateText(text), {
    stackName: "stack",
    unsupported,
    leaveOut: new Set(),
    runtimeProblem: (runtime) => runtimeProblem(runtime, findInterpreter),
    scope: { accountId: "123456789012", region: "eu-west-1" },
    parameters: new Map(Object.entries(parameters)),
  });
}

const partsOf = async (text: string, parameters: Record<string, string> = {}): Promise<string[]> =>
  (await inspected(text, parameters)).findings.map(findingText);

const refusalsOf = async (text: string): Promise<readonly string[]> => (await inspected(text)).refusals;

/** Authorizers, keys and templates in one API: the row of the small projects. */
const ALL_AT_ONCE = `
Transform: AWS::Serverless-2016-10-31
Parameters: { Language: { Type: String, Default: dotnet10 } }
Globals: { Function: { Runtime: !Ref Language, Handler: a.b, CodeUri: src/ } }
Resources:
  Layer: { Type: AWS::Serverless::LayerVersion, Properties: { ContentUri: layer/ } }
  Nested: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: a, SemanticVersion: 1.0.0 } } }
  Queue: { Type: AWS::Kinesis::Stream }
  Later: { Type: AWS::Kinesis::Stream, Condition: Never }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        Authorizers:
          Token: { FunctionArn: !GetAtt Fn.Arn }
          Request: { FunctionArn: !GetAtt Fn.Arn, FunctionPayloadType: REQUEST, Identity: { Headers: [A] } }
  Mapped:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        swagger: "2.0"
        info: { title: Mapped }
        paths:
          /x:
            get:
              x-amazon-apigateway-integration:
                type: mock
                requestTemplates: { application/json: '#set($a = 1)' }
                responses: { default: { statusCode: "200" } }
            post:
              x-amazon-apigateway-integration: { type: http, uri: "http://x", httpMethod: GET }
            x-amazon-apigateway-any-method:
              x-amazon-apigateway-integration:
                type: mock
                responses: { default: { statusCode: "200", responseTemplates: { text/plain: $input.body } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Layers: [!Ref Layer]
      Events:
        Keyed: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /k, Method: get, Auth: { ApiKeyRequired: true } } }
Conditions: { Never: !Equals [a, b] }
`;

describe("inspectTemplate", () => {
  test("everything of one template is told at once, by name", async () => {
    expect(await partsOf(ALL_AT_ONCE, { Language: "dotnet10" })).toEqual([
      "Nested: an application of the serverless application repository",
      "Queue: the type AWS::Kinesis::Stream",
      "Api: the TOKEN authorizer Token",
      "Api: the REQUEST authorizer Request",
      "Api: the API key that GET /k requires",
      "Mapped: a mapping template of GET /x that computes",
      "Mapped: the integration HTTP of POST /x",
      "Mapped: a mapping template of ANY /x that computes",
      "Fn: the runtime dotnet10",
    ]);
  });

  test.each([
    ["Runtime: dotnet8", ["F: the runtime dotnet8"]],
    ["Runtime: java21", ["F: the runtime java21: there is no Java"]],
    ["Runtime: ruby3.4", ["F: the runtime ruby3.4: there is no Ruby"]],
    ["Runtime: python3.12", []],
    ["Runtime: python3.14", ["F: the runtime python3.14: there is no Python 3.14"]],
    ["Runtime: python2.7", []],
    ["Runtime: nodejs22.x", []],
    ["Runtime: nodejs14.x", []],
    ["Runtime: nonsense", []],
    ["Runtime: !Ref R", ["F: the runtime dotnet8"]],
    ["Runtime: !If [A, java21, java17]", []],
  ])("a plain function with %s", async (runtime, expected) => {
    const text = `Resources: { F: { Type: AWS::Lambda::Function, Properties: { ${runtime} } } }`;
    expect(await partsOf(text, { R: "dotnet8" })).toEqual(expected);
  });

  test.each([
    ["dotnet8", /^publish it self-contained as bootstrap .* and name the runtime provided\.al2023$/],
    ["ruby3.4", /^install it, or name one that is there$/],
  ])("what helps a function of %s is said", async (runtime, help) => {
    const text = `Resources: { F: { Type: AWS::Lambda::Function, Properties: { Runtime: ${runtime} } } }`;
    expect((await inspected(text)).findings.map((finding) => finding.help)).toEqual([
      expect.stringMatching(help),
    ]);
  });

  test.each([
    ['"arn:aws:lambda:eu-west-1:017000801446:layer:AWSLambdaPowertoolsPythonV2:60"', undefined],
    [
      '!Sub "arn:${AWS::Partition}:lambda:${AWS::Region}:094274105915:layer:AWSLambdaPowertoolsTypeScriptV2:2"',
      undefined,
    ],
    [
      '"arn:aws:lambda:eu-west-1:336392948345:layer:AWSSDKPandas-Python312:7"',
      "arn:aws:lambda:eu-west-1:336392948345:layer:AWSSDKPandas-Python312:7",
    ],
    [
      '!Sub "arn:aws:lambda:${AWS::Region}:015030872274:layer:AWS-Parameters-and-Secrets-Lambda-Extension:11"',
      "arn:aws:lambda:eu-west-1:015030872274:layer:AWS-Parameters-and-Secrets-Lambda-Extension:11",
    ],
    [
      '"arn:aws:lambda:eu-west-1:017000801446:layer:Powertools:7"',
      "arn:aws:lambda:eu-west-1:017000801446:layer:Powertools:7",
    ],
    [
      '!Sub "arn:${AWS::Partition}:lambda:${AWS::Region}:017000801446:layer:Powertools:7"',
      "arn:aws:lambda:eu-west-1:017000801446:layer:Powertools:7",
    ],
    [
      '"arn:aws:lambda:us-east-2:580247275435:layer:LambdaInsightsExtension:14"',
      "arn:aws:lambda:us-east-2:580247275435:layer:LambdaInsightsExtension:14",
    ],
    [
      '"arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsOther:1"',
      "arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsOther:1",
    ],
    ['"arn:aws:lambda:eu-west-1:580247275435:layer:LambdaInsightsExtension:14"', undefined],
    [
      '!Sub "arn:${AWS::Partition}:lambda:${AWS::Region}:580247275435:layer:LambdaInsightsExtension-Arm64:2"',
      undefined,
    ],
    ['"arn:aws:lambda:eu-west-1:123456789012:layer:own:1"', undefined],
    ['!Sub "arn:aws:lambda:eu-west-1:${AWS::AccountId}:layer:own:1"', undefined],
    ["!Ref Layer", undefined],
  ])("a function with the layer %s", async (layer, named) => {
    const text = `Resources: { F: { Type: AWS::Lambda::Function, Properties: { Layers: [${layer}] } } }`;
    expect(await partsOf(text)).toEqual(
      named === undefined ? [] : [`F: the layer ${named} of another account`],
    );
  });

  test("an HTTP API that SAM makes is told with what makes a REST API of it", async () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  F:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs20.x
      Handler: a.b
      InlineCode: x
      Events: { Get: { Type: HttpApi, Properties: { Path: /x, Method: GET } } }
`;
    const { findings } = await inspected(text);
    expect(findings.find(({ what }) => what === "the type AWS::ApiGatewayV2::Api")?.help).toMatch(
      /^events of Type HttpApi make it, .* events of Type Api make a REST API$/,
    );
  });

  test("an extension is no content to publish: what helps is another thing", async () => {
    const layer = (name: string) => `arn:aws:lambda:eu-west-1:015030872274:layer:${name}:4`;
    const text = `Resources: { F: { Type: AWS::Lambda::Function, Properties: { Layers: [${layer("AWS-AppConfig-Extension")}, ${layer("mine")}] } } }`;
    expect((await inspected(text)).findings.map(({ help }) => help)).toEqual([
      expect.stringMatching(/^it is an extension, and those are not started here/),
      "publish its content as a layer of the project",
    ]);
  });

  test.each([
    ["that sam build makes", "{ PackageType: Image }", "{ Dockerfile: Dockerfile, DockerContext: . }", []],
    ["that is there", "{ PackageType: Image, ImageUri: x }", "{}", []],
    [
      "that nobody makes",
      "{ PackageType: Image }",
      "{}",
      ["Resource with id [F] is invalid. 'ImageUri' must be set."],
    ],
  ])("a function of an image %s", async (_what, properties, metadata, expected) => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources: { F: { Type: AWS::Serverless::Function, Properties: ${properties}, Metadata: ${metadata} } }`;
    expect(await partsOf(text)).toContain("F: a function that is a container image");
    expect(await refusalsOf(text)).toEqual(expected);
  });

  test("plain methods and authorizers; layers are none of them", async () => {
    const text = `
Resources:
  M:
    Type: AWS::ApiGateway::Method
    Properties:
      AuthorizationType: CUSTOM
      ApiKeyRequired: "true"
      Integration: { Type: AWS, IntegrationResponses: [{ StatusCode: 200, ResponseTemplates: { application/json: "$x" } }] }
  Plain:
    Type: AWS::ApiGateway::Method
    Properties:
      ApiKeyRequired: false
      AuthorizationType: COGNITO_USER_POOLS
      Integration:
        Type: AWS_PROXY
        RequestTemplates: { application/json: !Sub "\${AWS::Region}" }
        IntegrationResponses: [{ StatusCode: 200, ResponseParameters: { method.response.header.A: "'$'" } }]
  A: { Type: AWS::ApiGateway::Authorizer, Properties: { Name: ask, Type: REQUEST } }
  C: { Type: AWS::ApiGateway::Authorizer, Properties: { Name: pool, Type: COGNITO_USER_POOLS } }
  L: { Type: AWS::Lambda::LayerVersion, Properties: { Content: ./layer } }
  S: { Type: AWS::Lambda::LayerVersion, Properties: { Content: { S3Bucket: b, S3Key: k } } }
`;
    expect(await partsOf(text)).toEqual([
      "M: the authorization type CUSTOM",
      "M: the API key that it requires",
      "M: the integration AWS of the method",
      "M: a mapping template that computes",
      "A: the REQUEST authorizer ask",
    ]);
  });

  test("of parameter types those that name machines", async () => {
    const found = await partsOf(`
Parameters:
  Zone: { Type: "List<AWS::EC2::AvailabilityZone::Name>", Default: eu-west-1a }
  Setting: { Type: AWS::SSM::Parameter::Name, Default: /a }
  Image: { Type: AWS::EC2::Image::Id, Default: ami-1 }
Resources: { Topic: { Type: AWS::Lambda::Permission } }
`);
    expect(found.filter((text) => text.includes("parameter"))).toEqual([
      "the type AWS::EC2::Image::Id of the parameter Image",
    ]);
  });

  const CONDITIONAL = `
Transform: AWS::Serverless-2016-10-31
Parameters: { Stage: { Type: String } }
Mappings: { Stages: { dev: { full: "no" }, prod: { full: "yes" } } }
Conditions:
  Full: !Equals [!FindInMap [Stages, !Ref Stage, full], "yes"]
  Never: !Equals [a, b]
  Here: !And [!Condition Full, !Equals [!Ref AWS::StackName, stack]]
Resources:
  Queue: { Type: AWS::Kinesis::Stream, Condition: Here }
  Gone: { Type: AWS::Kinesis::Stream, Condition: Never }
  Nested: { Type: AWS::Serverless::Application, Condition: Full, Properties: { Location: { ApplicationId: a, SemanticVersion: 1.0.0 } } }
  Layer: { Type: AWS::Serverless::LayerVersion, Condition: Full, Properties: { ContentUri: layer/ } }
  Fn:
    Type: AWS::Serverless::Function
    Condition: Full
    Properties:
      Runtime: dotnet8
      Handler: a.b
      CodeUri: src/
  Chosen:
    Type: AWS::Serverless::Function
    Properties: { Runtime: !If [Full, dotnet8, nodejs22.x], Handler: a.b, CodeUri: src/ }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      DefinitionBody:
        swagger: "2.0"
        info: { title: t }
        paths:
          /x:
            Fn::If:
              - Full
              - get: { x-amazon-apigateway-integration: { type: http, uri: "http://x", httpMethod: GET } }
              - !Ref AWS::NoValue
`;

  test("what a condition lets in is told with the rest, what it leaves out is not", async () => {
    expect(await partsOf(CONDITIONAL, { Stage: "prod" })).toEqual([
      "Nested: an application of the serverless application repository",
      "Queue: the type AWS::Kinesis::Stream",
      "Fn: the runtime dotnet8",
      "Chosen: the runtime dotnet8",
      "Api: the integration HTTP of GET /x",
    ]);
    expect(await partsOf(CONDITIONAL, { Stage: "dev" })).toEqual([]);
  });

  test("conditions that nothing decides yet are left to the deployment", async () => {
    expect(await partsOf(CONDITIONAL)).toEqual([]);
    expect(await partsOf(CONDITIONAL, { Stage: "none" })).toEqual([]);
  });

  test("snippets of AWS::Include and loops are supported, another macro is not", async () => {
    const macro = (name: string) =>
      `{ Fn::Transform: { Name: ${name}, Parameters: { Location: s3://b/k } } }`;
    const text = (name: string) => `
Transform: [AWS::LanguageExtensions, { Name: AWS::Include, Parameters: { Location: s3://b/k } }]
Resources:
  Plain: { Type: AWS::IAM::Role, Properties: ${macro(name)} }
  Fn::ForEach::Roles: [I, [a, b], { "Role\${I}": { Type: AWS::IAM::Role } }]
`;
    expect(await partsOf(text("AWS::Include"))).toEqual([]);
    expect(await partsOf(text("Mine"))).toEqual(["Plain: the function Fn::Transform"]);
  });

  test("what the expansion refuses is left to the deployment", async () => {
    const text = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Nonsense: 1, Runtime: dotnet8 } }
`;
    expect(await partsOf(text)).toEqual(["Fn: the runtime dotnet8"]);
  });

  test.each(["api", "cognito"])("nothing of the home's own stack %s", async (stack) => {
    const url = new URL(`../../../../../stacks/${stack}/template.yaml`, import.meta.url);
    const template = await parseTemplateText(readFileSync(url, "utf8"));
    const parameters = new Map(
      Object.entries((template["Parameters"] ?? {}) as Record<string, { Default?: unknown }>).map(
        ([name, { Default: value }]) => [name, String(value ?? "x")],
      ),
    );
    const scope = { accountId: "123456789012", region: "eu-west-1" };
    const none: Unsupported = async () => [];
    const options = { stackName: stack, unsupported: none, leaveOut: new Set<string>() };
    const found = await inspectTemplate(template, {
      ...options,
      runtimeProblem: () => undefined,
      scope,
      parameters,
    });
    expect([found.findings, found.refusals]).toEqual([[], []]);
  });
});
