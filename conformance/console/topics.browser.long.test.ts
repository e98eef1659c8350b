import { CreateTopicCommand, SNSClient, SubscribeCommand } from "@aws-sdk/client-sns";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  SetQueueAttributesCommand,
} from "@aws-sdk/client-sqs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const { endpoint, region, credentials } = facts;
const port = Number(new URL(endpoint).port);
const sns = new SNSClient({ endpoint, region, credentials, maxAttempts: 1 });
const { sqs } = clientsFor(facts);
const HOSTILE = "<img src=x onerror=window.hit=1>";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  const [topic] = [await make("console-news"), await make("console-quiet"), await make("console-order.fifo")];
  const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "console-news-jobs" }))).QueueUrl;
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  const queue = (await sqs.send(asked)).Attributes?.QueueArn ?? "";
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queue,
      Condition: { ArnEquals: { "aws:SourceArn": topic } },
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  await subscribe(topic, "sqs", queue, { FilterPolicy: '{"kind":["order"]}' });
  await subscribe(topic, "email", `${"long-".repeat(10)}@example.com`);
});
afterAll(async () => {
  sns.destroy();
  await browser.close();
});

async function make(Name: string): Promise<string> {
  const Attributes = Name.endsWith(".fifo") ? { FifoTopic: "true" } : {};
  return (await sns.send(new CreateTopicCommand({ Name, Attributes }))).TopicArn ?? "";
}

function subscribe(
  TopicArn: string,
  Protocol: string,
  Endpoint: string,
  Attributes: Record<string, string> = {},
) {
  return sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }));
}

describe("the pages of topics", () => {
  test("what is published reaches the queue whose filter it passes, without script", async () => {
    const page = await openConsole(browser, port, { path: "topics", javaScriptEnabled: false });
    await page.getByRole("link", { name: "console-news", exact: true }).click();
    await page.getByLabel("Message", { exact: true }).fill(HOSTILE);
    await page.getByLabel("Attributes").fill("kind=order");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/^Published as /).waitFor();
    await page.getByRole("link", { name: "console-news-jobs" }).click();
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator("#messages").textContent();
      })
      .toContain(HOSTILE);
  });

  test("where nobody subscribed that is said, and what AWS refuses is told", async () => {
    const page = await openConsole(browser, port, { path: "topics/console-quiet" });
    await page.getByText("Nobody subscribed: what is published goes nowhere.").waitFor();
    await page.getByLabel("Message", { exact: true }).fill("anybody?");
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/^Published as .* Nobody subscribed\.$/).waitFor();
    await page.getByLabel("Subject").fill("two\nlines".repeat(30));
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText(/InvalidParameter/).waitFor();
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const names = ["news", "quiet", "order.fifo", "none"];
    const paths = ["topics", ...names.map((name) => `topics/console-${name}`)];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
