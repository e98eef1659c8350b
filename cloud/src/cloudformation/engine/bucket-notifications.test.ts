import { afterAll, describe, expect, test } from "vitest";
import { type RealCloud, realCloud } from "../testing/real-cloud.ts";

const cloud: RealCloud = realCloud();
afterAll(() => cloud.close());

const FUNCTION = {
  Type: "AWS::Serverless::Function",
  Properties: {
    Handler: "index.handler",
    Runtime: "nodejs22.x",
    InlineCode: "exports.handler = async () => 1;",
  },
};
const EVENT = (bucket: string) => ({
  Uploaded: {
    Type: "S3",
    Properties: {
      Bucket: { Ref: bucket },
      Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*"],
      Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "in/" }] } },
    },
  },
});
const sam = (Resources: object) => ({ Transform: "AWS::Serverless-2016-10-31", Resources });
const withEvent = { ...FUNCTION, Properties: { ...FUNCTION.Properties, Events: EVENT("Photos") } };

describe("S3 events of a template", () => {
  test("the bucket tells the function, by the permission that the event brings", async () => {
    const template = sam({ Resize: withEvent, Photos: { Type: "AWS::S3::Bucket" } });

    expect(await cloud.deploy("events", template)).toEqual({});
  });

  test("go with their event", async () => {
    expect(
      await cloud.deploy("events", sam({ Resize: FUNCTION, Photos: { Type: "AWS::S3::Bucket" } })),
    ).toEqual({});
  });

  test("S3-23 a function that does not let the bucket in makes no bucket", async () => {
    const Photos = {
      Type: "AWS::S3::Bucket",
      Properties: {
        NotificationConfiguration: {
          LambdaConfigurations: [
            { Event: "s3:ObjectCreated:*", Function: { "Fn::GetAtt": ["Resize", "Arn"] } },
          ],
        },
      },
    };

    expect(await cloud.deploy("closed", sam({ Resize: FUNCTION, Photos }))).toContain(
      "Unable to validate the following destination configurations",
    );
  });

  test("S3-23 a queue lets the bucket in by its policy", async () => {
    const queue = { "Fn::GetAtt": ["Told", "Arn"] };
    const Photos = {
      Type: "AWS::S3::Bucket",
      DependsOn: "Policy",
      Properties: {
        BucketName: "told-photos",
        NotificationConfiguration: { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: queue }] },
      },
    };
    const policy = (source: string) => ({
      Type: "AWS::SQS::QueuePolicy",
      Properties: {
        Queues: [{ Ref: "Told" }],
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: "s3.amazonaws.com" },
              Action: "sqs:SendMessage",
              Resource: queue,
              Condition: {
                ArnLike: { "aws:SourceArn": source },
                StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } },
              },
            },
          ],
        },
      },
    });
    const Told = { Type: "AWS::SQS::Queue" };

    expect(
      await cloud.deploy("other", { Resources: { Told, Policy: policy("arn:aws:s3:::other"), Photos } }),
    ).toContain("Unable to validate the following destination configurations");
    expect(
      await cloud.deploy("told", { Resources: { Told, Policy: policy("arn:aws:s3:::told-photos"), Photos } }),
    ).toEqual({});
  });
});
