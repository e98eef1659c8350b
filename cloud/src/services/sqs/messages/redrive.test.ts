import { beforeEach, describe, expect, test } from "vitest";
import { bodies, openSqs, receive, refusal, type SqsWorld, taken, urlOf } from "../testing/world.ts";

let sqs: SqsWorld;
const ARN = "arn:aws:sqs:eu-west-1:123456789012:";
const redrive = (maxReceiveCount: unknown, target = "dead") =>
  JSON.stringify({ deadLetterTargetArn: `${ARN}${target}`, maxReceiveCount });
const create = (QueueName: string, Attributes: object = {}) =>
  taken(sqs, "CreateQueue", { QueueName, Attributes });

beforeEach(async () => {
  sqs = openSqs();
  await create("dead");
});

describe("SQS-6 dead letters", () => {
  test("SQS-6 a message goes at the receive that would exceed the count, with its id", async () => {
    await create("jobs", { RedrivePolicy: redrive(2), VisibilityTimeout: "0" });
    const { MessageId } = await taken(sqs, "SendMessage", { QueueUrl: urlOf("jobs"), MessageBody: "x" });
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["x"]);
    expect(await receive(sqs, "dead")).toEqual([]);
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["x"]);
    expect(await receive(sqs, "jobs")).toEqual([]);
    expect(await receive(sqs, "dead")).toMatchObject([
      { MessageId, Body: "x", Attributes: { DeadLetterQueueSourceArn: `${ARN}jobs` } },
    ]);
    expect(await receive(sqs, "jobs")).toEqual([]);
  });

  test("SQS-6 without a policy it comes for ever", async () => {
    await create("jobs", { VisibilityTimeout: "0" });
    await taken(sqs, "SendMessage", { QueueUrl: urlOf("jobs"), MessageBody: "x" });
    for (let time = 0; time < 5; time += 1) expect(bodies(await receive(sqs, "jobs"))).toEqual(["x"]);
  });

  test("SQS-6 what follows a moved message comes in its place", async () => {
    await create("jobs", { RedrivePolicy: redrive(1), VisibilityTimeout: "0" });
    await taken(sqs, "SendMessage", { QueueUrl: urlOf("jobs"), MessageBody: "bad" });
    await receive(sqs, "jobs");
    await taken(sqs, "SendMessage", { QueueUrl: urlOf("jobs"), MessageBody: "good" });
    expect(bodies(await receive(sqs, "jobs", { MaxNumberOfMessages: 1 }))).toEqual(["good"]);
  });

  test("SQS-6 the sources of a dead-letter queue are told", async () => {
    await create("jobs", { RedrivePolicy: redrive("3") });
    expect(await taken(sqs, "ListDeadLetterSourceQueues", { QueueUrl: urlOf("dead") })).toEqual({
      queueUrls: [urlOf("jobs")],
    });
    expect(await taken(sqs, "ListDeadLetterSourceQueues", { QueueUrl: urlOf("jobs") })).toEqual({
      queueUrls: [],
    });
  });
});

describe("SQS-6 a redrive policy", () => {
  test.each([
    ["no JSON", "x", "Redrive policy is not a valid JSON map."],
    [
      "no count",
      JSON.stringify({ deadLetterTargetArn: `${ARN}dead` }),
      "Redrive policy does not contain mandatory attribute: maxReceiveCount.",
    ],
    ["no target", JSON.stringify({ maxReceiveCount: 1 }), "mandatory attribute: deadLetterTargetArn."],
    [
      "zero",
      redrive(0),
      "Invalid value for maxReceiveCount: 0, valid values are from 1 to 1000 both inclusive.",
    ],
    ["a queue that is not there", redrive(1, "nowhere"), "Dead letter target does not exist."],
  ])("SQS-6 with %s is refused", async (_title, RedrivePolicy, told) => {
    const input = { QueueName: "jobs", Attributes: { RedrivePolicy } };
    expect(await refusal(sqs, "CreateQueue", input)).toContain(
      `InvalidParameterValue: Value ${RedrivePolicy} for parameter RedrivePolicy is invalid. Reason: `,
    );
    expect(await refusal(sqs, "CreateQueue", input)).toContain(told);
  });

  test("SQS-6 from FIFO to standard is refused", async () => {
    const Attributes = { FifoQueue: "true", RedrivePolicy: redrive(1) };
    expect(await refusal(sqs, "CreateQueue", { QueueName: "jobs.fifo", Attributes })).toContain(
      "Dead-letter queue must be same type of queue as the source.",
    );
  });

  test.each([
    ["denyAll", { redrivePermission: "denyAll" }, false],
    ["another queue", { redrivePermission: "byQueue", sourceQueueArns: [`${ARN}other`] }, false],
    ["this queue", { redrivePermission: "byQueue", sourceQueueArns: [`${ARN}jobs`] }, true],
    ["allowAll", { redrivePermission: "allowAll" }, true],
  ])("SQS-6 the target lets in %s", async (_title, allow, isLetIn) => {
    const Attributes = { RedriveAllowPolicy: JSON.stringify(allow) };
    await taken(sqs, "SetQueueAttributes", { QueueUrl: urlOf("dead"), Attributes });
    const input = { QueueName: "jobs", Attributes: { RedrivePolicy: redrive(1) } };
    if (isLetIn) await taken(sqs, "CreateQueue", input);
    else expect(await refusal(sqs, "CreateQueue", input)).toContain("does not permit");
  });

  test.each([
    "x",
    JSON.stringify({ redrivePermission: "some" }),
    JSON.stringify({ redrivePermission: "byQueue" }),
    JSON.stringify({ redrivePermission: "allowAll", sourceQueueArns: [`${ARN}a`] }),
  ])("SQS-6 an allow policy %s is refused", async (RedriveAllowPolicy) => {
    const input = { QueueUrl: urlOf("dead"), Attributes: { RedriveAllowPolicy } };
    expect(await refusal(sqs, "SetQueueAttributes", input)).toContain(
      "for parameter RedriveAllowPolicy is invalid",
    );
  });
});
