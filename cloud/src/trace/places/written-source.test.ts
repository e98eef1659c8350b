import { describe, expect, test } from "vitest";
import { parseTemplateNode } from "./template-node.ts";
import { writtenSource } from "./written-source.ts";

const TEMPLATE = `Globals:
  Function:
    DeploymentPreference: { Type: AllAtOnce }
Resources:
  Hello:
    Type: AWS::Serverless::Function
    Properties:
      Events:
        Get: { Type: HttpApi, Properties: { Path: /, Method: get } }
        Own: { Type: HttpApi, Properties: { ApiId: !Ref Http, Path: /, Method: get } }
        GetMore: { Type: HttpApi }
        Rest: { Type: Api, Properties: { Path: /, Method: get } }
  Planned:
    Type: AWS::Serverless::Api
    Properties:
      Auth:
        UsagePlan: { CreateUsagePlan: SHARED }
      Domain: { DomainName: a.example.com }
  Fn::ForEach::Workers:
    - Name
    - [Red]
    - "Every\${Name}Worker": { Type: AWS::S3::Bucket }
  Fn::ForEach::Outer:
    - Name
    - [Red]
    - Fn::ForEach::Inner:
        - Size
        - [Big]
        - "\${Name}\${Size}Lamp": { Type: AWS::S3::Bucket }
`;

function sourceIn(text: string, logicalId: string): string | undefined {
  const root = parseTemplateNode(text);
  const found = root && writtenSource(root, logicalId);
  return found && `${found.part.line} ${found.cause ?? "-"} of ${found.logicalId} +${found.others}`;
}

describe("what of a template made a resource of its stack", () => {
  test.each([
    ["what is written itself", "Hello", "5 - of Hello +0"],
    ["what is made for a function", "HelloRole", "5 - of Hello +0"],
    ["what is made for an event", "HelloGetPermission", "9 the event Get of Hello +0"],
    ["the event with the longer name", "HelloGetMorePermission", "11 the event GetMore of Hello +0"],
    ["the HTTP API of events that name none", "ServerlessHttpApi", "9 the event Get of Hello +1"],
    ["its stage", "ServerlessHttpApiApiGatewayDefaultStage", "9 the event Get of Hello +1"],
    ["the REST API of events that name none", "ServerlessRestApi", "12 the event Rest of Hello +0"],
    ["the plan that APIs share", "ServerlessUsagePlan", "17 Auth.UsagePlan of Planned +0"],
    ["a domain", "ApiGatewayDomainName0123456789", "18 Domain of Planned +0"],
    ["what the globals ask for", "CodeDeployServiceRole", "3 Function.DeploymentPreference of Globals +0"],
    ["a loop", "EveryRedWorker", "19 the loop of Fn::ForEach::Workers +0"],
    ["a loop in a loop", "RedBigLamp", "23 the loop of Fn::ForEach::Outer +0"],
    ["what nothing is the reason for", "RedWorker", undefined],
  ])("%s", (_what, logicalId, expected) => {
    expect(sourceIn(TEMPLATE, logicalId)).toBe(expected);
  });

  test("of two domains nothing says which", () => {
    const api = "{ Type: AWS::Serverless::Api, Properties: { Domain: {} } }";
    const text = `Resources:\n  A: ${api}\n  B: ${api}\n`;
    expect(sourceIn(text, "RecordSetGroup0123456789")).toBeUndefined();
  });
});
