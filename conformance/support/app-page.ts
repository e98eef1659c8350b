import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";
import { axeFindings } from "./axe.ts";
import type { ProductFacts } from "./product.ts";

export interface AppPage {
  readonly page: Page;
  /** Requests to any host but the app's and the cloud's. */
  readonly foreign: readonly string[];
  /** What the page threw. */
  readonly failures: readonly string[];
  close(): Promise<void>;
}

export function appAddress(facts: ProductFacts, path = "/"): string {
  return `http://localhost:${facts.appPort}${path}`;
}

/** What axe-core calls serious or critical; the context needs `bypassCSP`. */
export async function assertAccessible(page: Page): Promise<void> {
  const findings = await axeFindings(page);
  expect(findings.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
}

/** The app in a fresh browser window, with movement reduced so that pictures hold still. */
export async function openApp(
  browser: Browser,
  facts: ProductFacts,
  options: BrowserContextOptions & { readonly path?: string } = {},
): Promise<AppPage> {
  const { path = "/", ...settings } = options;
  const context = await browser.newContext({ reducedMotion: "reduce", ...settings });
  const page = await context.newPage();
  const foreign: string[] = [];
  const failures: string[] = [];
  const known = [facts.appPort, facts.port].map((port) => `localhost:${port}`);
  context.on("request", (request) => {
    const { protocol, host, href } = new URL(request.url());
    if (protocol.startsWith("http") && !known.includes(host)) foreign.push(href);
  });
  page.on("pageerror", (error) => failures.push(error.message));
  await page.goto(appAddress(facts, path));
  return { page, foreign, failures, close: () => context.close() };
}

export async function signInToApp(
  page: Page,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}
