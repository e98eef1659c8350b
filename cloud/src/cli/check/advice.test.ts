import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startCloud } from "../../library/start-cloud.ts";
import { checkTemplate } from "./testing/check-template.ts";

const root = mkdtempSync(join(tmpdir(), "portcullis-check-advice-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

test("a role that the account has from before is noted, and everything else of its functions tried", async () => {
  const fn = (role: string, more = "") =>
    `{ Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: src/, Role: ${role}${more} } }`;
  const labRole = "arn:aws:iam::123456789012:role/LabRole";
  const template = `Resources:
  Reader: ${fn(labRole)}
  Writer: ${fn(labRole, ", MemorySize: 7")}
  Distrusted: ${fn("!GetAtt Other.Arn")}
  Url: { Type: AWS::Lambda::Url, Properties: { TargetFunctionArn: !Ref Reader, AuthType: NONE } }
  Other:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: events.amazonaws.com }, Action: "sts:AssumeRole" }]
`;
  const { exitCode, lines } = await checkTemplate(root, "with a role", { template });
  expect(exitCode).toBe(2);
  expect(lines.slice(2)).toEqual([
    expect.stringMatching(/yaml:3 {2}Writer: .*Value '7' at 'memorySize' failed/),
    "    with-a-role/template.yaml:4  Distrusted: The role defined for the function cannot be assumed by Lambda.",
    "  note: no checked folder makes the role LabRole: it has to be there before",
  ]);
});

test("a role of another account names the flag that makes this cloud that account", async () => {
  const role = "arn:aws:iam::210987654321:role/service-role/lab";
  const template = `Resources:
  Reader:
    Type: AWS::Lambda::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: src/, Role: ${role} }
`;
  const { lines } = await checkTemplate(root, "foreign", { template });
  expect(lines.slice(2)).toEqual([
    "    foreign/template.yaml:2  Reader: Cross-account pass role is not allowed.",
    "      the role is of the account 210987654321; --account 210987654321 makes this cloud that account",
  ]);
  const { exitCode } = await checkTemplate(root, "at home", { template, account: "210987654321" });
  expect(exitCode).toBe(0);
});

test("who leaves the transform out is told, here and by a deployment", async () => {
  const template = `Resources:
  Reader:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, CodeUri: src/ }
`;
  const { exitCode, lines } = await checkTemplate(root, "untransformed", { template });
  expect(exitCode).toBe(2);
  expect(lines.slice(2)).toEqual([
    expect.stringContaining(
      "Template format error: Unrecognized resource types: [AWS::Serverless::Function]",
    ),
    "      the line Transform: AWS::Serverless-2016-10-31 at the top of the template makes them known",
  ]);
  const cloud = await startCloud();
  await expect(cloud.deploy({ name: "untransformed", template })).rejects.toThrow(
    "Template format error: Unrecognized resource types: [AWS::Serverless::Function]",
  );
  await cloud.close();
});

test("a name that is none has the one that was probably meant", async () => {
  const template = `Resources:
  People:
    Type: AWS::Cognito::UserPool
    Properties: { UserPoolTier: LITE }
  Client:
    Type: AWS::Cognito::UserPoolClient
    Properties: { UserPoolId: !Ref People, ExplicitAuthFlow: [ALLOW_USER_SRP_AUTH] }
  App: { Type: AWS::Cognito::UserPoolCleint, Properties: { UserPoolId: !Ref People } }
`;
  const { lines } = await checkTemplate(root, "spelt", { template });
  expect(lines.filter((line) => line.endsWith("meant?"))).toEqual([
    "      is ExplicitAuthFlows meant?",
    "      is AWS::Cognito::UserPoolClient meant?",
  ]);
});

test("what helps several mistakes in a row is said once", async () => {
  const fn = (runtime: string) =>
    `{ Type: AWS::Serverless::Function, Properties: { Runtime: ${runtime}, Handler: index.handler, CodeUri: src/ } }`;
  const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  One: ${fn("nodejs16.x")}
  Two: ${fn("nodejs14.x")}
  A: ${fn("dotnet6")}
`;
  const { lines } = await checkTemplate(root, "retired", { template });
  expect(lines.slice(2)).toEqual([
    expect.stringContaining("retired/template.yaml:3  One: The runtime parameter of nodejs16.x is no longer"),
    expect.stringContaining("retired/template.yaml:4  Two: The runtime parameter of nodejs14.x is no longer"),
    "      AWS has retired it: name a newer one, or run it here all the same with --allow-retired-runtimes",
    expect.stringContaining("retired/template.yaml:5  A: The runtime parameter of dotnet6 is no longer"),
    "      AWS has retired it, and nothing here runs it: name a newer one",
  ]);
});
