import { randomUUID } from "node:crypto";
import {
  CopyObjectCommand,
  CreateBucketCommand,
  DeleteObjectCommand,
  GetBucketNotificationConfigurationCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
  PutObjectTaggingCommand,
} from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";

const facts = inject("product");
const { s3, sqs } = clientsFor(facts);
const Bucket = `notified-${randomUUID()}`;
const QueueName = `told-${randomUUID()}`;
const QueueArn = `arn:aws:sqs:${facts.region}:123456789012:${QueueName}`;
let QueueUrl = "";

/** The queue lets S3 in for a bucket. */
const admit = (bucket: string) => {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "s3.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: QueueArn,
    Condition: {
      ArnEquals: { "aws:SourceArn": `arn:aws:s3:::${bucket}` },
      StringEquals: { "aws:SourceAccount": "123456789012" },
    },
  };
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
};
const put = (queue: string, SkipDestinationValidation?: boolean) =>
  s3.send(
    new PutBucketNotificationConfigurationCommand({
      Bucket,
      NotificationConfiguration: {
        QueueConfigurations: [
          {
            QueueArn: queue,
            Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:Put"],
            Filter: { Key: { FilterRules: [{ Name: "prefix", Value: "in/" }] } },
          },
        ],
      },
      ...(SkipDestinationValidation === undefined ? {} : { SkipDestinationValidation }),
    }),
  );
/** What the queue gets next. */
const next = async () => {
  const { Messages: [message] = [] } = await sqs.send(
    new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }),
  );
  await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
  return JSON.parse(message?.Body ?? "{}") as Readonly<Record<string, unknown>>;
};

beforeAll(async () => {
  const made = await sqs.send(new CreateQueueCommand({ QueueName }));
  QueueUrl = made.QueueUrl ?? "";
  const LocationConstraint = facts.region as "eu-west-1";
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
});

describe("notifications of a bucket, with the SDK for JavaScript", () => {
  test("S3-23 a queue that is not there, or lets the bucket not in, is refused with its members", async () => {
    const UNABLE = "Unable to validate the following destination configurations";
    await expect(put(`${QueueArn}-missing`)).rejects.toMatchObject({
      name: "InvalidArgument",
      message: UNABLE,
      ArgumentName1: `${QueueArn}-missing`,
      ArgumentValue1: "The destination queue does not exist",
    });
    await admit("another-bucket");
    await expect(put(QueueArn)).rejects.toMatchObject({
      message: UNABLE,
      ArgumentValue1:
        "Permissions on the destination queue do not allow S3 to publish notifications from this bucket",
    });
    expect(await refusalOf(put("no-arn", true))).toEqual({
      name: "InvalidArgument",
      message: "The ARN could not be parsed",
      status: 400,
    });
    const { QueueConfigurations } = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(QueueConfigurations).toBeUndefined();
  });

  test("a queue hears that it will be told, and then of what happens under the prefix alone", async () => {
    await admit(Bucket);
    await put(QueueArn);
    const shown = await s3.send(new GetBucketNotificationConfigurationCommand({ Bucket }));
    expect(shown.QueueConfigurations).toEqual([
      {
        Id: expect.any(String),
        QueueArn,
        Events: ["s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:Put"],
        Filter: { Key: { FilterRules: [{ Name: "Prefix", Value: "in/" }] } },
      },
    ]);
    expect(await next()).toMatchObject({ Service: "Amazon S3", Event: "s3:TestEvent", Bucket });

    await s3.send(new PutObjectCommand({ Bucket, Key: "out/a", Body: "unseen" }));
    const put1 = await s3.send(new PutObjectCommand({ Bucket, Key: "in/grüße @1+1", Body: "abc" }));
    await s3.send(new CopyObjectCommand({ Bucket, Key: "in/copy", CopySource: `${Bucket}/out/a` }));
    const Tagging = { TagSet: [{ Key: "a", Value: "b" }] };
    await s3.send(new PutObjectTaggingCommand({ Bucket, Key: "in/copy", Tagging }));
    await s3.send(new DeleteObjectCommand({ Bucket, Key: "in/copy" }));
    const records: { eventName: string; s3: { object: { key: string } } }[] = [];
    while (records.length < 4) records.push(...((await next())["Records"] as typeof records));

    const byName = records.toSorted((left, right) => left.eventName.localeCompare(right.eventName));
    expect(byName.map(({ eventName, s3: { object } }) => [eventName, object.key])).toEqual([
      ["ObjectCreated:Copy", "in/copy"],
      ["ObjectCreated:Put", "in/gr%C3%BC%C3%9Fe+%401%2B1"],
      ["ObjectRemoved:Delete", "in/copy"],
      ["ObjectTagging:Put", "in/copy"],
    ]);
    expect(byName[1]).toMatchObject({
      eventVersion: "2.1",
      awsRegion: facts.region,
      userIdentity: { principalId: expect.stringMatching(/^AWS:/) },
      responseElements: {
        "x-amz-request-id": put1.$metadata.requestId,
        "x-amz-id-2": put1.$metadata.extendedRequestId,
      },
      s3: { bucket: { name: Bucket }, object: { size: 3, eTag: (put1.ETag ?? "").replaceAll('"', "") } },
    });
  });
});
