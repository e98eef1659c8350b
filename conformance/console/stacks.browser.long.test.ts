import {
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  waitUntilChangeSetCreateComplete,
  waitUntilStackCreateComplete,
  waitUntilStackDeleteComplete,
} from "@aws-sdk/client-cloudformation";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);
const { cloudformation } = clientsFor(facts);
const within = { client: cloudformation, maxWaitTime: HANG_GUARD.timeout / 1000, minDelay: 1, maxDelay: 1 };
const STACK = "console-stacks-test";
const MARKUP = "<img src=x onerror=window.hit=1>";

const template = (more: object = {}) =>
  JSON.stringify({
    Description: MARKUP,
    Resources: { Shelf: { Type: "AWS::S3::Bucket", Properties: more } },
    Outputs: { ShelfName: { Value: { Ref: "Shelf" }, Description: MARKUP } },
  });

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  await cloudformation.send(new CreateStackCommand({ StackName: STACK, TemplateBody: template() }));
  await waitUntilStackCreateComplete(within, { StackName: STACK });
  await cloudformation.send(
    new CreateChangeSetCommand({
      StackName: STACK,
      ChangeSetName: "keep-versions",
      TemplateBody: template({ VersioningConfiguration: { Status: "Enabled" } }),
    }),
  );
  await waitUntilChangeSetCreateComplete(within, { StackName: STACK, ChangeSetName: "keep-versions" });
});
afterAll(async () => {
  await browser.close();
  await cloudformation.send(new DeleteStackCommand({ StackName: STACK }));
  await waitUntilStackDeleteComplete(within, { StackName: STACK });
});

describe("the pages of stacks", () => {
  test("a resource leads to its page, and back to its stack", async () => {
    const page = await openConsole(browser, port, { path: `stacks/${STACK}` });
    await page.locator("#resources").getByRole("link", { name: /shelf/i }).click();
    await page.waitForURL("**/_portcullis/storage/**");
    await page.getByRole("link", { name: STACK }).click();
    await page.waitForURL(`**/_portcullis/stacks/${STACK}`);
    expect(await page.getByText(MARKUP).count()).toBeGreaterThan(0);
  });

  test("on a phone the long parts are closed until they are asked for; on a desk they are open", async () => {
    const view = (width: number) => ({ path: "stacks/homeapp-api", viewport: { width, height: 844 } });
    const phone = await openConsole(browser, port, view(390));
    const rows = phone.locator("#resources");
    await phone.getByRole("heading", { name: "Outputs" }).waitFor();
    expect(await rows.isVisible()).toBe(false);
    await phone.getByRole("heading", { name: "Resources" }).click();
    await rows.waitFor();
    const desk = await openConsole(browser, port, view(1280));
    await desk.locator("#resources").waitFor();
    for (const page of [phone, desk]) await page.context().close();
  });

  test("what was deployed from the project's folder is compared with its file", async () => {
    const page = await openConsole(browser, port, { path: "stacks/homeapp-api" });
    await page.locator(".card", { hasText: "File and what runs" }).getByText("The same").waitFor();
    await page.getByRole("link", { name: "Template" }).click();
    await page.getByRole("link", { name: "As expanded" }).click();
    await page.getByText("AWS::Lambda::Permission").first().waitFor();
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    const paths = [
      "stacks",
      `stacks/${STACK}`,
      "stacks/homeapp-api",
      "stacks/homeapp-api/events",
      `stacks/${STACK}/template`,
      `stacks/${STACK}/changes`,
      `stacks/${STACK}/changes/keep-versions`,
      "stacks/homeapp-api/changes",
      "stacks/none",
    ];
    await expectFitAndAccessible({ browser, port, look, paths });
  });

  // At the end: it takes the change set away.
  test("a change set is read and executed, and its events come in", async () => {
    const page = await openConsole(browser, port, { path: `stacks/${STACK}/changes` });
    await page.getByRole("link", { name: "keep-versions" }).click();
    await page.getByText("VersioningConfiguration").waitFor();
    await page.getByRole("button", { name: "Execute the change set" }).click();
    await page.getByText("keep-versions is being executed: its events come in below.").waitFor();
    await expect
      .poll(async () => {
        await page.reload();
        return page.locator(".event", { hasText: "the stack" }).first().textContent();
      })
      .toContain("UPDATE_COMPLETE");
  });
});
