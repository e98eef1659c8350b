import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { HANG_GUARD } from "../support/hang-guard.ts";
import { homeOf } from "../support/home.ts";
import { type Product, startProduct } from "../support/product.ts";
import { addPlainApp, copyOfProject, type ProjectCopy } from "../support/project.ts";

const SHOTS = join(import.meta.dirname, "..", ".artifacts", "screenshots", "app");

let browser: Browser;
let project: ProjectCopy;
let product: Product;
let address: string;

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** Starts with a build that does not end before `letGo`. */
beforeEach(async () => {
  project = copyOfProject();
  const app = addPlainApp(project);
  writeFileSync(join(app, ".hold"), "");
  product = await startProduct({
    folders: ["stacks/cognito", "stacks/api"],
    workingFolder: project.folder,
    app: true,
  });
  address = `http://localhost:${product.facts.appPort}`;
  await vi.waitFor(() => expect(product.output()).toContain("app: building"), HANG_GUARD);
});

afterEach(async () => {
  await product.stop();
  rmSync(product.facts.stateDir, { recursive: true, force: true });
  rmSync(project.folder, { recursive: true, force: true });
});

const letGo = () => rmSync(join(project.folder, "app", ".hold"));

describe("the app's address in a browser", () => {
  test.each(["light", "dark"] as const)(
    "says that it is being built, for everybody (%s)",
    async (colorScheme) => {
      const context = await browser.newContext({
        colorScheme,
        bypassCSP: true,
        viewport: { width: 375, height: 700 },
      });
      const page = await context.newPage();
      await page.goto(address);
      await page.getByRole("heading", { name: "The app is being built" }).waitFor();
      await page.locator("[aria-current=step]").getByText("Build the app").waitFor();
      const output = page.getByText("plain-app: building");
      expect(await output.isVisible()).toBe(false);
      await page.screenshot({ path: join(SHOTS, `building-${colorScheme}.png`) });
      await page.getByText("What the build prints").click();
      await output.waitFor();
      await page.screenshot({ path: join(SHOTS, `building-output-${colorScheme}.png`) });
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
      await context.close();
    },
  );

  test("turns into the app by itself, and the app reads its addresses under its policy", async () => {
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().includes("503")) complaints.push(message.text());
    });
    await page.goto(`${address}/profile`);
    await page.getByRole("heading", { name: "The app is being built" }).waitFor();
    letGo();
    const { userPoolId, apiUrl } = homeOf(product.facts);
    await page.getByRole("heading", { name: `Plain app of ${userPoolId}` }).waitFor();
    expect(new URL(page.url()).pathname).toBe("/profile");
    expect(complaints).toEqual([]);

    const reach = (url: string) =>
      page.evaluate(
        (target) =>
          fetch(target).then(
            (reply) => reply.status,
            () => "refused",
          ),
        url,
      );
    expect(await reach(`${apiUrl}/profile-image`)).toBe(401);
    // Another port of this machine answers, and is none of the configured addresses.
    expect(await reach(`http://127.0.0.1:${product.facts.port}/_portcullis/health`)).toBe("refused");
    expect(complaints.join()).toContain("Content Security Policy");
    await page.close();
  });

  test("turns into the app without scripts, too", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(address);
    await page.getByRole("heading", { name: "The app is being built" }).waitFor();
    letGo();
    await page.getByRole("heading", { name: "Plain app", exact: true }).waitFor();
    await context.close();
  });
});
