import { randomUUID } from "node:crypto";
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  QueueDoesNotExist,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { clientsFor, refusalOf } from "../support/clients.ts";

const facts = inject("product");
const { sqs } = clientsFor(facts);

let QueueUrl = "";
beforeAll(async () => {
  const made = await sqs.send(new CreateQueueCommand({ QueueName: `sdk-${randomUUID()}` }));
  QueueUrl = made.QueueUrl ?? "";
});
afterAll(() => sqs.send(new DeleteQueueCommand({ QueueUrl })));

describe("the SDK for JavaScript", () => {
  test("finds its digests right, of bodies and of attributes of every kind", async () => {
    const MessageAttributes = {
      kind: { DataType: "String", StringValue: "order ✓" },
      count: { DataType: "Number", StringValue: "42" },
      raw: { DataType: "Binary", BinaryValue: Uint8Array.of(0, 1, 255) },
    };
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: "grüße ✓", MessageAttributes }));
    const { Messages: [message] = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ["All"], WaitTimeSeconds: 20 }),
    );
    expect(message).toMatchObject({ Body: "grüße ✓", MessageAttributes });
    const { ReceiptHandle } = message ?? {};
    await sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }));
    const again = await sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20 }));
    const Entries = [
      { Id: "new", ReceiptHandle: again.Messages?.[0]?.ReceiptHandle },
      { Id: "none", ReceiptHandle: "none" },
    ];
    const deleted = await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    expect([deleted.Successful?.map(({ Id }) => Id), deleted.Failed?.map(({ Code }) => Code)]).toEqual([
      ["new"],
      ["ReceiptHandleIsInvalid"],
    ]);
    expect(await sqs.send(new ReceiveMessageCommand({ QueueUrl }))).not.toHaveProperty("Messages");
  });

  test("a long poll ends with what another client sends", async () => {
    const poll = sqs.send(
      new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 20, MaxNumberOfMessages: 10 }),
    );
    const Entries = ["a", "b"].map((MessageBody) => ({ Id: MessageBody, MessageBody }));
    const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    expect(Successful).toHaveLength(2);
    const { Messages = [] } = await poll;
    expect(Messages[0]?.Body).toBe("a");
  });

  test("sends to the host of the queue's address when it knows no other", async () => {
    const { region, credentials } = facts;
    const client = new SQSClient({ region, credentials, maxAttempts: 1, logger: silent });
    expect(new URL(QueueUrl).port).toBe(String(facts.port));
    const { MessageId } = await client.send(new SendMessageCommand({ QueueUrl, MessageBody: "x" }));
    expect(MessageId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("shows the code of old for a queue that is not there", async () => {
    const call = sqs.send(new GetQueueUrlCommand({ QueueName: "nowhere" }));
    await expect(call).rejects.toBeInstanceOf(QueueDoesNotExist);
    expect(await refusalOf(sqs.send(new GetQueueUrlCommand({ QueueName: "nowhere" })))).toEqual({
      name: "QueueDoesNotExist",
      message: "The specified queue does not exist.",
      status: 400,
    });
    const Attributes = { VisibilityTimeout: "43201" };
    expect(await refusalOf(sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes })))).toMatchObject({
      name: "InvalidAttributeValue",
      message: "Invalid value for the parameter VisibilityTimeout.",
    });
  });

  test("a wrong key is refused, and so is no key", async () => {
    const wrong = clientsFor(facts, { ...facts.credentials, secretAccessKey: "wrong" });
    expect((await refusalOf(wrong.sqs.send(new ReceiveMessageCommand({ QueueUrl })))).name).toBe(
      "InvalidSignatureException",
    );
    const unsigned = await fetch(facts.endpoint, {
      method: "POST",
      headers: { "X-Amz-Target": "AmazonSQS.ListQueues", "Content-Type": "application/x-amz-json-1.0" },
      body: "{}",
    });
    expect([unsigned.status, unsigned.headers.get("x-amzn-errortype")]).toEqual([
      400,
      "MissingAuthenticationTokenException",
    ]);
  });
});

const quiet = () => undefined;
const silent = { debug: quiet, info: quiet, warn: quiet, error: quiet };
