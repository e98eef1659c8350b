import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runProduct } from "../support/product.ts";

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Handler: index.handler, CodeUri: src/ } }
Parameters: { Stage: { Type: String, Default: prod } }
Conditions:
  Prod: !Equals [!Ref Stage, prod]
  Dev: !Not [!Condition Prod]
Resources:
  Queue: { Type: AWS::Kinesis::Stream, Condition: Prod }
  Gone: { Type: AWS::Kinesis::Stream, Condition: Dev }
  Published: { Type: AWS::Serverless::Application, Properties: { Location: { ApplicationId: a, SemanticVersion: 1.0.0 } } }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: v1
      Auth:
        DefaultAuthorizer: Token
        Authorizers:
          Token: { FunctionArn: !GetAtt Snake.Arn }
          Request: { FunctionArn: !GetAtt Snake.Arn, FunctionPayloadType: REQUEST, Identity: { Headers: [A] } }
  Plain: { Type: AWS::ApiGateway::RestApi, Properties: { Name: plain, ApiKeySourceType: AUTHORIZER } }
  Snake:
    Type: AWS::Serverless::Function
    Metadata: { BuildMethod: never-reached }
    Properties:
      Runtime: dotnet10
      Layers: ["arn:aws:lambda:eu-west-1:017000801446:layer:Tools:1"]
      Events: { Get: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /x, Method: get } } }
`;

const root = mkdtempSync(join(tmpdir(), "portcullis-unsupported-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("all that a template has and this cloud has not is told in one message, before the build", async () => {
  const folder = join(root, "garden");
  mkdirSync(folder);
  writeFileSync(join(folder, "template.yaml"), TEMPLATE);

  const { code, output } = await runProduct({ folders: [folder], app: false });

  expect(code).toBe(1);
  expect(output).toContain(
    [
      "the template may be right for AWS; Portcullis does not support all of it yet. Nothing was built or changed.",
      "  Published: an application of the serverless application repository",
      '  Snake: the build method "never-reached"',
      "  Queue: the type AWS::Kinesis::Stream",
      "  Api: the TOKEN authorizer Token",
      "  Api: the REQUEST authorizer Request",
      "  Snake: the runtime dotnet10",
      "  Snake: the layer arn:aws:lambda:eu-west-1:017000801446:layer:Tools:1 of another account",
      "  Plain: ApiKeySourceType AUTHORIZER",
      "`portcullis check` of the folder says where each stands, and what helps. What is missing: docs/gaps.md of Portcullis.",
    ].join("\n"),
  );
  expect(output).not.toMatch(/method never-reached|Invalid Serverless|building/);
});

test("a template that AWS refuses as well is told in AWS's words, with the command that has the place", async () => {
  const folder = join(root, "typing");
  mkdirSync(folder);
  const queue = "Q: { Type: AWS::SQS::Queue, Properties: { QueueName: !Ref Nmae } }";
  writeFileSync(join(folder, "template.yaml"), `Resources:\n  ${queue}\n`);

  const { code, output } = await runProduct({ folders: [folder], app: false });

  expect(code).toBe(1);
  expect(output).toContain(
    "Unresolved resource dependencies [Nmae] in the Resources block of the template\n",
  );
  expect(output).toMatch(/\nTry: npx portcullis check \S*typing\n/);
});
