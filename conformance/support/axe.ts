import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const source = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Finding {
  readonly rule: string;
  readonly impact: string;
  /** The first element it was found at. */
  readonly html: string | undefined;
}

/** What axe-core finds on the page; the context must bypass the page's policy. */
export async function axeFindings(page: Page): Promise<Finding[]> {
  await page.addScriptTag({ content: source });
  return page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await axe.run();
    return violations.map(({ id, impact, nodes }) => ({ rule: id, impact, html: nodes[0]?.html }));
  });
}
