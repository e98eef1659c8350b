import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindings } from "../../support/axe.ts";
import { openConsole } from "./open-console.ts";

/** Both widths in both schemes. */
export const LOOKS = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

interface Looked {
  readonly browser: Browser;
  readonly port: number;
  readonly look: (typeof LOOKS)[number];
  /** Below `/_portcullis/`. */
  readonly paths: readonly string[];
}

/** Fails where something is cut off, an option of a command is broken, or axe finds something. */
export async function expectFitAndAccessible({ browser, port, look, paths }: Looked): Promise<void> {
  const page = await openConsole(browser, port, {
    viewport: { width: look.width, height: 900 },
    colorScheme: look.colorScheme,
    bypassCSP: true,
  });
  for (const path of paths) {
    await page.goto(`http://portcullis.localhost:${port}/_portcullis/${path}`);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect({ path, over }).toEqual({ path, over: 0 });
    expect({ path, broken: await brokenOptions(page) }).toEqual({ path, broken: [] });
    expect({ path, found: await axeFindings(page) }).toEqual({ path, found: [] });
    if (look.width === 390) await expectReflow(page, path);
  }
  await page.context().close();
}

/** What 400 % zoom leaves of 1280 px, WCAG 1.4.10: nothing is read by scrolling sideways. */
async function expectReflow(page: Page, path: string): Promise<void> {
  const narrow = { width: 320, height: 900 };
  const before = page.viewportSize() ?? narrow;
  await page.setViewportSize(narrow);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect({ path, width: narrow.width, over }).toEqual({ path, width: narrow.width, over: 0 });
  expect({ path, broken: await brokenOptions(page) }).toEqual({ path, broken: [] });
  await page.setViewportSize(before);
}

/** Options such as `--state` that stand on two lines: a browser breaks behind any hyphen. */
function brokenOptions(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const broken: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
      for (const option of (text.nodeValue ?? "").matchAll(/--[a-z][a-z-]*/g)) {
        const range = document.createRange();
        range.setStart(text, option.index);
        range.setEnd(text, option.index + option[0].length);
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) broken.push(option[0]);
      }
    }
    return broken;
  });
}
