import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import { DeleteRoleCommand, DeleteRolePolicyCommand, IAMClient } from "@aws-sdk/client-iam";
import { AssumeRoleCommand } from "@aws-sdk/client-sts";
import { SignatureV4 } from "@smithy/signature-v4";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { clientsFor } from "../support/clients.ts";
import { Sha256 } from "../support/sha256.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";

const facts = inject("product");
const { cloudformation, sts } = clientsFor(facts);
const iam = new IAMClient({
  endpoint: facts.endpoint,
  region: facts.region,
  credentials: facts.credentials,
  maxAttempts: 1,
});
const StackName = "api-credentials";

/** Who calls the route, and with it the function, by rights of its own. */
const callingRole = (name: string, actions: string) => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { AWS: !Ref AWS::AccountId }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: calls
          PolicyDocument: { Statement: [{ Effect: Allow, Action: [${actions}], Resource: "*" }] }`;

const path = (role: string, more = "") => `
          /${role.toLowerCase()}:
            get:
              x-amazon-apigateway-integration:
                type: aws_proxy
                httpMethod: POST
                uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations${more}`;
const asRole = (role: string) => path(role, `\n                credentials: !GetAtt ${role}.Arn`);
const role = (name: string, service: string, allow: string) => `
  ${name}:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Statement: [{ Effect: Allow, Principal: { Service: ${service} }, Action: sts:AssumeRole }]
      Policies:
        - PolicyName: calls
          PolicyDocument: { Statement: [{ Effect: Allow, Action: ${allow}, Resource: !GetAtt Fn.Arn }] }`;

/** No permission lets API Gateway call the function: who does so is the role of the integration. */
const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: prod
      DefinitionBody:
        openapi: "3.0.1"
        info: { title: roles, version: "1" }
        paths:${asRole("Caller")}${asRole("Reader")}${asRole("Stranger")}${asRole("Leaving")}${path("None")}
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Events:
        Own: { Type: Api, Properties: { Path: /own, Method: get, RestApiId: !Ref OwnApi } }
      InlineCode: "exports.handler = async () => ({ body: 'called' });"${role("Caller", "apigateway.amazonaws.com", "lambda:InvokeFunction")}${role("Reader", "apigateway.amazonaws.com", "lambda:GetFunction")}${role("Stranger", "lambda.amazonaws.com", "lambda:InvokeFunction")}${role("Leaving", "apigateway.amazonaws.com", "lambda:InvokeFunction")}
  OwnApi:
    Type: AWS::Serverless::Api
    Properties: { StageName: prod, Auth: { DefaultAuthorizer: AWS_IAM } }${callingRole("CallsBoth", "execute-api:Invoke, lambda:InvokeFunction")}${callingRole("CallsRoute", "execute-api:Invoke")}${callingRole("CallsFunction", "lambda:InvokeFunction")}
Outputs:
  Api: { Value: !Ref Api }
  OwnApi: { Value: !Ref OwnApi }
  CallsBoth: { Value: !GetAtt CallsBoth.Arn }
  CallsRoute: { Value: !GetAtt CallsRoute.Arn }
  CallsFunction: { Value: !GetAtt CallsFunction.Arn }
  Leaving: { Value: !Ref Leaving }
`;

let url: string;
let leaving: string;
let outputs: Readonly<Record<string, string>>;

beforeAll(async () => {
  await cloudformation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: TEMPLATE,
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    }),
  );
  const end = await endOf(cloudformation, StackName);
  expect(end?.StackStatus).toBe("CREATE_COMPLETE");
  outputs = Object.fromEntries((end?.Outputs ?? []).map((it) => [it.OutputKey, it.OutputValue ?? ""]));
  url = `http://localhost:${facts.port}/_aws/execute-api/${outputs["Api"]}/prod`;
  leaving = outputs["Leaving"] ?? "";
});

afterAll(async () => {
  iam.destroy();
  await deleteStack(cloudformation, StackName);
});

