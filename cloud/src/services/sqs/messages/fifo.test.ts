import { beforeEach, describe, expect, test } from "vitest";
import { bodies, openSqs, receive, refusal, type SqsWorld, taken, urlOf } from "../testing/world.ts";

let sqs: SqsWorld;
const QueueUrl = urlOf("jobs.fifo");

beforeEach(async () => {
  sqs = openSqs();
  await taken(sqs, "CreateQueue", {
    QueueName: "jobs.fifo",
    Attributes: { FifoQueue: "true", ContentBasedDeduplication: "true" },
  });
});

const sendTo = (MessageGroupId: string, MessageBody: string, more: object = {}) =>
  taken(sqs, "SendMessage", { QueueUrl, MessageGroupId, MessageBody, ...more });
const remove = (message: { readonly ReceiptHandle: string } | undefined) =>
  taken(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: message?.ReceiptHandle });

describe("SQS-5 order", () => {
  test("SQS-5 a group gives nothing while one of it is on its way; others do", async () => {
    for (const body of ["a1", "a2", "b1"]) await sendTo(body.charAt(0), body);
    const [first] = await receive(sqs, "jobs.fifo", { MaxNumberOfMessages: 1 });
    expect(first?.Body).toBe("a1");
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["b1"]);
    expect(await receive(sqs, "jobs.fifo")).toEqual([]);
    await remove(first);
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["a2"]);
  });

  test("SQS-5 what comes back comes before what was sent later", async () => {
    for (const body of ["a1", "a2", "a3"]) await sendTo("a", body);
    expect(bodies(await receive(sqs, "jobs.fifo", { MaxNumberOfMessages: 2 }))).toEqual(["a1", "a2"]);
    sqs.account.clock.advanceSeconds(30);
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["a1", "a2", "a3"]);
  });

  test("SQS-5 numbers grow, and the deletion of one wakes who waits for the next", async () => {
    const one = await sendTo("a", "a1");
    const two = await sendTo("a", "a2");
    expect(String(one["SequenceNumber"])).toMatch(/^\d{20}$/);
    expect(String(two["SequenceNumber"]) > String(one["SequenceNumber"])).toBe(true);
    const [first] = await receive(sqs, "jobs.fifo", { MaxNumberOfMessages: 1 });
    expect(first?.Attributes).toMatchObject({
      MessageGroupId: "a",
      MessageDeduplicationId: expect.stringMatching(/^[0-9a-f]{64}$/),
      SequenceNumber: one["SequenceNumber"],
    });
    const poll = receive(sqs, "jobs.fifo", { WaitTimeSeconds: 20 });
    await new Promise(setImmediate);
    await remove(first);
    expect(bodies(await poll)).toEqual(["a2"]);
  });

  test("SQS-5 a handle whose time is over deletes nothing", async () => {
    await sendTo("a", "a1");
    const [first] = await receive(sqs, "jobs.fifo");
    sqs.account.clock.advanceSeconds(30);
    expect(await refusal(sqs, "DeleteMessage", { QueueUrl, ReceiptHandle: first?.ReceiptHandle })).toBe(
      `InvalidParameterValue: Value ${first?.ReceiptHandle} for parameter ReceiptHandle is invalid. Reason: The receipt handle has expired.`,
    );
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["a1"]);
  });
});

describe("SQS-5 the same message", () => {
  test("SQS-5 is taken once in five minutes, also when it was received and deleted", async () => {
    const one = await sendTo("a", "x", { MessageDeduplicationId: "id" });
    const again = await sendTo("a", "y", { MessageDeduplicationId: "id" });
    expect(again).toMatchObject({ MessageId: one["MessageId"], SequenceNumber: one["SequenceNumber"] });
    const [message] = await receive(sqs, "jobs.fifo");
    await remove(message);
    await sendTo("b", "z", { MessageDeduplicationId: "id" });
    expect(await receive(sqs, "jobs.fifo")).toEqual([]);
    sqs.account.clock.advanceSeconds(300);
    await sendTo("a", "later", { MessageDeduplicationId: "id" });
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["later"]);
  });

  test("SQS-5 is the same by its content where the queue says so", async () => {
    await sendTo("a", "x");
    await sendTo("b", "x");
    await sendTo("a", "y");
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["x", "y"]);
  });

  test("SQS-5 is the same within its group where the queue says so", async () => {
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { DeduplicationScope: "messageGroup" } });
    await sendTo("a", "x");
    await sendTo("b", "x");
    await sendTo("b", "x");
    expect(bodies(await receive(sqs, "jobs.fifo"))).toEqual(["x", "x"]);
  });
});

test.each([
  [
    "no group",
    { MessageBody: "x" },
    "MissingParameter: The request must contain the parameter MessageGroupId.",
  ],
  [
    "a delay",
    { MessageBody: "x", MessageGroupId: "a", DelaySeconds: 2 },
    "InvalidParameterValue: Value 2 for parameter DelaySeconds is invalid. Reason: The request include parameter that is not valid for this queue type.",
  ],
  [
    "a blank id",
    { MessageBody: "x", MessageGroupId: "a b" },
    "MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.",
  ],
])("SQS-5 %s is refused", async (_title, input, told) => {
  expect(await refusal(sqs, "SendMessage", { QueueUrl, ...input })).toContain(told);
});

test("SQS-5 without an id and without content-based deduplication nothing is taken", async () => {
  await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { ContentBasedDeduplication: "false" } });
  expect(await refusal(sqs, "SendMessage", { QueueUrl, MessageBody: "x", MessageGroupId: "a" })).toBe(
    "InvalidParameterValue: The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
  );
  const Entries = [{ Id: "one", MessageBody: "x" }];
  expect(await taken(sqs, "SendMessageBatch", { QueueUrl, Entries })).toMatchObject({
    Failed: [
      { Code: "InvalidParameterValue", Message: "The request must contain the parameter MessageGroupId." },
    ],
  });
});
