import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { administratorCaller } from "../../../iam/identities/access-keys.ts";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { bodies, openSqs, receive, type SqsWorld, taken, urlOf } from "../testing/world.ts";
import { areas } from "./index.ts";

let sqs: SqsWorld;
let server: ListeningService;
let console: TestConsole;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  sqs = openSqs({ account });
  server = await listen(sqs.service.http);
  const { scope, administrator, clock } = account;
  const caller = administratorCaller(scope, administrator.accessKeyId);
  console = testConsole(areas, server.port, {
    key: administrator,
    clock,
    queues: { look: (name, options) => sqs.service.looks.look(caller, name, options) },
  });
  await make("jobs");
});
afterEach(() => server.close());

const make = (QueueName: string, Attributes: object = {}) =>
  taken(sqs, "CreateQueue", { QueueName, Attributes });
const sendText = (MessageBody: string, name = "jobs", more: object = {}) =>
  taken(sqs, "SendMessage", { QueueUrl: urlOf(name), MessageBody, ...more });
const noticeOf = async (path: string, fields: Readonly<Record<string, string>>) => {
  const answer = await console.post(path, fields);
  return "notice" in answer ? answer.notice : undefined;
};
const arnOf = (name: string) => `arn:aws:sqs:eu-west-1:123456789012:${name}`;

const HOSTILE = "<img src=x onerror=alert(1)>\u202egnp";

describe("the list", () => {
  test("queues by the beginning of their names, with their numbers and dead letters", async () => {
    await make("jobs-dead");
    await make("jobs-main", {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf("jobs-dead"), maxReceiveCount: 3 }),
    });
    await sendText("a");
    const page = await console.show("queues?prefix=jobs");
    expect(page).toContain('href="/_portcullis/queues/jobs-main"');
    expect(page).toContain('<td data-h="Waiting" class="end num">1</td>');
    expect(page).toContain('<a href="/_portcullis/queues/jobs-dead">jobs-dead</a></td>');
    expect(await console.show("queues?prefix=none")).toContain("No queue’s name begins with “none”.");
    expect(await areas[0]?.count?.(console)).toBe(3);
  });

  test("no queue: the next command", async () => {
    await taken(sqs, "DeleteQueue", { QueueUrl: urlOf("jobs") });
    expect(await console.show("queues")).toContain("aws sqs create-queue");
  });

  test("25 on a page", async () => {
    for (let index = 0; index < 26; index += 1) await make(`n${String(index).padStart(2, "0")}`);
    const first = await console.show("queues?prefix=n");
    expect(first).toContain(">n24<");
    expect(first).not.toContain(">n25<");
    const next = /href="([^"]+token=[^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&");
    expect(await console.show(next ?? "")).toContain(">n25<");
  });
});

describe("a queue", () => {
  test("looking at messages receives nothing", async () => {
    await sendText("hello", "jobs", {
      MessageAttributes: { kind: { DataType: "String", StringValue: "order" } },
    });
    for (let times = 0; times < 3; times += 1) {
      const page = await console.show("queues/jobs");
      expect(page).toContain("hello");
      expect(page).toContain("order");
      expect(page).toContain('<span class="chip yes">waiting</span>');
    }
    const [message] = await receive(sqs, "jobs");
    expect(message?.Attributes?.["ApproximateReceiveCount"]).toBe("1");
    expect(await console.show("queues/jobs")).toContain("in flight");
  });

  test("25 messages on a page", async () => {
    for (let index = 0; index < 26; index += 1) await sendText(`m${index}!`);
    const first = await console.show("queues/jobs");
    expect(first).toContain("m24!");
    expect(first).not.toContain("m25!");
    const next = /href="([^"]+after=[^"]+)">Next page/.exec(first)?.[1] ?? "";
    const second = await console.show(next);
    expect(second).toContain("m25!");
    expect(second).toContain("First page");
  });

  test("what somebody sent is text", async () => {
    await sendText(HOSTILE);
    await sendText("x".repeat(5_000));
    const page = await console.show("queues/jobs");
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
    expect(page).not.toContain("\u202e");
  });

  test("its policy, and a refusal by it", async () => {
    const deny = (Action: string) => ({
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{ Effect: "Deny", Principal: "*", Action, Resource: arnOf("jobs") }],
      }),
    });
    expect(await console.show("queues/jobs")).toContain("It has no policy of its own");
    await taken(sqs, "SetQueueAttributes", { QueueUrl: urlOf("jobs"), Attributes: deny("sqs:SendMessage") });
    expect(await console.show("queues/jobs")).toContain("&quot;Deny&quot;");
    expect(await noticeOf("queues/jobs/send", { body: "x" })).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("explicit deny"),
    });
    await taken(sqs, "SetQueueAttributes", {
      QueueUrl: urlOf("jobs"),
      Attributes: deny("sqs:ReceiveMessage"),
    });
    await expect(console.show("queues/jobs")).rejects.toMatchObject({ code: "AccessDenied" });
  });

  test("one that is not there is AWS's refusal", async () => {
    await expect(console.show("queues/none")).rejects.toMatchObject({ code: "QueueDoesNotExist" });
  });
});

