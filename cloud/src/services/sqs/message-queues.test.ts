import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RoleCaller, ServiceCaller } from "../../core/caller.ts";
import { openDatabase } from "../../store/sqlite.ts";
import { bodies, openSqs, receive, type SqsWorld, taken, urlOf } from "./testing/world.ts";

const ARN = "arn:aws:sqs:eu-west-1:123456789012:jobs";
const TOPIC = "arn:aws:sns:eu-west-1:123456789012:news";
const sns: ServiceCaller = {
  kind: "service",
  service: "sns.amazonaws.com",
  sourceArn: TOPIC,
  sourceAccount: "123456789012",
};
const stranger: RoleCaller = {
  kind: "role",
  arn: "arn:aws:sts::123456789012:assumed-role/gone/f",
  roleArn: "arn:aws:iam::123456789012:role/gone",
  roleName: "gone",
  sessionName: "f",
  accountId: "123456789012",
  accessKeyId: "",
  userId: "AROA:f",
  sessionPolicies: [],
};

let sqs: SqsWorld;
beforeEach(async () => {
  sqs = openSqs();
  await taken(sqs, "CreateQueue", { QueueName: "jobs" });
});

const letIn = (statement: object) =>
  taken(sqs, "SetQueueAttributes", {
    QueueUrl: urlOf("jobs"),
    Attributes: {
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: ARN, ...statement }],
      }),
    },
  });
const fromTopic = (topic: string) => ({
  Principal: { Service: "sns.amazonaws.com" },
  Condition: { ArnEquals: { "aws:SourceArn": topic } },
});

describe("SQS-2 a service of this cloud", () => {
  test("SQS-2 sends where the queue's policy names it and its source", async () => {
    await letIn(fromTopic(TOPIC));
    sqs.service.queues.send(sns, ARN, { body: "news" });
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["news"]);
  });

  test.each([
    ["no policy", undefined],
    ["a policy for another source", fromTopic(`${TOPIC}-other`)],
    ["a policy for another service", { Principal: { Service: "events.amazonaws.com" } }],
    ["a policy for another action", { ...fromTopic(TOPIC), Action: "sqs:ReceiveMessage" }],
  ])("SQS-2 is kept out by %s", async (_title, statement) => {
    if (statement !== undefined) await letIn(statement);
    expect(() => sqs.service.queues.send(sns, ARN, { body: "news" })).toThrow(
      `User: sns.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${ARN} because no resource-based policy allows the sqs:SendMessage action`,
    );
    expect(await receive(sqs, "jobs")).toEqual([]);
  });

  test("SQS-2 tags of the queue count", async () => {
    const tagged = { Condition: { StringEquals: { "aws:ResourceTag/open": "yes" } } };
    await letIn({ Principal: { Service: "sns.amazonaws.com" }, ...tagged });
    const send = () => sqs.service.queues.send(sns, ARN, { body: "news" });
    expect(send).toThrow("is not authorized to perform: sqs:SendMessage");
    await taken(sqs, "TagQueue", { QueueUrl: urlOf("jobs"), Tags: { open: "yes" } });
    send();
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["news"]);
  });

  test("SQS-2 a role without a policy neither sends, receives nor deletes", async () => {
    const { queues } = sqs.service;
    expect(() => queues.send(stranger, ARN, { body: "x" })).toThrow(/sqs:SendMessage/);
    await expect(queues.receive(stranger, ARN, { maxMessages: 1, waitSeconds: 0 })).rejects.toThrow(
      /sqs:ReceiveMessage/,
    );
    expect(() => queues.delete(stranger, ARN, [])).toThrow(/sqs:DeleteMessage/);
  });

  test("SQS-2 a queue that is not there, or is another region's, is told after the question", async () => {
    const open = { Principal: "*", Action: "sqs:*" };
    await letIn(open);
    expect(sqs.service.queues.find(`${ARN}-other`)).toBeUndefined();
    expect(sqs.service.queues.find(ARN.replace("eu-west-1", "us-east-1"))).toBeUndefined();
    expect(sqs.service.queues.find(ARN)).toEqual({ arn: ARN, isFifo: false, visibilityTimeoutSeconds: 30 });
  });
});

describe("SQS-3 the end of the process", () => {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-sqs-"));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("SQS-3 leaves what was taken, hides what was received and never brings back what was deleted", async () => {
    const file = join(folder, "state.db");
    // Never closed: what is in the file is what a kill leaves.
    const before = openSqs({ database: openDatabase(file) });
    await taken(before, "CreateQueue", { QueueName: "jobs" });
    for (const MessageBody of ["kept", "received", "deleted"]) {
      await taken(before, "SendMessage", { QueueUrl: urlOf("jobs"), MessageBody });
    }
    const messages = await receive(before, "jobs", { VisibilityTimeout: 600 });
    for (const { Body, ReceiptHandle } of messages) {
      const given = { QueueUrl: urlOf("jobs"), ReceiptHandle };
      if (Body === "kept") await taken(before, "ChangeMessageVisibility", { ...given, VisibilityTimeout: 0 });
      if (Body === "deleted") await taken(before, "DeleteMessage", given);
    }

    const after = openSqs({ database: openDatabase(file), account: before.account });
    expect(bodies(await receive(after, "jobs"))).toEqual(["kept"]);
    after.account.clock.advanceSeconds(600);
    expect(bodies(await receive(after, "jobs")).sort()).toEqual(["kept", "received"]);
  });
});
