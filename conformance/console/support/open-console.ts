import type { Browser, BrowserContextOptions, Page } from "playwright-core";

/**
 * A page of the console, opened by a new link as a terminal shows it.
 * @param port of the running cloud
 * @param path below `/_portcullis/`
 */
export async function openConsole(
  browser: Browser,
  port: number,
  { path = "", ...options }: BrowserContextOptions & { readonly path?: string } = {},
): Promise<Page> {
  const reply = await fetch(`http://127.0.0.1:${port}/_portcullis/console-keys`, { method: "POST" });
  const { address } = (await reply.json()) as { address: string };
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(address);
  if (path !== "") await page.goto(`${new URL(page.url()).origin}/_portcullis/${path}`);
  return page;
}
