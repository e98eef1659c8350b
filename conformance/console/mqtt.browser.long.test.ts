import mqtt from "mqtt";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { report } from "../support/mqtt.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Publishes without credentials, which closes the connection. */
async function refusedPublish(topic: string): Promise<void> {
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${facts.mqttPort}`, {
    clientId: "a-watcher",
    reconnectPeriod: 0,
  });
  const closed = new Promise<void>((resolve) => client.once("close", () => resolve()));
  client.on("error", () => undefined);
  client.publish(topic, "x");
  await closed;
}

const HOSTILE = "shed/<img src=x onerror=window.hit=1>";

describe("the MQTT page", () => {
  test("a message of a device shows by itself; one is published, and what is retained is cleared", async () => {
    const page = await openConsole(browser, port, { path: "mqtt" });
    await page.getByRole("heading", { name: "Messages" }).waitFor();
    await report(facts, "shed/lamp", '{"lamp":"on"}');
    await page.locator(".log").getByText('{"lamp":"on"}').waitFor();

    await page.getByLabel("Topic", { exact: true }).fill("shed/door");
    await page.getByLabel("Payload").fill("ajar");
    await page.getByRole("checkbox", { name: "Retain" }).check();
    await page.getByRole("button", { name: "Publish" }).click();
    await page.getByText("Published 4 bytes to shed/door, and retained it.").waitFor();
    await page.locator(".log").getByText("ajar").waitFor();

    await page.goto(`http://portcullis.localhost:${port}/_portcullis/mqtt/retained?topic=shed%2Fdoor`);
    await page.getByLabel("Type the topic to clear it").fill("shed/door");
    await page.getByRole("button", { name: "Clear the retained message" }).click();
    await page.getByText("shed/door has no retained message any more.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("Published 4 bytes to shed/door, and retained it.").waitFor();
  });

  test("a refused publish is one click from its reason", async () => {
    const page = await openConsole(browser, port, { path: "mqtt" });
    await refusedPublish("shed/secret");
    await page.locator(".log .no", { hasText: "shed/secret" }).getByRole("link", { name: "Why?" }).click();
    expect(await page.locator(".sentence").textContent()).toContain(
      "a client without credentials may only watch",
    );
  });

  test("who comes and goes shows by itself", async () => {
    const page = await openConsole(browser, port, { path: "mqtt" });
    const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${facts.mqttPort}`, {
      clientId: "guest-1",
      reconnectPeriod: 0,
    });
    await client.subscribeAsync("shed/#");
    const row = page.locator("#connected li", { hasText: "guest-1" });
    await row.getByText("shed/#").waitFor();
    await client.endAsync();
    await row.waitFor({ state: "detached" });
  });

  test("topics and payloads of markup are text", async () => {
    await report(facts, HOSTILE, "<script>window.hit=1</script>");
    const page = await openConsole(browser, port, { path: "mqtt", bypassCSP: true });
    await page.locator("#retained").getByText("<script>window.hit=1</script>").waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });

  test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
    await report(facts, HOSTILE, "x".repeat(5_000));
    await refusedPublish("shed/secret");
    const paths = ["mqtt", `mqtt/retained?topic=${encodeURIComponent(HOSTILE)}`, "mqtt/retained?topic=none"];
    await expectFitAndAccessible({ browser, port, look, paths });
  });
});
