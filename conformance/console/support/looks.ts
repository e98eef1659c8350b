import type { Browser } from "playwright-core";
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

/** Fails where something is cut off or axe finds something. */
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
    expect({ path, found: await axeFindings(page) }).toEqual({ path, found: [] });
  }
  await page.context().close();
}
