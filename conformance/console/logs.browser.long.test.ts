import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  PutLogEventsCommand,
} from "@aws-sdk/client-cloudwatch-logs";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const { endpoint, region, credentials } = inject("product");
const port = Number(new URL(endpoint).port);
const logs = new CloudWatchLogsClient({ endpoint, region, credentials, maxAttempts: 1 });
const HOSTILE = "<img src=x onerror=window.hit=1>";
const GROUP = "/console/shop";
const STREAM = `web/${"long-".repeat(30)}`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  for (const logGroupName of [GROUP, "/console/empty", `/console/${"long-".repeat(60)}`])
    await logs.send(new CreateLogGroupCommand({ logGroupName }));
  for (const logStreamName of ["door", STREAM])
    await logs.send(new CreateLogStreamCommand({ logGroupName: GROUP, logStreamName }));
  await put(
    "door",
    Array.from({ length: 250 }, (_, index) => `line ${index} of the door`),
  );
  await put(STREAM, [HOSTILE, "y".repeat(2_000)]);
});
afterAll(async () => {
  logs.destroy();
  await browser.close();
});

async function put(logStreamName: string, messages: readonly string[]): Promise<void> {
  const logEvents = messages.map((message) => ({ message, timestamp: Date.now() }));
  await logs.send(new PutLogEventsCommand({ logGroupName: GROUP, logStreamName, logEvents }));
}

const groupPath = (name: string, more = "") => `logs/group?name=${encodeURIComponent(name)}${more}`;

describe("the pages of log groups", () => {
  test("lines page by page, of one stream, and those that fit, without script", async () => {
    const page = await openConsole(browser, port, {
      path: "logs?prefix=/console/s",
      javaScriptEnabled: false,
    });
    await page.getByRole("link", { name: GROUP, exact: true }).click();
    await page.getByText("200 lines").waitFor();
    await page.getByRole("link", { name: "Older" }).click();
    await page.getByText("line 0 of the door").waitFor();
    await page.getByRole("link", { name: "Newest" }).click();
    await page.getByRole("link", { name: /^door/ }).click();
    await page.getByText("line 249 of the door").waitFor();
    expect(await page.getByText("yyyyyyyy").count()).toBe(0);
    await page.getByLabel(/^A word/).fill('"line 17 of"');
    await page.getByRole("button", { name: "Find" }).click();
    await page.getByText("1 line", { exact: true }).waitFor();
  });

  test("a new line shows by itself", async () => {
    const page = await openConsole(browser, port, { path: groupPath(GROUP, "&stream=door") });
    await put("door", ["the door fell shut"]);
    await page.getByText("the door fell shut").waitFor();
  });

  test("what was logged is text; nothing of it runs", async () => {
    const page = await openConsole(browser, port, { path: groupPath(GROUP), bypassCSP: true });
    await page.getByText(HOSTILE).waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });

  test("how long lines are kept is changed, and comes back; deleting asks for the name", async () => {
    const page = await openConsole(browser, port, { path: groupPath("/console/empty") });
    await page.getByLabel("For how long").selectOption("7 days");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Lines are kept for 7 days.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Lines are kept for ever.").waitFor();
    await page.getByLabel("Type the name of the log group to delete it").fill("empty");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The name that was typed is another one. Nothing was deleted.").waitFor();
  });
});

test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
  const paths = [
    "logs",
    "logs?prefix=none",
    groupPath(GROUP),
    groupPath(GROUP, `&stream=${encodeURIComponent(STREAM)}`),
    groupPath(GROUP, "&pattern=%7B"),
    groupPath("/console/empty"),
    groupPath(`/console/${"long-".repeat(60)}`),
    groupPath("none"),
  ];
  await expectFitAndAccessible({ browser, port, look, paths });
});
