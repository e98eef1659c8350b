// A headless Chromium that is installed, for measurements of pages.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ROOT } from "./product.mjs";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
/** No host but the product's own is asked for anything. */
const QUIET = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-background-networking",
  "--disable-component-update",
];

/** Undefined where no browser is installed. */
export async function launchBrowser() {
  const executablePath = [process.env.CHROMIUM, ...PLACES].find((path) => path && existsSync(path));
  if (executablePath === undefined) return undefined;
  const { chromium } = createRequire(join(ROOT, "package.json"))("playwright-core");
  return chromium.launch({ executablePath, args: QUIET });
}
