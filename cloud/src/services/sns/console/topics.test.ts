import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import {
  arnOf,
  deliver,
  functionArn,
  openSns,
  queueArn,
  type SnsWorld,
  subscribed,
  taken,
  topic,
} from "../testing/world.ts";
import { areas } from "./index.ts";

let sns: SnsWorld;
let server: ListeningService;
let console: TestConsole;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  sns = openSns({ account });
  server = await listen(sns.service.http);
  console = testConsole(areas, server.port, { key: account.administrator });
  await topic(sns, "news");
});
afterEach(() => server.close());

const noticeOf = async (path: string, fields: Readonly<Record<string, string>>) => {
  const answer = await console.post(path, fields);
  return "notice" in answer ? answer.notice : undefined;
};

const HOSTILE = "<img src=x onerror=alert(1)>\u202egnp";

describe("the list", () => {
  test("topics with their kind and subscriptions", async () => {
    await topic(sns, "in-order.fifo", { FifoTopic: "true" });
    await subscribed(sns, arnOf("news"), queueArn("jobs"));
    const page = await console.show("topics");
    expect(page).toContain('href="/_portcullis/topics/news"');
    expect(page).toContain("FIFO");
    expect(page).toContain('<td data-h="Subscriptions" class="end num">1</td>');
    expect(await areas[0]?.count?.(console)).toBe(2);
  });

  test("none: the next command", async () => {
    await taken(sns, "DeleteTopic", { TopicArn: arnOf("news") });
    expect(await console.show("topics")).toContain("aws sns create-topic");
    expect(await areas[0]?.count?.(console)).toBe(0);
  });

  test("by the beginning of their names, wherever in the list they are", async () => {
    for (let index = 0; index < 101; index += 1) await topic(sns, `a${String(index).padStart(3, "0")}`);
    const found = await console.show("topics?prefix=ne");
    expect(found).toContain(">news<");
    expect(found).not.toContain(">a000<");
    expect(await console.show("topics?prefix=none")).toContain("No topic’s name begins with “none”.");
  });

  test("a hundred on a page", async () => {
    for (let index = 0; index < 101; index += 1) await topic(sns, `z${String(index).padStart(3, "0")}`);
    const first = await console.show("topics");
    expect(first).not.toContain(">z100<");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await console.show(next)).toContain(">z100<");
    expect(await areas[0]?.count?.(console)).toBeUndefined();
  });
});

describe("a topic", () => {
  test("its subscriptions lead to their endpoints, with what they ask for", async () => {
    await subscribed(sns, arnOf("news"), queueArn("jobs"), { FilterPolicy: '{"kind":["order"]}' });
    await subscribed(sns, arnOf("news"), functionArn("print"));
    await taken(sns, "Subscribe", {
      TopicArn: arnOf("news"),
      Protocol: "email",
      Endpoint: "ann@example.com",
    });
    const page = await console.show("topics/news");
    expect(page).toContain('href="/_portcullis/queues/jobs"');
    expect(page).toContain('href="/_portcullis/functions/print"');
    expect(page).toContain("{&quot;kind&quot;:[&quot;order&quot;]}");
    expect(page).toContain("to be confirmed");
    expect(page).toContain("ann@example.com");
    expect(page).toContain("&quot;Version&quot;");
  });

  test("nobody subscribed: the next command", async () => {
    expect(await console.show("topics/news")).toContain("aws sns subscribe --topic-arn");
  });

  test("what people set is text", async () => {
    await taken(sns, "SetTopicAttributes", {
      TopicArn: arnOf("news"),
      AttributeName: "DisplayName",
      AttributeValue: "<img src=x>",
    });
    const page = await console.show("topics/news");
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img src=x");
  });

  test("one that is not there is AWS's refusal", async () => {
    await expect(console.show("topics/none")).rejects.toMatchObject({ code: "NotFound" });
  });
});

describe("publishing", () => {
  test("goes to who subscribed, with attributes for their filters", async () => {
    await subscribed(sns, arnOf("news"), queueArn("orders"), { FilterPolicy: '{"kind":["order"]}' });
    await subscribed(sns, arnOf("news"), queueArn("others"), { FilterPolicy: '{"kind":["other"]}' });
    const fields = { subject: "", message: HOSTILE, attributes: "kind = order\r\nsize=a=b\n" };
    expect(await noticeOf("topics/news/publish", fields)).toMatchObject({
      verdict: "yes",
      text: expect.stringMatching(/^Published as [\w-]+\.$/),
    });
    await deliver(sns);
    expect(sns.queued.map(({ queue }) => queue)).toEqual([queueArn("orders")]);
    expect(JSON.parse(sns.queued[0]?.body ?? "")).toMatchObject({
      Message: HOSTILE,
      MessageAttributes: { size: { Type: "String", Value: "a=b" } },
    });
    expect(await console.show("topics/news")).not.toContain("<img");
  });

  test("where nobody subscribed that is said", async () => {
    expect(await noticeOf("topics/news/publish", { message: "x" })).toMatchObject({
      verdict: "if",
      text: expect.stringContaining("Nobody subscribed."),
    });
  });

  test.each([
    ["an attribute without a value", { message: "x", attributes: "kind" }, "kind is no attribute"],
    ["an empty message", { message: "" }, "InvalidParameter"],
  ])("%s is refused, and what was typed is kept", async (_title, fields, text) => {
    await subscribed(sns, arnOf("news"), queueArn("jobs"));
    expect(await noticeOf("topics/news/publish", { ...fields, subject: "typed" })).toMatchObject({
      verdict: "no",
      text: expect.stringContaining(text),
    });
    await deliver(sns);
    expect(sns.queued).toEqual([]);
    expect(await console.show("topics/news")).toContain('value="typed"');
  });

  test("to a FIFO topic, in a group", async () => {
    await topic(sns, "in-order.fifo", { FifoTopic: "true" });
    await subscribed(sns, arnOf("in-order.fifo"), queueArn("jobs.fifo"));
    expect(await console.show("topics/in-order.fifo")).toContain("Message group");
    const fields = { message: "x", group: "g", deduplication: "1" };
    expect(await noticeOf("topics/in-order.fifo/publish", fields)).toMatchObject({ verdict: "yes" });
    await deliver(sns);
    expect(sns.queued).toMatchObject([{ groupId: "g" }]);
  });
});
