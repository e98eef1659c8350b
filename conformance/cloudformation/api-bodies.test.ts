import { CreateStackCommand, UpdateStackCommand } from "@aws-sdk/client-cloudformation";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { clientsFor } from "../support/clients.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";

const facts = inject("product");
const { cloudformation } = clientsFor(facts);
const StackName = "api-bodies";

/** Versions without quotation marks, no title; `/open` alone is taken out of the default authorizer. */
const template = (variable: string) => `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      Auth:
        DefaultAuthorizer: Pool
        Authorizers:
          Pool: { UserPoolArn: "arn:aws:cognito-idp:eu-west-1:123456789012:userpool/eu-west-1_AbCdEfGhI" }
      DefinitionBody:
        openapi: 3.0
        info: { version: 1.0 }
        paths:
          /open: { get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}:live/invocations" } } }
          /closed: { get: { x-amazon-apigateway-integration: { type: aws_proxy, httpMethod: POST, uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}:live/invocations" } } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      InlineCode: "exports.handler = async ({ stageVariables }) => ({ body: JSON.stringify(stageVariables) });"
      AutoPublishAlias: live
      Events:
        Open: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /open, Method: get, Auth: { Authorizer: NONE, OverrideApiAuth: true } } }
        Closed: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /closed, Method: get, Auth: { Authorizer: NONE } } }
  Extra:
    Type: AWS::ApiGateway::Deployment
    DependsOn: ApiprodStage
    Properties: { RestApiId: !Ref Api, StageName: extra, StageDescription: { Variables: { lamp: "${variable}" } } }
Outputs:
  Api: { Value: !Ref Api }
  Version: { Value: { "Fn::GetAtt": [Fn.Version, Version] } }
`;

const request = (variable: string) => ({
  StackName,
  TemplateBody: template(variable),
  Capabilities: ["CAPABILITY_IAM" as const, "CAPABILITY_AUTO_EXPAND" as const],
});

let url: string;

async function outputs(status: string): Promise<Record<string, string>> {
  const end = await endOf(cloudformation, StackName);
  expect(end?.StackStatus).toBe(status);
  return Object.fromEntries((end?.Outputs ?? []).map((it) => [it.OutputKey, it.OutputValue ?? ""]));
}

beforeAll(async () => {
  await cloudformation.send(new CreateStackCommand(request("on")));
  const { Api, Version } = await outputs("CREATE_COMPLETE");
  expect(Version).toBe("1");
  url = `http://localhost:${facts.port}/_aws/execute-api/${Api}`;
});

afterAll(() => deleteStack(cloudformation, StackName));

test("OverrideApiAuth opens its path; without it an event says nothing of a document's authorizer", async () => {
  expect((await fetch(`${url}/prod/open`)).status).toBe(200);
  expect((await fetch(`${url}/prod/closed`)).status).toBe(401);
});

test("a changed StageDescription is applied while the stage serves", async () => {
  expect(await (await fetch(`${url}/extra/open`)).json()).toEqual({ lamp: "on" });

  await cloudformation.send(new UpdateStackCommand(request("off")));
  await outputs("UPDATE_COMPLETE");

  expect(await (await fetch(`${url}/extra/open`)).json()).toEqual({ lamp: "off" });
});
