import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { assertAccessible, signInToApp } from "../support/app-page.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { report } from "../support/mqtt.ts";

const SHOTS = join(import.meta.dirname, "..", ".artifacts", "screenshots", "app");
const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1280, height: 800 } } as const;
/** Longer than between two of the app's questions after the state. */
const NEXT_QUESTION_MS = 11_000;
/** Longer than the app waits for an answer of the gate. */
const PATIENCE_MS = 16_000;
const LOOKS = (["phone", "desktop"] as const).flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
);

const product = homeWithApp();

mkdirSync(SHOTS, { recursive: true });

describe.each(LOOKS)("every screen on the %s in %s", { timeout: 90_000 }, (width, scheme) => {
  const open = async (): Promise<{ page: Page; close(): Promise<void> }> =>
    product.open({ viewport: WIDTHS[width], colorScheme: scheme, bypassCSP: true });

  /** Nothing serious for axe, nothing wider than the window; the picture is kept to be looked at. */
  async function assertFit(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`) });
    await assertAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow).toBeLessThanOrEqual(0);
  }

  test("sign-in, refused sign-in, forgotten password", async () => {
    const { page, close } = await open();
    await page.getByLabel("E-mail").waitFor();
    await assertFit(page, "sign-in");
    await signInToApp(page, { ...product.home.user, password: "wrong-password" });
    await page.getByRole("alert").waitFor();
    await assertFit(page, "sign-in-refused");
    await page.getByRole("button", { name: "Forgot your password?" }).click();
    await page.getByRole("button", { name: "Send code" }).waitFor();
    await assertFit(page, "forgot-password");
    await page.getByLabel("E-mail").fill("nobody@example.com");
    await page.getByRole("button", { name: "Send code" }).click();
    await page.getByLabel("Code from the e-mail").waitFor();
    await assertFit(page, "reset-password");
    await close();
  });

  test("gate, question, profile, settings", async () => {
    const { page, close } = await open();
    await signInToApp(page, product.home.admin);
    await page
      .getByTestId("gate-status")
      .getByText(/Reported|not reported yet/)
      .waitFor();
    await page.getByRole("img", { name: "Your picture" }).first().waitFor();
    await assertFit(page, "gate");
    await page.getByRole("button", { name: "Open gate" }).click();
    await page.getByRole("button", { name: "Yes, open" }).waitFor();
    // The dialog fades in: its colours count once it is there.
    await page
      .getByRole("dialog")
      .evaluate((dialog) =>
        Promise.all(document.getAnimations().map(({ finished }) => finished)).then(() => dialog.tagName),
      );
    await assertFit(page, "gate-question");
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "hidden" });
    await page.getByRole("link", { name: "Profile", exact: true }).click();
    await page.getByText("About you").waitFor();
    await assertFit(page, "profile");
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("radiogroup", { name: "Appearance" }).waitFor();
    await assertFit(page, "settings");
    await close();
  });

  test("the gate in each state it reports, and silent", async () => {
    const { page, close } = await open();
    await page.clock.install();
    await signInToApp(page, product.home.admin);
    const shown = page.getByTestId("gate-state");
    for (const state of ["opening", "open", "closing", "closed"]) {
      await report(product.facts, "gateState", JSON.stringify({ state }));
      await page.clock.fastForward(NEXT_QUESTION_MS);
      await shown.getByText(new RegExp(`^${state}$`, "i")).waitFor();
      await assertFit(page, `gate-${state}`);
    }
    await page.getByRole("button", { name: "Close gate" }).click();
    await page.getByTestId("gate-order").waitFor();
    await assertFit(page, "gate-sent");
    await page.clock.fastForward(PATIENCE_MS);
    await shown.getByText("No answer from the gate").waitFor();
    await assertFit(page, "gate-no-answer");
    await close();
  });

  test("the gate of a plain user, and offline", async () => {
    const { page, close } = await open();
    await signInToApp(page, product.home.user);
    await page.getByText("Opening is for administrators").waitFor();
    await assertFit(page, "gate-locked");
    await page.context().setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await assertFit(page, "offline");
    await close();
  });

  test("an app that knows no home", async () => {
    const context = await product.browser.newContext({
      viewport: WIDTHS[width],
      colorScheme: scheme,
      bypassCSP: true,
    });
    const page = await context.newPage();
    await page.route("**/app-config.json", (route) => route.fulfill({ status: 404, body: "" }));
    await page.goto(`http://localhost:${product.facts.appPort}/`);
    await page.getByText("/app-config.json answered 404.").waitFor();
    await assertFit(page, "not-configured");
    await context.close();
  });
});

describe("the look of the app", () => {
  test("the scheme a person chose outlives a restart and beats the device's", async () => {
    const { page, close } = await product.open({ path: "/settings", colorScheme: "light" });
    await signInToApp(page, product.home.user);
    await page.getByRole("radio", { name: "Dark" }).click();
    await page.reload();
    await page.getByRole("radio", { name: "Dark", checked: true }).waitFor();
    expect(await page.evaluate(() => document.documentElement.style.colorScheme)).toBe("dark");
    await close();
  });
});
