import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
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
const events = new EventBridgeClient({ endpoint, region, credentials, maxAttempts: 1 });
const { sqs } = clientsFor(facts);
const BUS = "console-bus";
const HOSTILE = "<img src=x onerror=window.hit=1>";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await events.send(new CreateEventBusCommand({ Name: BUS }));
  const rule = await make("console-paid", { source: ["shop"], detail: { state: ["paid"] } });
  await make("console-hostile", { source: [HOSTILE], detail: { text: ["long-".repeat(100)] } });
  const QueueUrl = (await sqs.send(new CreateQueueCommand({ QueueName: "console-paid-jobs" }))).QueueUrl;
  const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  const Arn = (await sqs.send(asked)).Attributes?.QueueArn ?? "";
  const Statement = [
    {
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: Arn,
      Condition: { ArnEquals: { "aws:SourceArn": rule } },
    },
  ];
  const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
  await sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes: { Policy } }));
  const Targets = [{ Id: "jobs", Arn }];
  await events.send(new PutTargetsCommand({ Rule: "console-paid", EventBusName: BUS, Targets }));
});
afterAll(async () => {
  events.destroy();
  await browser.close();
});

async function make(Name: string, pattern: object): Promise<string> {
  const EventPattern = JSON.stringify(pattern);
  const put = new PutRuleCommand({ Name, EventBusName: BUS, EventPattern, Description: HOSTILE });
  return (await events.send(put)).RuleArn ?? "";
}

const rulePath = (name: string) => `rules/rule?bus=${BUS}&name=${name}`;

describe("the pages of rules", () => {
  test("an event that matches reaches the target, without script", async () => {
    const page = await openConsole(browser, port, { path: `rules?bus=${BUS}`, javaScriptEnabled: false });
    await page.getByRole("link", { name: "console-paid", exact: true }).click();
    await page.getByRole("button", { name: "Put the event" }).click();
    await page.getByText(/^Put as .* It matches this rule\.$/).waitFor();
    await page.getByRole("link", { name: "console-paid-jobs" }).click();
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator("#messages").textContent();
      })
      .toContain("paid");
  });

  test("switched off and on; what does not match is told", async () => {
    const page = await openConsole(browser, port, { path: rulePath("console-paid") });
    await page.getByRole("button", { name: "Switch off" }).click();
    await page.getByText("console-paid is off.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("console-paid is on.").waitFor();
    await page.getByLabel("Detail, as JSON").fill('{"state":"open"}');
    await page.getByRole("button", { name: "Put the event" }).click();
    await page.getByText(/^Put as .* It does not match this rule\.$/).waitFor();
    await page.getByLabel("Detail, as JSON").fill("{");
    await page.getByRole("button", { name: "Put the event" }).click();
    await page.getByText(/MalformedDetail/).waitFor();
  });

  test("what people set is text; nothing of it runs", async () => {
    const page = await openConsole(browser, port, { path: rulePath("console-hostile"), bypassCSP: true });
    await page.getByText(HOSTILE).first().waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const paths = [
      "rules",
      `rules?bus=${BUS}`,
      `rules?bus=${BUS}&prefix=none`,
      "rules?bus=none",
      ...["paid", "hostile", "none"].map((name) => rulePath(`console-${name}`)),
    ];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
