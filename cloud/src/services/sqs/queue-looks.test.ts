import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../../core/caller.ts";
import { administratorCaller } from "../../iam/identities/access-keys.ts";
import { bodies, openSqs, receive, type SqsWorld, taken, urlOf } from "./testing/world.ts";

const ARN = "arn:aws:sqs:eu-west-1:123456789012:jobs";
const QueueUrl = urlOf("jobs");
const administrator = administratorCaller(
  { accountId: "123456789012", region: "eu-west-1" },
  "AKIACONSOLE000000000",
);

let sqs: SqsWorld;
beforeEach(async () => {
  sqs = openSqs();
  await taken(sqs, "CreateQueue", { QueueName: "jobs" });
});

const sendText = (MessageBody: string, more: object = {}) =>
  taken(sqs, "SendMessage", { QueueUrl, MessageBody, ...more });
const look = (
  options: { readonly after?: number; readonly limit?: number } = {},
  caller: Caller = administrator,
) => sqs.service.looks.look(caller, "jobs", { limit: 100, ...options });

describe("SQS-8 a look", () => {
  test("SQS-8 shows what waits, is delayed and is in flight, in the order of sending", async () => {
    await sendText("first");
    await sendText("later", { DelaySeconds: 10 });
    await sendText("last");
    await receive(sqs, "jobs", { MaxNumberOfMessages: 1 });
    expect(look().map(({ body, receiveCount }) => `${body} ${receiveCount}`)).toEqual([
      "first 1",
      "later 0",
      "last 0",
    ]);
  });

  test("SQS-8 receives nothing: no count, no timeout and no receipt changes", async () => {
    await sendText("a");
    const [message] = await receive(sqs, "jobs");
    for (let times = 0; times < 5; times += 1) look();
    await taken(sqs, "ChangeMessageVisibility", {
      QueueUrl,
      ReceiptHandle: message?.ReceiptHandle,
      VisibilityTimeout: 0,
    });
    look();
    const [again] = await receive(sqs, "jobs");
    expect(again?.Attributes?.["ApproximateReceiveCount"]).toBe("2");
    expect(JSON.stringify(look())).not.toContain('receipt"');
  });

  test("SQS-8 goes page by page, and leaves other queues out", async () => {
    await taken(sqs, "CreateQueue", { QueueName: "other" });
    for (let index = 0; index < 5; index += 1) {
      await sendText(`m${index}`);
      await taken(sqs, "SendMessage", { QueueUrl: urlOf("other"), MessageBody: "x" });
    }
    const first = look({ limit: 2 });
    const second = look({ limit: 9, after: first.at(-1)?.position ?? 0 });
    expect([...first, ...second].map(({ body }) => body)).toEqual(["m0", "m1", "m2", "m3", "m4"]);
  });

  test("SQS-8 shows nothing that is past its time", async () => {
    await sendText("old");
    sqs.account.clock.advanceSeconds(4 * 86_400);
    await sendText("new");
    expect(look().map(({ body }) => body)).toEqual(["new"]);
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["new"]);
  });

  test("SQS-8 is refused to who may not receive, the administrator too", async () => {
    await sendText("a");
    expect(() => look({}, { kind: "anonymous" })).toThrow(expect.objectContaining({ code: "AccessDenied" }));
    const Policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Deny", Principal: "*", Action: "sqs:ReceiveMessage", Resource: ARN }],
    });
    await taken(sqs, "SetQueueAttributes", { QueueUrl, Attributes: { Policy } });
    expect(() => look()).toThrow(expect.objectContaining({ code: "AccessDenied", status: 403 }));
  });

  test("SQS-8 of a queue that is not there is AWS's refusal", () => {
    expect(() => sqs.service.looks.look(administrator, "none", { limit: 1 })).toThrow(
      expect.objectContaining({ code: "QueueDoesNotExist" }),
    );
  });
});
