import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";
import { HANG_GUARD } from "./hang-guard.ts";

const INSTALLED = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** No host but the product's own is asked for anything. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Of the package's own, made for a cramped machine: it would end with its first window, and let any page read any other. */
const NOT_OF_THE_PACKAGE = new Set([
  "--single-process",
  "--disable-web-security",
  "--allow-running-insecure-content",
]);

/** A headless Chromium: one that is installed, else the one inside the package @sparticuz/chromium. */
export async function launchBrowser(): Promise<Browser> {
  const browser = await launch();
  // Half a minute for a click or a page is a cap that a busy machine meets.
  browser.on("context", (context) => context.setDefaultTimeout(HANG_GUARD.timeout));
  return browser;
}

async function launch(): Promise<Browser> {
  const installed = [process.env["CHROMIUM"], ...INSTALLED].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (installed !== undefined) return chromium.launch({ executablePath: installed, args: QUIET });
  const { default: packaged } = await import("@sparticuz/chromium");
  return chromium.launch({
    executablePath: await packaged.executablePath(),
    args: [...packaged.args.filter((name) => !NOT_OF_THE_PACKAGE.has(name)), ...QUIET],
    headless: true,
  });
}
