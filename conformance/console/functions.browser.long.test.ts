import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function openFunction(label: string, options: { javaScriptEnabled?: boolean } = {}) {
  const page = await openConsole(browser, port, { path: "functions", ...options });
  await page.getByRole("link", { name: label, exact: true }).click();
  await page.getByRole("heading", { level: 1, name: label }).waitFor();
  return page;
}

const OPEN = JSON.stringify({ httpMethod: "POST", body: '{"message":"open"}' });

describe("a function", () => {
  test("what it may do and who may invoke it, in words", async () => {
    const page = await openFunction("ControlGateFunction");
    expect(await page.locator(".sentence").textContent()).toBe(
      "May publish to the topic controlGate; nothing else.",
    );
    const invokers = page.locator("[aria-labelledby=by]");
    expect(await invokers.textContent()).toContain("API Gateway, only for POST /gates/control of the API");
  });

  test("invoked with an event that is saved: the answer, then its log and its times by themselves", async () => {
    const page = await openFunction("ControlGateFunction");
    await page.getByLabel("Event", { exact: true }).fill(OPEN);
    await page.getByText("Save the event").click();
    await page.getByLabel("Name", { exact: true }).fill("open");
    await page.getByRole("button", { name: "Save", exact: true }).click();
    await page.getByText("The event open is saved.").waitFor();

    await page.getByRole("link", { name: "open", exact: true }).click();
    expect(await page.getByLabel("Event", { exact: true }).inputValue()).toBe(OPEN);
    await page.getByRole("button", { name: "Invoke", exact: true }).click();
    await page.waitForURL(/invoked=/);
    expect(await page.locator(".invoked .verdict").textContent()).toBe("Answered");
    expect(await page.locator(".invoked pre").first().textContent()).toContain('"statusCode": 200');
    const id = new URL(page.url()).searchParams.get("invoked") ?? "";
    await expect.poll(() => page.locator("#log-lines").textContent()).toContain(id);
    await expect.poll(() => page.locator("#duration-facts").textContent()).toMatch(/0 of \d+/);

    await page.getByRole("link", { name: "open", exact: true }).click();
    await page.getByRole("button", { name: "Take away open" }).click();
    await page.getByText("The event open is gone.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("The event open is saved.").waitFor();
    await page.getByRole("button", { name: "Take away open" }).click();
    await page.getByText("The event open is gone.").waitFor();
  });

  test("an event that is none is refused by Lambda, and why; without script", async () => {
    const page = await openFunction("GetAccountFunction", { javaScriptEnabled: false });
    await page.getByLabel("Event", { exact: true }).fill("{");
    await page.getByRole("button", { name: "Invoke", exact: true }).click();
    await page.waitForURL(/invoked=/);
    expect(await page.locator(".invoked .verdict").textContent()).toBe("Refused with 400: it did not run");
    expect(await page.locator(".invoked pre").first().textContent()).toContain("Could not parse");
    await page.locator(".invoked").getByRole("link", { name: "Why?" }).click();
    await page.waitForURL(/\/trace\//);
  });

  test("one that is not there", async () => {
    const page = await openConsole(browser, port, { path: "functions/none" });
    expect(await page.getByRole("alert").textContent()).toContain("ResourceNotFoundException");
  });
});

const LOOKS = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
  const page = await openConsole(browser, port, {
    viewport: { width: look.width, height: 900 },
    colorScheme: look.colorScheme,
    bypassCSP: true,
  });
  const check = async (what: string): Promise<void> => {
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ what, over }).toEqual({ what, over: 0 });
    expect({ what, found: await axeFindings(page) }).toEqual({ what, found: [] });
  };
  await page.goto(`http://portcullis.localhost:${port}/_portcullis/functions`);
  await check("the list");
  await page.getByRole("link", { name: "ControlGateFunction", exact: true }).click();
  await page.getByRole("heading", { level: 1, name: "ControlGateFunction" }).waitFor();
  await check("a function");
  await page.getByLabel("Event", { exact: true }).fill(OPEN);
  await page.getByRole("button", { name: "Invoke", exact: true }).click();
  await page.waitForURL(/invoked=/);
  await check("its answer");
});
