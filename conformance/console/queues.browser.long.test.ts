import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);
const { sqs } = clientsFor(facts);
const HOSTILE = "<img src=x onerror=window.hit=1>";
const urls: Record<string, string> = {};

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await make("console-dead");
  const dead = await arnOf("console-dead");
  await make("console-jobs", {
    RedrivePolicy: JSON.stringify({ deadLetterTargetArn: dead, maxReceiveCount: 1 }),
  });
  await make("console-empty");
  await make("console-order.fifo", { FifoQueue: "true" });
  await make("console-hostile");
  await send("console-hostile", HOSTILE);
  await send("console-hostile", "long-".repeat(1_000));
  await make("console-closed");
  await setPolicy("console-closed", "sqs:ReceiveMessage");
});
afterAll(() => browser.close());

async function make(QueueName: string, Attributes: Record<string, string> = {}): Promise<void> {
  urls[QueueName] = (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? "";
}

async function arnOf(name: string): Promise<string> {
  const asked = new GetQueueAttributesCommand({ QueueUrl: urls[name], AttributeNames: ["QueueArn"] });
  return (await sqs.send(asked)).Attributes?.QueueArn ?? "";
}

const send = (name: string, MessageBody: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: urls[name], MessageBody }));

async function setPolicy(name: string, Action: string): Promise<void> {
  const Statement = [{ Effect: "Deny", Principal: "*", Action, Resource: await arnOf(name) }];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl: urls[name], Attributes: { Policy } }));
}

async function receive(name: string) {
  const asked = new ReceiveMessageCommand({
    QueueUrl: urls[name],
    VisibilityTimeout: 0,
    MessageSystemAttributeNames: ["All"],
  });
  return (await sqs.send(asked)).Messages?.[0];
}

describe("the pages of queues", () => {
  test("SQS-8 a message is sent, looked at without receiving it, and purged with its name typed", async () => {
    const page = await openConsole(browser, port, { path: "queues/console-empty" });
    await page.getByText("The queue is empty.").waitFor();
    await page.getByLabel("Body").fill("remember the milk");
    await page.getByRole("button", { name: "Send" }).click();
    await page.getByText(/^Sent as /).waitFor();
    for (let times = 0; times < 3; times += 1) {
      await page.reload();
      await page.locator("#messages").getByText("remember the milk").waitFor();
    }
    expect((await receive("console-empty"))?.Attributes?.ApproximateReceiveCount).toBe("1");

    await page.getByLabel("Type the name of the queue to purge it").fill("console");
    await page.getByRole("button", { name: "Purge" }).click();
    await page.getByText("The name that was typed is another one. Nothing was purged.").waitFor();
    await page.getByLabel("Type the name of the queue to purge it").fill("console-empty");
    await page.getByRole("button", { name: "Purge" }).click();
    await page.getByText("console-empty is empty.").waitFor();
    await page.getByText("The queue is empty.").waitFor();
  });

  test("dead letters are sent back, without script", async () => {
    await send("console-jobs", "too hard");
    await receive("console-jobs");
    expect(await receive("console-jobs")).toBeUndefined();
    const page = await openConsole(browser, port, { path: "queues", javaScriptEnabled: false });
    await page.getByRole("link", { name: "console-dead", exact: true }).first().click();
    await page.locator("#messages").getByText("too hard").waitFor();
    await page.getByRole("button", { name: "Send back what waits" }).click();
    await page.getByText("1 message was sent back.").waitFor();
    await page.getByText("The queue is empty.").waitFor();
    await page.locator("#redrive").locator("xpath=ancestor::section").getByRole("link").first().click();
    await page.locator("#messages").getByText("too hard").waitFor();
  });

  test("what somebody sent is text; nothing of it runs", async () => {
    const page = await openConsole(browser, port, { path: "queues/console-hostile", bypassCSP: true });
    await page.getByText(HOSTILE).waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });

  test("SQS-8 what its policy refuses is refused here, too", async () => {
    const page = await openConsole(browser, port, { path: "queues/console-closed" });
    await page.getByText(/explicit deny/).waitFor();
    const empty = await openConsole(browser, port, { path: "queues/console-none" });
    expect(await empty.locator("main").textContent()).toContain("QueueDoesNotExist");
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const names = ["jobs", "dead", "empty", "hostile", "order.fifo", "closed", "none"];
    const paths = ["queues", "queues?prefix=none", ...names.map((name) => `queues/console-${name}`)];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
