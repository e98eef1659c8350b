import { launchBrowser } from "../lib/browser.mjs";
import { median } from "../lib/numbers.mjs";
import { newSettings, startProduct } from "../lib/product.mjs";

/** Until the sign-in form takes input: a first visit, and one with what the browser has kept. */
export async function app({ rounds }) {
  const browser = await launchBrowser();
  if (browser === undefined) {
    console.log("Without the app: no Chromium is installed (CHROMIUM names one).");
    return { rows: [] };
  }
  const product = await startProduct(await newSettings({ app: true }));
  const url = `http://localhost:${product.appPort}/`;
  try {
    await untilServed(browser, url);
    const visits = [];
    for (let round = 0; round <= rounds; round += 1) {
      visits.push({ ...(await visitTwice(browser, url)), blankMs: await visitBlank(browser) });
    }
    return figuresOf(visits.slice(1), new URL(url).host, product.port);
  } finally {
    await browser.close();
    await product.dispose();
  }
}

/** The first build takes a minute; its page turns into the app by itself. */
async function untilServed(browser, url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.getByLabel("E-mail").waitFor({ timeout: 600_000 });
  await page.close();
}

async function visitTwice(browser, url) {
  const context = await browser.newContext();
  const first = await visit(context, url);
  const again = await visit(context, url);
  await context.close();
  return { first, again };
}

async function visit(context, url) {
  const page = await context.newPage();
  const hosts = new Set();
  page.on("request", (request) => hosts.add(new URL(request.url()).host));
  const started = performance.now();
  await page.goto(url, { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill("somebody@example.com");
  const ms = performance.now() - started;
  const entries = await page.evaluate(() =>
    [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map(
      ({ transferSize, decodedBodySize }) => ({ transferSize, decodedBodySize }),
    ),
  );
  await page.close();
  const sum = (name) => entries.reduce((total, entry) => total + entry[name], 0) / 1024;
  return { ms, hosts, transferredKb: sum("transferSize"), decodedKb: sum("decodedBodySize") };
}

/** The yardstick: a page that is one field, in a window of its own. */
async function visitBlank(browser) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const started = performance.now();
  await page.goto("data:text/html,<label>E-mail <input></label>", { waitUntil: "commit" });
  await page.getByLabel("E-mail").fill("somebody@example.com");
  const ms = performance.now() - started;
  await context.close();
  return ms;
}

function figuresOf(visits, host, port) {
  const of = (which, name) => median(visits.map((visit) => visit[which][name]));
  const foreign = visits
    .flatMap(({ first, again }) => [...first.hosts, ...again.hosts])
    .filter((name) => name !== host && !name.endsWith(`:${port}`));
  const blankMs = median(visits.map((visit) => visit.blankMs));
  const rows = [
    { name: "first visit until the sign-in form takes input", value: of("first", "ms"), unit: "ms" },
    { name: "second visit", value: of("again", "ms"), unit: "ms" },
    { name: "a page of one field until it takes input", value: blankMs, unit: "ms" },
    { name: "first visit: transferred", value: of("first", "transferredKb"), unit: "KB" },
    { name: "first visit: unpacked", value: of("first", "decodedKb"), unit: "KB" },
  ];
  return {
    measured: {
      first: { ms: of("first", "ms") },
      blank: { ms: blankMs },
      foreign: { count: foreign.length },
    },
    rows,
  };
}
