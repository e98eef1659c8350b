import { createHash } from "node:crypto";
import { beforeEach, describe, expect, test } from "vitest";
import { ManualTimers } from "../../../core/testing/manual-timers.ts";
import { bodies, call, openSqs, receive, refusal, type SqsWorld, taken, urlOf } from "../testing/world.ts";

let sqs: SqsWorld;
let timers: ManualTimers;
const QueueUrl = urlOf("jobs");

beforeEach(async () => {
  timers = new ManualTimers();
  sqs = openSqs({ timers });
  await taken(sqs, "CreateQueue", { QueueName: "jobs" });
});

const sendText = (MessageBody: string, more: object = {}) =>
  taken(sqs, "SendMessage", { QueueUrl, MessageBody, ...more });
const passes = (seconds: number): void => {
  sqs.account.clock.advanceSeconds(seconds);
  timers.advance(seconds * 1000);
};

describe("a message", () => {
  test("comes with its digest and what SQS says of it", async () => {
    const { MessageId, MD5OfMessageBody } = await sendText("hello ✓");
    const md5 = createHash("md5").update("hello ✓").digest("hex");
    expect(MD5OfMessageBody).toBe(md5);
    const [message] = await receive(sqs, "jobs");
    const at = String(sqs.account.clock.now());
    expect(message).toEqual({
      MessageId,
      ReceiptHandle: expect.any(String),
      Body: "hello ✓",
      MD5OfBody: md5,
      Attributes: {
        SenderId: expect.any(String),
        SentTimestamp: at,
        ApproximateReceiveCount: "1",
        ApproximateFirstReceiveTimestamp: at,
      },
    });
  });

  test("SQS-7 is hidden for its visibility timeout, comes again after it and never once deleted", async () => {
    await sendText("a");
    const [first] = await receive(sqs, "jobs");
    expect(await receive(sqs, "jobs")).toEqual([]);
    passes(30);
    const [second] = await receive(sqs, "jobs");
    expect(second?.Attributes?.["ApproximateReceiveCount"]).toBe("2");
    // The handle of the first receive says yes and deletes nothing.
    await taken(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: first?.ReceiptHandle });
    passes(30);
    const [third] = await receive(sqs, "jobs");
    expect(third?.MessageId).toBe(second?.MessageId);
    await taken(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: third?.ReceiptHandle });
    // Once more changes nothing, and is no failure.
    await taken(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: third?.ReceiptHandle });
    passes(30);
    expect(await receive(sqs, "jobs")).toEqual([]);
  });

  test("SQS-7 a handle that nobody was given, or that is another queue's, is none", async () => {
    await taken(sqs, "CreateQueue", { QueueName: "other" });
    await sendText("a");
    const [message] = await receive(sqs, "jobs");
    const made = Buffer.from("jobs 1 x").toString("base64");
    expect(await refusal(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: "nothing" })).toBe(
      'ReceiptHandleIsInvalid: The input receipt handle "nothing" is not a valid receipt handle.',
    );
    expect(
      await refusal(sqs, "DeleteMessage", {
        QueueUrl: urlOf("other"),
        ReceiptHandle: message?.ReceiptHandle,
      }),
    ).toMatch(/^ReceiptHandleIsInvalid/);
    await taken(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: made });
    passes(30);
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["a"]);
  });

  test("its visibility is changed while it is on its way, not later", async () => {
    await sendText("a");
    const [message] = await receive(sqs, "jobs");
    const ReceiptHandle = message?.ReceiptHandle;
    const change = (VisibilityTimeout: number) => ({ QueueUrl, ReceiptHandle, VisibilityTimeout });
    await taken(sqs, "ChangeMessageVisibility", change(60));
    passes(59);
    expect(await receive(sqs, "jobs")).toEqual([]);
    await taken(sqs, "ChangeMessageVisibility", change(0));
    expect(await refusal(sqs, "ChangeMessageVisibility", change(1))).toBe(
      `InvalidParameterValue: Value ${ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
    );
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["a"]);
    expect(await refusal(sqs, "ChangeMessageVisibility", change(43_201))).toMatch(/between 0 and 43200/);
  });

  test("is delayed by its own delay or the queue's", async () => {
    await sendText("later", { DelaySeconds: 10 });
    await sendText("now");
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["now"]);
    passes(10);
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["later"]);
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "5" } });
    await sendText("third");
    expect(await receive(sqs, "jobs")).toEqual([]);
    passes(5);
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["third"]);
  });

  test("is forgotten after the retention period", async () => {
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { MessageRetentionPeriod: "60" } });
    await sendText("a");
    passes(60);
    expect(await receive(sqs, "jobs")).toEqual([]);
  });

  test("an empty answer has no member Messages", async () => {
    expect(await taken(sqs, "ReceiveMessage", { QueueUrl })).toEqual({});
  });
});

describe("long polling", () => {
  const wait = { WaitTimeSeconds: 20 };

  test("a message that comes ends it", async () => {
    const poll = receive(sqs, "jobs", wait);
    await settled();
    await sendText("a");
    expect(bodies(await poll)).toEqual(["a"]);
  });

  test("so does one whose timeout is over, and the time", async () => {
    await sendText("a");
    await receive(sqs, "jobs");
    const poll = receive(sqs, "jobs", wait);
    await settled();
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { DelaySeconds: "0" } });
    passes(20);
    expect(bodies(await poll)).toEqual([]);
    const second = receive(sqs, "jobs", wait);
    await settled();
    passes(10);
    expect(bodies(await second)).toEqual(["a"]);
  });

  test("the end of the cloud ends it", async () => {
    const poll = receive(sqs, "jobs", wait);
    await settled();
    await sqs.service.close();
    expect(await poll).toEqual([]);
  });

  test("the queue's own wait holds where the call says nothing", async () => {
    await taken(sqs, "SetQueueAttributes", {
      QueueUrl,
      Attributes: { ReceiveMessageWaitTimeSeconds: "5" },
    });
    const poll = receive(sqs, "jobs");
    await settled();
    await sendText("a");
    expect(bodies(await poll)).toEqual(["a"]);
  });
});

/** All that is not a timer has happened. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
}

describe("attributes of a message", () => {
  const MessageAttributes = {
    kind: { DataType: "String", StringValue: "order" },
    count: { DataType: "Number.int", StringValue: "42" },
    raw: { DataType: "Binary", BinaryValue: "AAEC" },
  };

  test("come when they are asked for, with the digest that SDKs check", async () => {
    const { MD5OfMessageAttributes } = await sendText("a", { MessageAttributes });
    // Worked out by the recipe of the developer guide in another language.
    expect(MD5OfMessageAttributes).toBe("5e0852ad4542f49fe7c2d358e9c571d1");
    const all = { VisibilityTimeout: 0 };
    const [plain] = await receive(sqs, "jobs", all);
    expect(plain).not.toHaveProperty("MessageAttributes");
    const [whole] = await receive(sqs, "jobs", { ...all, MessageAttributeNames: ["All"] });
    expect(whole).toMatchObject({ MessageAttributes, MD5OfMessageAttributes });
    const [some] = await receive(sqs, "jobs", { ...all, MessageAttributeNames: ["ki.*", "count", "none"] });
    expect(some).toHaveProperty("MessageAttributes", {
      kind: MessageAttributes.kind,
      count: MessageAttributes.count,
    });
  });

  test.each([
    [
      "an empty value",
      { a: { DataType: "String", StringValue: "" } },
      "must contain a non-empty message attribute value of type 'String'",
    ],
    ["another type", { a: { DataType: "Truth", StringValue: "x" } }, "has an invalid message attribute type"],
    [
      "no number",
      { a: { DataType: "Number", StringValue: "x" } },
      "Can't cast the value of message (user) attribute 'a' to a number.",
    ],
    [
      "a reserved name",
      { "aws.x": { DataType: "String", StringValue: "x" } },
      "attribute name 'aws.x' is invalid",
    ],
    [
      "lists",
      { a: { DataType: "String", StringListValues: ["x"] } },
      "Message attribute list values in SendMessage operation are not supported.",
    ],
    [
      "eleven",
      Object.fromEntries(
        Array.from({ length: 11 }, (_, n) => [`a${n}`, { DataType: "String", StringValue: "x" }]),
      ),
      "Number of message attributes [11] exceeds the allowed maximum [10].",
    ],
  ])("%s is refused", async (_title, attributes, told) => {
    const input = { QueueUrl, MessageBody: "x", MessageAttributes: attributes };
    expect(await refusal(sqs, "SendMessage", input)).toContain(told);
  });
});

describe("what is refused of a call", () => {
  const MIB = 1_048_576;

  test.each([
    ["SendMessage", {}, "MissingParameter: The request must contain the parameter MessageBody."],
    ["SendMessage", { MessageBody: "\u0001" }, "InvalidMessageContents: Invalid characters found."],
    [
      "SendMessage",
      { MessageBody: "x".repeat(MIB + 1) },
      "InvalidParameterValue: One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.",
    ],
    [
      "SendMessage",
      { MessageBody: "x", DelaySeconds: 901 },
      "InvalidParameterValue: Value 901 for parameter DelaySeconds is invalid.",
    ],
    [
      "SendMessage",
      { MessageBody: "x", MessageDeduplicationId: "a" },
      "The request include parameter that is not valid for this queue type.",
    ],
    [
      "ReceiveMessage",
      { MaxNumberOfMessages: 11 },
      "InvalidParameterValue: Value 11 for parameter MaxNumberOfMessages is invalid. Reason: Must be between 1 and 10, if provided.",
    ],
    [
      "ReceiveMessage",
      { WaitTimeSeconds: 21 },
      "InvalidParameterValue: Value 21 for parameter WaitTimeSeconds is invalid. Reason: Must be >= 0 and <= 20, if provided.",
    ],
    ["ReceiveMessage", { AttributeNames: ["Colour"] }, "InvalidAttributeName: Unknown Attribute Colour."],
    [
      "ReceiveMessage",
      { ReceiveRequestAttemptId: "a" },
      "ReceiveRequestAttemptId of ReceiveMessage is not supported by Portcullis.",
    ],
    [
      "SendMessageBatch",
      { Entries: [] },
      "AWS.SimpleQueueService.EmptyBatchRequest: There should be at least one SendMessageBatchRequestEntry in the request.",
    ],
    [
      "SendMessageBatch",
      { Entries: Array.from({ length: 20 }, (_, n) => ({ Id: `${n}`, MessageBody: "x" })) },
      "AWS.SimpleQueueService.TooManyEntriesInBatchRequest: Maximum number of entries per request are 10. You have sent 20.",
    ],
    [
      "SendMessageBatch",
      { Entries: [{ Id: "a b", MessageBody: "x" }] },
      "AWS.SimpleQueueService.InvalidBatchEntryId: A batch entry id can only contain",
    ],
    [
      "SendMessageBatch",
      {
        Entries: [
          { Id: "a", MessageBody: "x" },
          { Id: "a", MessageBody: "x" },
        ],
      },
      "AWS.SimpleQueueService.BatchEntryIdsNotDistinct: Id a repeated.",
    ],
    [
      "SendMessageBatch",
      {
        Entries: [
          { Id: "a", MessageBody: "x".repeat(MIB) },
          { Id: "b", MessageBody: "x" },
        ],
      },
      "AWS.SimpleQueueService.BatchRequestTooLong: Batch requests cannot be longer than 1048576 bytes. You have sent 1048577 bytes.",
    ],
    ["StartMessageMoveTask", { SourceArn: "x" }, "StartMessageMoveTask is not supported by Portcullis."],
  ])("%s %#", async (operation, input, told) => {
    expect(await refusal(sqs, operation, { QueueUrl, ...input })).toContain(told);
  });

  test("of a batch each entry has its own answer", async () => {
    const Entries = [{ Id: "good", MessageBody: "x" }, { Id: "bad" }];
    const { status, body } = await call(sqs, "SendMessageBatch", { QueueUrl, Entries });
    expect([status, body]).toEqual([
      200,
      {
        Successful: [{ Id: "good", MessageId: expect.any(String), MD5OfMessageBody: expect.any(String) }],
        Failed: [
          {
            Id: "bad",
            SenderFault: true,
            Code: "InvalidParameterValue",
            Message: "The request must contain the parameter MessageBody.",
          },
        ],
      },
    ]);
    const [message] = await receive(sqs, "jobs");
    const done = await taken(sqs, "DeleteMessageBatch", {
      QueueUrl,
      Entries: [
        { Id: "one", ReceiptHandle: message?.ReceiptHandle },
        { Id: "two", ReceiptHandle: "none" },
      ],
    });
    expect(done).toMatchObject({
      Successful: [{ Id: "one" }],
      Failed: [{ Id: "two", Code: "ReceiptHandleIsInvalid" }],
    });
  });
});
