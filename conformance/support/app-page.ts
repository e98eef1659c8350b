import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect, vi } from "vitest";
import { fingerprintOfApp } from "../../cloud/src/runtime/app/build/sources.ts";
import { isFresh } from "../../cloud/src/runtime/app/build/stamp.ts";
import { readProjectFile } from "../../cloud/src/runtime/project/project-file.ts";
import { axeFindings } from "./axe.ts";
import { type Product, type ProductFacts, startProduct } from "./product.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** The first build of the app takes its time, and more beside other tests. */
export const BUILD_WITHIN_MS = 300_000;

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

/** The home with its app, built: a product of the suite's own, whose gate nobody else commands. */
export async function startWithApp(...options: string[]): Promise<Product> {
  const product = await startProduct({ app: true, arguments: options });
  await vi.waitFor(() => assertBuilt(product), { timeout: BUILD_WITHIN_MS, interval: 500 });
  return product;
}

/** An earlier build is served until the one of these sources is there: the product's own stamp tells. */
async function assertBuilt({ facts, output }: Product): Promise<void> {
  const { app } = readProjectFile(ROOT);
  if (app === undefined || !isFresh(app, fingerprintOfApp(app))) throw new Error(output());
  const page = await (await fetch(appAddress(facts))).text();
  if (!page.includes("/_expo/static/js/web/")) throw new Error(page.slice(0, 2_000));
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