describe("sending", () => {
  test("a message, with a delay", async () => {
    expect(await noticeOf("queues/jobs/send", { body: "now", delay: "" })).toMatchObject({ verdict: "yes" });
    await noticeOf("queues/jobs/send", { body: "later", delay: "10" });
    expect(bodies(await receive(sqs, "jobs"))).toEqual(["now"]);
  });

  test.each([
    ["a delay that is none", { body: "x", delay: "1e9" }],
    ["an empty body", { body: "" }],
  ])("%s is refused in AWS's words, and nothing is sent", async (_title, fields) => {
    expect(await noticeOf("queues/jobs/send", fields)).toMatchObject({ verdict: "no" });
    expect(await receive(sqs, "jobs")).toEqual([]);
  });

  test("to a FIFO queue, in a group", async () => {
    await make("in-order.fifo", { FifoQueue: "true" });
    expect(await console.show("queues/in-order.fifo")).toContain("Message group");
    await noticeOf("queues/in-order.fifo/send", { body: "x", group: "g", deduplication: "1" });
    expect(bodies(await receive(sqs, "in-order.fifo"))).toEqual(["x"]);
  });
});

describe("CON-8 purging", () => {
  test("CON-8 asks for the name", async () => {
    await sendText("a");
    expect(await noticeOf("queues/jobs/purge", { typed: "job" })).toMatchObject({ verdict: "no" });
    expect(console.queues.look("jobs", { limit: 9 })).toHaveLength(1);
    expect(await noticeOf("queues/jobs/purge", { typed: "jobs" })).toMatchObject({ verdict: "yes" });
    expect(console.queues.look("jobs", { limit: 9 })).toHaveLength(0);
  });
});

describe("sending dead letters back", () => {
  const redriveTo = (name: string) => ({
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arnOf(name), maxReceiveCount: 1 }),
  });
  const die = async (name: string) => {
    await receive(sqs, name, { VisibilityTimeout: 0 });
    await receive(sqs, name, { VisibilityTimeout: 0 });
  };

  test("each to the queue that it came from, with its attributes", async () => {
    await make("dead");
    for (const name of ["one", "two"]) {
      await make(name, redriveTo("dead"));
      await sendText(`of ${name}`, name, {
        MessageAttributes: { kind: { DataType: "String", StringValue: name } },
      });
      await die(name);
    }
    expect(await console.show("queues/dead")).toContain("Dead letters of");
    expect(await noticeOf("queues/dead/redrive", {})).toEqual({
      verdict: "yes",
      text: "2 messages were sent back.",
    });
    for (const name of ["one", "two"]) {
      expect(await receive(sqs, name, { MessageAttributeNames: ["All"] })).toMatchObject([
        { Body: `of ${name}`, MessageAttributes: { kind: { StringValue: name } } },
      ]);
    }
    expect(console.queues.look("dead", { limit: 9 })).toEqual([]);
  });

  test("what was sent there by hand stays where nothing tells its queue", async () => {
    await make("dead");
    await make("one", redriveTo("dead"));
    await make("two", redriveTo("dead"));
    await sendText("by hand", "dead");
    expect(await noticeOf("queues/dead/redrive", {})).toMatchObject({
      verdict: "if",
      text: expect.stringContaining("1 stay"),
    });
    expect(console.queues.look("dead", { limit: 9 })).toHaveLength(1);
  });

  test("of a FIFO queue, though its id was sent within five minutes", async () => {
    await make("dead.fifo", { FifoQueue: "true" });
    await make("one.fifo", { FifoQueue: "true", ...redriveTo("dead.fifo") });
    await sendText("x", "one.fifo", { MessageGroupId: "g", MessageDeduplicationId: "1" });
    await die("one.fifo");
    expect(await noticeOf("queues/dead.fifo/redrive", {})).toMatchObject({ verdict: "yes" });
    expect(await receive(sqs, "one.fifo")).toMatchObject([
      { Body: "x", Attributes: { MessageGroupId: "g" } },
    ]);
  });

  test("nothing waits: that is said", async () => {
    await make("dead");
    await make("one", redriveTo("dead"));
    expect(await noticeOf("queues/dead/redrive", {})).toEqual({
      verdict: "if",
      text: "0 messages were sent back.",
    });
    expect(await console.show("queues/one")).not.toContain("Send back what waits");
  });
});
