import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { checkTemplate } from "./testing/check-template.ts";

const root = mkdtempSync(join(tmpdir(), "portcullis-check-mistakes-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Row {
  readonly line?: number;
  readonly logicalId: string;
}

/** What is told of a template in a folder with sources. */
async function reportOf(name: string, template: string) {
  const { lines } = await checkTemplate(root, name, { template, json: true });
  const [{ mistakes, unsupported }] = JSON.parse(lines[0] ?? "").projects;
  return { mistakes, unsupported };
}

test("portcullis check tells the line of what a text names by its path", async () => {
  const template = `Resources:
  A: { Type: AWS::SQS::Queue }
  B:
    Type: AWS::SQS::Queue
    Condition: { a: b }
`;
  const { mistakes } = await reportOf("by path", template);
  expect(mistakes).toEqual([expect.objectContaining({ line: 5 })]);
  expect(mistakes[0].message).toContain("[/Resources/B/Condition]");
});

test("portcullis check tells that a name may be too long for the folder's name only", async () => {
  const template = `Resources:
  R:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "\${AWS::StackName}-role-of-everything"
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement: [{ Effect: Allow, Principal: { Service: lambda.amazonaws.com }, Action: sts:AssumeRole }]
`;
  const folder = "of-a-stack-that-has-a-name-which-is-very-very-long-indeed";
  const [mistake] = (await reportOf(folder, template)).mistakes;
  expect(mistake).toMatchObject({
    line: 5,
    help: expect.stringContaining(`called ${folder} after its folder`),
  });
  const config =
    '[default.deploy.parameters]\nstack_name = "a-stack-with-a-name-of-its-own-that-is-as-long-as-that"\n';
  writeFileSync(join(root, folder, "samconfig.toml"), config);
  const [other] = (await reportOf(folder, template)).mistakes;
  expect([other.line, other.help]).toEqual([5, undefined]);
});

describe("portcullis check tells every mistake and none that is none", () => {
  test("what the transform refuses of one function does not hide what making the others tells", async () => {
    const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Fn: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: a.b, CodeUri: src/, Timout: 3 } }
  Wrong: { Type: AWS::Serverless::Function, Properties: { Runtime: nodejs22.x, Handler: a.b, CodeUri: src/, MemorySize: 1 } }
  Trail: { Type: AWS::Kinesis::Stream }
Outputs: { Arn: { Value: !GetAtt Fn.Arn } }
`;
    const { mistakes, unsupported } = await reportOf("hidden", template);
    expect(unsupported.map(({ logicalId }: Row) => logicalId)).toEqual(["Trail"]);
    expect(mistakes.map(({ line, logicalId }: Row) => [line, logicalId])).toEqual([
      [3, "Fn"],
      [4, "Wrong"],
    ]);
  });

  test.each([
    [
      "a part of a list",
      `  Rule:
    Type: AWS::IoT::TopicRule
    Properties:
      TopicRulePayload: { Sql: "SELECT * FROM 'a'", Actions: [{ Kinesis: { RoleArn: arn:aws:iam::123456789012:role/r, StreamName: s } }] }
`,
      ["Rule"],
    ],
    [
      "a part of what another needs",
      `  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: a } }
  Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: MOCK, RequestParameters: { integration.request.header.a: method.request.header.a } }
  Now: { Type: AWS::ApiGateway::Deployment, DependsOn: Get, Properties: { RestApiId: !Ref Api } }
`,
      ["Get"],
    ],
    [
      "a serverless type, of which others name what it would make",
      `  Machine: { Type: AWS::Serverless::StateMachine, Properties: { Definition: { StartAt: A } } }
Outputs: { Role: { Value: !Ref MachineRole } }
`,
      ["Machine"],
    ],
    [
      "a serverless type that is no cycle once it is taken apart",
      `  Graph: { Type: AWS::Serverless::GraphQLApi, Properties: { SchemaUri: a, Functions: { A: { DataSource: !Ref Log } } } }
  Log: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: !GetAtt Graph.ApiId } }
`,
      ["Graph"],
    ],
  ])("what is not supported makes no mistake of the rest: %s", async (name, resources, unsupported) => {
    const template = `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources}`;
    const report = await reportOf(name, template);
    expect(report.mistakes).toEqual([]);
    expect(report.unsupported.map(({ logicalId }: Row) => logicalId)).toEqual(unsupported);
  });

  test("what an account has once and no template shows is said beside AWS's text", async () => {
    const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: v1, MethodSettings: [{ HttpMethod: "*", ResourcePath: "/*", LoggingLevel: INFO }] } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: a.b
      CodeUri: src/
      Events: { E: { Type: Api, Properties: { RestApiId: !Ref Api, Path: /a, Method: get } } }
`;
    const [mistake] = (await reportOf("logs-role", template)).mistakes;
    expect(mistake).toMatchObject({
      message: "CloudWatch Logs role ARN must be set in account settings to enable logging",
      help: expect.stringMatching(/^an AWS::ApiGateway::Account with CloudWatchRoleArn/),
    });
  });
});
