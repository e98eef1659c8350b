import { randomUUID } from "node:crypto";
import { CreateStackCommand } from "@aws-sdk/client-cloudformation";
import {
  InvokeCommand,
  type LambdaServiceException,
  PutFunctionEventInvokeConfigCommand,
  UpdateFunctionConfigurationCommand,
} from "@aws-sdk/client-lambda";
import {
  DeleteObjectCommand,
  PutBucketNotificationConfigurationCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { DeleteMessageCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { runCli } from "../support/cli.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";
import { deleteStack, endOf } from "../support/stack-end.ts";
import { DELIVERIES } from "./stack.ts";

const facts = inject("product");
const { cloudformation, lambda, s3, sqs } = clientsFor(facts);
const StackName = `deliveries-${randomUUID().slice(0, 8)}`;
/** Objects that stand in the way of deleting their bucket. */
const WRITTEN: [bucket: string, key: string][] = [];
let out: Readonly<Record<string, string>> = {};

beforeAll(async () => {
  await cloudformation.send(
    new CreateStackCommand({
      StackName,
      TemplateBody: JSON.stringify(DELIVERIES),
      Capabilities: ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
    }),
  );
  const stack = await endOf(cloudformation, StackName);
  expect(stack?.StackStatus).toBe("CREATE_COMPLETE");
  out = Object.fromEntries(
    (stack?.Outputs ?? []).map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
  );
});
afterAll(async () => {
  for (const [bucket, Key] of WRITTEN) await s3.send(new DeleteObjectCommand({ Bucket: out[bucket], Key }));
  await deleteStack(cloudformation, StackName);
});

/** What the queue hears next. */
async function heard(): Promise<Readonly<Record<string, unknown>>> {
  for (;;) {
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: out["Queue"], WaitTimeSeconds: 20 }),
    );
    if (message === undefined) continue;
    await sqs.send(
      new DeleteMessageCommand({ QueueUrl: out["Queue"], ReceiptHandle: message.ReceiptHandle }),
    );
    return JSON.parse(message.Body ?? "{}") as Readonly<Record<string, unknown>>;
  }
}

const put = (bucket: "Told" | "Silent", Key: string) => {
  WRITTEN.push([bucket, Key]);
  return s3.send(new PutObjectCommand({ Bucket: out[bucket], Key, Body: "abc" }));
};
const tells = (FunctionName: "Worker" | "Powerless", DestinationConfig: object) =>
  lambda.send(
    new PutFunctionEventInvokeConfigCommand({
      FunctionName: out[FunctionName],
      MaximumRetryAttempts: 0,
      DestinationConfig,
    }),
  );
const happens = async (event: object) => {
  const Payload = JSON.stringify(event);
  const { $metadata } = await lambda.send(
    new InvokeCommand({ FunctionName: out["Worker"], InvocationType: "Event", Payload }),
  );
  return $metadata.requestId ?? "";
};

describe("what buckets tell", () => {
  test("EventBridge hears of the bucket that tells it, not of the other", async () => {
    await put("Silent", "unheard");
    await put("Told", "in/a");

    expect(await heard()).toMatchObject({
      source: "aws.s3",
      "detail-type": "Object Created",
      resources: [`arn:aws:s3:::${out["Told"]}`],
      detail: { bucket: { name: out["Told"] }, object: { key: "in/a", size: 3 }, reason: "PutObject" },
    });
  });

  const topics = (TopicArn = "") =>
    s3.send(
      new PutBucketNotificationConfigurationCommand({
        Bucket: out["Told"],
        NotificationConfiguration: { TopicConfigurations: [{ TopicArn, Events: ["s3:ObjectCreated:*"] }] },
      }),
    );

  test("S3-23 a topic hears of it, where its policy lets the bucket in", async () => {
    await expect(topics(out["ClosedTopic"])).rejects.toMatchObject({
      name: "InvalidArgument",
      ArgumentValue1:
        "Permissions on the destination topic do not allow S3 to publish notifications from this bucket",
    });
    await topics(out["OpenTopic"]);
    expect(await heard()).toMatchObject({ Service: "Amazon S3", Event: "s3:TestEvent" });

    await put("Told", "in/b");

    expect(await heard()).toMatchObject({
      Records: [{ eventName: "ObjectCreated:Put", s3: { object: { key: "in/b" } } }],
    });
  });
});

describe("what functions tell of events", () => {
  test("LAM-25 a topic and a bus have the record, where the function's role may send it", async () => {
    const toTopic = { OnSuccess: { Destination: out["OpenTopic"] } };
    const toBus = { OnFailure: { Destination: out["BusArn"] } };
    expect(await refusalOf(tells("Powerless", toTopic))).toMatchObject({
      name: "InvalidParameterValueException",
      message: `The function's execution role does not have permissions to call Publish on ${out["OpenTopic"]}`,
    });
    expect(await refusalOf(tells("Powerless", toBus))).toMatchObject({
      message: `The function's execution role does not have permissions to call PutEvents on ${out["BusArn"]}`,
    });

    await tells("Worker", { ...toTopic, ...toBus });
    await happens({ done: 1 });
    expect(await heard()).toMatchObject({
      requestContext: { condition: "Success" },
      requestPayload: { done: 1 },
      responsePayload: { done: 1 },
    });
    await happens({ fails: true });
    expect(await heard()).toMatchObject({
      source: "lambda",
      "detail-type": "Lambda Function Invocation Result - Failure",
      detail: { requestContext: { condition: "RetriesExhausted" }, requestPayload: { fails: true } },
    });
  });

  test("LAM-29 a topic has the dead letter, and who asks why there is none is told", async () => {
    const dead = (FunctionName: string | undefined, TargetArn: string | undefined) =>
      lambda.send(new UpdateFunctionConfigurationCommand({ FunctionName, DeadLetterConfig: { TargetArn } }));
    const refused = dead(out["Powerless"], out["OpenTopic"]);
    expect(await refusalOf(refused)).toMatchObject({
      name: "InvalidParameterValueException",
      message: "The provided execution role does not have permissions to call Publish on SNS",
    });
    const { $metadata } = await refused.catch((error: LambdaServiceException) => error);
    const { out: told } = await runCli(["explain", $metadata.requestId ?? "", "--state", facts.stateDir]);
    expect(told).toMatch(/role \S+ asked for sns:Publish on \S+; no statement of its /);

    await tells("Worker", {});
    await dead(out["Worker"], out["OpenTopic"]);
    await happens({ fails: "for good" });

    expect(await heard()).toEqual({ fails: "for good" });
  });
});
