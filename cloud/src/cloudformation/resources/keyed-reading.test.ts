import { ValidateTemplateCommand } from "@aws-sdk/client-cloudformation";
import {
  CreateBucketCommand,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { zipOf } from "../../services/lambda/testing/service.ts";
import { listen } from "../../wire/testing/listen.ts";
import { allow, type RightsCloud, rightsCloud } from "../testing/rights.ts";

const OBJECTS = {
  "child.json": JSON.stringify({ Resources: { Log: { Type: "AWS::Logs::LogGroup" } } }),
  "snippet.json": JSON.stringify({ RetentionInDays: 7 }),
  "api.json": JSON.stringify({ swagger: "2.0", info: { title: "sealed", version: "1" }, paths: {} }),
  "code.zip": zipOf({ "index.js": "exports.handler = async () => 1;" }),
};
const TemplateURL = "https://s3.eu-west-1.amazonaws.com/sealed/child.json";
const trust = { Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } };

/** What a stack reads of the bucket. */
const READING = {
  Child: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL } },
  Included: {
    Type: "AWS::Logs::LogGroup",
    Properties: {
      "Fn::Transform": { Name: "AWS::Include", Parameters: { Location: "s3://sealed/snippet.json" } },
    },
  },
  Api: {
    Type: "AWS::ApiGateway::RestApi",
    Properties: { BodyS3Location: { Bucket: "sealed", Key: "api.json" } },
  },
  Layer: {
    Type: "AWS::Lambda::LayerVersion",
    Properties: { Content: { S3Bucket: "sealed", S3Key: "code.zip" } },
  },
  Function: {
    Type: "AWS::Lambda::Function",
    Properties: {
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: { "Fn::GetAtt": ["Role", "Arn"] },
      Code: { S3Bucket: "sealed", S3Key: "code.zip" },
    },
  },
};
const Role = {
  Type: "AWS::IAM::Role",
  Properties: { AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [trust] } },
};

let rights: RightsCloud;
beforeAll(async () => {
  rights = await rightsCloud();
  const { services, foundation } = rights.cloud;
  const http = services.instances.get("s3")?.http;
  if (http === undefined) throw new Error("There is no S3");
  const server = await listen(http);
  const { accessKeyId, secretAccessKey } = foundation.administrator;
  const credentials = { accessKeyId, secretAccessKey };
  const s3 = new S3Client({ region: "eu-west-1", endpoint: server.url, forcePathStyle: true, credentials });
  await s3.send(new CreateBucketCommand({ Bucket: "sealed" }));
  const Rules = [{ ApplyServerSideEncryptionByDefault: { SSEAlgorithm: "aws:kms" as const } }];
  const settings = { Bucket: "sealed", ServerSideEncryptionConfiguration: { Rules } };
  await s3.send(new PutBucketEncryptionCommand(settings));
  for (const [Key, Body] of Object.entries(OBJECTS))
    await s3.send(new PutObjectCommand({ Bucket: "sealed", Key, Body }));
  s3.destroy();
  await server.close();
});
afterAll(() => rights.close());

describe("S3-26 what a stack reads under a key of KMS", () => {
  const never = { ...allow("kms:Decrypt"), Effect: "Deny" };
  const denied = /kms:Decrypt on resource: arn:aws:kms:\S+ with an explicit deny/;

  test.each([
    ["Child", /^S3 error: Access Denied/],
    ["Api", denied],
    ["Layer", denied],
    ["Function", denied],
  ] as const)("S3-26 %s is not made for who may not decrypt", async (name, told) => {
    const caller = await rights.as(`shut-${name}`, [allow("*"), never]);
    const resources = { Role, [name]: READING[name] };
    const { failures } = await rights.create(caller, `shut-${name}`, { resources });
    expect(failures[name]).toMatch(told);
  });

  test("S3-26 neither a snippet nor a template by its address is read for them", async () => {
    const caller = await rights.as("shut", [allow("*"), never]);
    await expect(
      rights.create(caller, "shut-Included", { resources: { Included: READING.Included } }),
    ).rejects.toThrow(denied);
    await expect(caller.send(new ValidateTemplateCommand({ TemplateURL }))).rejects.toThrow(
      "S3 error: Access Denied",
    );
  });

  test("S3-26 who may has all of it", async () => {
    const caller = await rights.as("open", [allow("*")]);
    const { status, failures } = await rights.create(caller, "open", { resources: { Role, ...READING } });
    expect([status, failures]).toEqual(["CREATE_COMPLETE", {}]);
    await expect(caller.send(new ValidateTemplateCommand({ TemplateURL }))).resolves.toBeDefined();
  });
});