/** Status, body, and what `portcullis explain` says of it. */
async function called(name: string) {
  const reply = await fetch(`${url}/${name}`);
  const answer = [reply.status, await reply.text()];
  const id = reply.headers.get("x-amzn-requestid") ?? "";
  const { out } = await runCli(["explain", id, "--state", facts.stateDir]);
  return { answer, out };
}

const REFUSED = [500, '{"message": "Internal server error"}'];

describe("APIGW-20 an integration with credentials", () => {
  test("a role that trusts API Gateway and may call the function: it is called", async () => {
    expect((await called("caller")).answer).toEqual([200, "called"]);
  });

  test("without credentials the function's own policy decides, and lets nobody in", async () => {
    const { answer, out } = await called("none");
    expect(answer).toEqual(REFUSED);
    expect(out).toContain("apigateway.amazonaws.com");
  });

  test("a role without the permission", async () => {
    const { answer, out } = await called("reader");
    expect(answer).toEqual(REFUSED);
    expect(out).toContain("lambda:InvokeFunction");
  });

  test("a role that trusts another service", async () => {
    const { answer, out } = await called("stranger");
    expect(answer).toEqual(REFUSED);
    expect(out).toContain("the role trusts lambda; let apigateway.amazonaws.com assume it");
  });

  test("a role that is gone", async () => {
    expect((await called("leaving")).answer).toEqual([200, "called"]);
    await iam.send(new DeleteRolePolicyCommand({ RoleName: leaving, PolicyName: "calls" }));
    await iam.send(new DeleteRoleCommand({ RoleName: leaving }));
    const { answer, out } = await called("leaving");
    expect(answer).toEqual(REFUSED);
    expect(out).toContain("there is no role");
  });
});

/** Calls the route signed, by the administrator or in a session of that role. */
async function calledBy(role?: string) {
  const credentials = role === undefined ? facts.credentials : await sessionOf(outputs[role] ?? "");
  const host = `localhost:${facts.port}`;
  const path = `/_aws/execute-api/${outputs["OwnApi"]}/prod/own`;
  const signer = new SignatureV4({
    service: "execute-api",
    region: facts.region,
    credentials,
    sha256: Sha256,
  });
  const { headers } = await signer.sign({
    method: "GET",
    protocol: "http:",
    hostname: host,
    path,
    query: {},
    headers: { host },
  });
  const reply = await fetch(`http://${host}${path}`, { headers });
  return { status: reply.status, body: await reply.text(), id: reply.headers.get("x-amzn-requestid") ?? "" };
}

async function sessionOf(RoleArn: string) {
  const { Credentials } = await sts.send(new AssumeRoleCommand({ RoleArn, RoleSessionName: "caller" }));
  return {
    accessKeyId: Credentials?.AccessKeyId ?? "",
    secretAccessKey: Credentials?.SecretAccessKey ?? "",
    sessionToken: Credentials?.SessionToken ?? "",
  };
}

describe("APIGW-20 SAM's AWS_IAM authorizer: the integration has the caller's credentials", () => {
  test.each([undefined, "CallsBoth"])("who may call route and function: %s", async (role) => {
    expect(await calledBy(role)).toMatchObject({ status: 200, body: "called" });
  });

  test("who may call the route alone", async () => {
    const { status, body, id } = await calledBy("CallsRoute");
    expect([status, body]).toEqual(REFUSED);
    const { out } = await runCli(["explain", id, "--state", facts.stateDir]);
    expect(out).toContain("lambda:InvokeFunction");
  });

  test("who may call the function alone", async () => {
    const { status, body } = await calledBy("CallsFunction");
    expect(status).toBe(403);
    expect(body).toContain("execute-api:Invoke");
  });

  test("nobody", async () => {
    const reply = await fetch(
      `http://localhost:${facts.port}/_aws/execute-api/${outputs["OwnApi"]}/prod/own`,
    );
    expect(reply.status).toBe(403);
  });
});
