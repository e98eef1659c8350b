import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Of an element, how far it stands out of the window, above or below; 0 for one that is in sight. */
function cutOff(page: Page, selector: string): Promise<number> {
  return page.locator(selector).evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return Math.max(0, -top, bottom - window.innerHeight);
  });
}

describe("the places beside every page", () => {
  test.each([900, 720])("at 1280 by %i the foot is whole, and where we are is in sight", async (height) => {
    const page = await openConsole(browser, port, { viewport: { width: 1280, height } });
    const last = await page.locator(".rail li a").last().getAttribute("href");
    for (const path of ["/_portcullis/", last]) {
      await page.goto(`http://portcullis.localhost:${port}${path}`);
      expect(await cutOff(page, ".rail-foot")).toBe(0);
      expect(await cutOff(page, ".rail [aria-current]")).toBe(0);
    }
  });

  test("the tab key brings each into sight where they scroll", async () => {
    const page = await openConsole(browser, port, { viewport: { width: 1280, height: 480 } });
    await page.locator(".rail li a").last().focus();
    expect(await cutOff(page, ".rail li a:focus")).toBe(0);
  });

  test("on a phone those behind the last one scroll, too", async () => {
    const page = await openConsole(browser, port, { viewport: { width: 390, height: 700 } });
    await page.getByRole("button", { name: "More" }).click();
    expect(await cutOff(page, "#more")).toBe(0);
    await page.locator("#more a").last().focus();
    expect(await cutOff(page, "#more a:focus")).toBe(0);
  });
});

test("every command that a page shows is for the state folder of this cloud", async () => {
  const page = await openConsole(browser, port);
  const places = await page
    .locator(".rail li a")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href") ?? ""));
  const seen: string[] = [];
  for (const path of [...places, "/_portcullis/trace/nothing", "/_portcullis/trace?q=nothing-at-all"]) {
    await page.goto(`http://portcullis.localhost:${port}${path}`);
    const commands = await page
      .locator("main code, [data-copy]")
      .evaluateAll((all) => all.map((each) => each.getAttribute("data-copy") ?? each.textContent ?? ""));
    for (const command of commands.filter((text) => text.includes("npx portcullis"))) {
      expect({ path, command }).toEqual({ path, command: expect.stringContaining("--state ") });
      seen.push(command);
    }
  }
  expect(seen.length).toBeGreaterThan(2);
});
