import { request } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { runCli } from "../support/cli.ts";
import { homeOf } from "../support/home.ts";
import { signInOverSrp } from "../support/srp.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const home = homeOf(facts);
const port = Number(new URL(facts.endpoint).port);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** A call of the gate that lacks the scope. */
async function refusedCall(): Promise<string> {
  const { access } = await signInOverSrp(facts, home, home.user);
  const { headers } = await fetch(`${home.apiUrl}/gates/control`, {
    method: "POST",
    headers: { authorization: `Bearer ${access}` },
    body: '{"message":"open"}',
  });
  return headers.get("x-amzn-requestid") ?? "";
}

describe("the console", () => {
  test("CON-2 the link of `portcullis console` opens it once, and leaves no key in the address", async () => {
    const { out } = await runCli(["console", "--no-open", "--state", facts.stateDir]);
    const [link = ""] = out.split("\n");
    const page = await (await browser.newContext()).newPage();
    await page.goto(link);
    expect(page.url()).toBe(`http://portcullis.localhost:${port}/_portcullis/`);
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe("homeapp");

    const other = await (await browser.newContext()).newPage();
    await other.goto(link);
    expect(await other.getByRole("heading", { level: 1 }).textContent()).toBe("This link was used");
    await other.goto(`http://localhost:${port}/_portcullis/`);
    expect(await other.getByRole("heading", { level: 1 }).textContent()).toBe("The console is closed");
  });

  test("a 401 leads to its reason: from the red line, the list, and the search", async () => {
    const id = await refusedCall();
    const page = await openConsole(browser, port);
    await page.getByRole("link", { name: /^Last refusal: 401 POST \/gates\/control/ }).click();
    expect(page.url()).toContain(`/trace/${id}`);
    expect(await page.locator("#story-h").textContent()).toBe("Refused with 401 by the authorizer.");
    const sentence = await page.locator(".sentence").textContent();
    expect(sentence).toContain("user@example.com asked for POST /gates/control; the token lacks Admins-");
    expect(sentence).toContain("group Admins may bring it");

    await page.getByRole("link", { name: "Portcullis, start page" }).click();
    await page.waitForURL("**/_portcullis/");
    await page.getByLabel(/^Find a request id/).fill(id.slice(0, 8));
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/trace/${id}`);

    await page.goto(`http://portcullis.localhost:${port}/_portcullis/trace?verdict=deny&q=gates/control`);
    await page.locator(`[id="r-${id}"]`).click();
    expect(await page.locator(".sentence").textContent()).toBe(sentence);
  });

  test("a new refusal shows by itself, and keys lead through the page", async () => {
    const page = await openConsole(browser, port, { path: "trace?verdict=deny" });
    const id = await refusedCall();
    await expect.poll(() => page.locator(`[id="r-${id}"]`).count()).toBe(1);

    await page.keyboard.press("j");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(`r-${id}`);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**/trace/${id}*`);
    await page.keyboard.press("Escape");
    await page.waitForURL(/\/trace\?.*#r-/);
    await page.keyboard.press("?");
    expect(await page.getByRole("dialog", { name: "Keys" }).isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    await page.keyboard.press("/");
    expect(await page.evaluate(() => document.activeElement?.id)).toBe("find");
    // Letters are letters in a field.
    await page.keyboard.type("w");
    expect(await page.locator("#find").inputValue()).toBe("w");
  });

  test("everything is there without script", async () => {
    const id = await refusedCall();
    const page = await openConsole(browser, port, { javaScriptEnabled: false, path: "trace" });
    await page.locator(`[id="r-${id}"]`).click();
    expect(await page.locator(".sentence").textContent()).toContain("the token lacks Admins-");
    await page.getByLabel(/^Find a request id/).fill("gates/control");
    await page.getByLabel(/^Find a request id/).press("Enter");
    await page.waitForURL("**/trace?q=gates%2Fcontrol");
    expect(await page.locator("[data-rows] li").count()).toBeGreaterThan(0);
  });

  test("the matrix fits a tablet: no column is to be scrolled to", async () => {
    const viewport = { width: 768, height: 1000 };
    const page = await openConsole(browser, port, { viewport, bypassCSP: true, path: "access" });
    const over = await page
      .locator(".matrix")
      .evaluateAll((tables) => tables.map((table) => table.scrollWidth - table.clientWidth));
    expect([over.length > 0, Math.max(...over)]).toEqual([true, 0]);
    expect(await axeFindings(page)).toEqual([]);
  });

  test.each(LOOKS)(
    "$width px $colorScheme: nothing is cut off or broken, axe finds nothing",
    async (look) => {
      const id = await refusedCall();
      const paths = [
        "",
        "trace",
        `trace/${id}`,
        "trace/none",
        "trace?q=nothing-at-all",
        "nothing",
        "access",
        "keys",
      ];
      await expectFitAndAccessible({ browser, port, look, paths });
    },
  );
});

/** A raw request, with a Host of the test's choice as a rebound name has. */
function ask(path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path, headers }, (reply) => {
      reply.resume();
      resolve(reply.statusCode ?? 0);
    });
    asked.on("error", reject);
    asked.end();
  });
}

describe("who is kept out", () => {
  test("CON-1 a name that was rebound to this machine gets no page, with and without a cookie", async () => {
    const page = await openConsole(browser, port);
    const [cookie] = await page.context().cookies();
    const session = `${cookie?.name}=${cookie?.value}`;
    expect(await ask("/_portcullis/", { host: `portcullis.localhost:${port}`, cookie: session })).toBe(200);
    expect(await ask("/_portcullis/", { host: `evil.example:${port}`, cookie: session })).toBe(403);
    expect(await ask("/_portcullis/trace", { host: `rebound.example:${port}`, cookie: session })).toBe(403);
  });

  test("CON-3, CON-4 a page that this machine serves neither reads, nor frames, nor sends a form", async () => {
    const page = await openConsole(browser, port);
    const foreign = await page.context().newPage();
    // An answer of a deployed API, on the origin that everything of this machine shares.
    await foreign.goto(`${home.apiUrl}/nothing`);
    const outcome = await foreign.evaluate(async (target) => {
      const read = await fetch(target, { credentials: "include" }).then(
        () => "read",
        () => "refused",
      );
      return { read };
    }, `http://portcullis.localhost:${port}/_portcullis/trace`);
    expect(outcome).toEqual({ read: "refused" });

    // Led there, the browser says whose form it is.
    const statuses: number[] = [];
    foreign.on("response", (response) => {
      if (response.request().isNavigationRequest()) statuses.push(response.status());
    });
    await foreign.setContent(
      `<form method="post" action="http://portcullis.localhost:${port}/_portcullis/find"><input name="q" value="x"><button>Go</button></form>`,
    );
    await foreign.getByRole("button").click();
    await expect.poll(() => statuses).toEqual([403]);
  });
});
