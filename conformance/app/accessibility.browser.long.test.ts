import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  AdminGetUserCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { beforeAll, describe, expect, test } from "vitest";
import { assertAccessible, signInToApp } from "../support/app-page.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { codeFor } from "../support/mailbox.ts";
import { Authenticator, createMfaPool, createPerson, type MfaPool } from "../support/mfa-pool.ts";
import { connectWithWill, report } from "../support/mqtt.ts";
import { createPlainPool, createUnverifiedPerson, useOtherPool } from "../support/other-pool.ts";
import { secretIn } from "../support/qr.ts";

const SHOTS = join(import.meta.dirname, "..", ".artifacts", "screenshots", "app");
const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } } as const;
/** What a phone's browser is besides narrow. */
const DEVICES = { phone: { isMobile: true, hasTouch: true }, desktop: {} } as const;
/** Longer than between two of the app's questions after the state. */
const NEXT_QUESTION_MS = 11_000;
/** Longer than the app waits for an answer of the gate. */
const PATIENCE_MS = 16_000;
const LOOKS = (["phone", "desktop"] as const).flatMap((width) =>
  (["light", "dark"] as const).map((scheme) => [width, scheme] as const),
);

const product = homeWithApp();

mkdirSync(SHOTS, { recursive: true });

let mfaPool: MfaPool;
let plainPool: MfaPool;

beforeAll(async () => {
  const { cognito, home } = product;
  [mfaPool, plainPool] = await Promise.all([createMfaPool(cognito), createPlainPool(cognito)]);
  await createPerson(cognito, home, { email: LONG_ADDRESS, password: "Known-Pass-1!" });
  await cognito.send(
    new AdminUpdateUserAttributesCommand({
      UserPoolId: home.userPoolId,
      Username: LONG_ADDRESS,
      UserAttributes: [{ Name: "name", Value: LONG_NAME }],
    }),
  );
});

/** What the app does not know of any width: words without a gap, and hardly any height. */
const NARROW = [
  ["a small phone", { width: 320, height: 568 }],
  ["a phone on its side", { width: 844, height: 390 }],
  ["a page at twice its size", { width: 720, height: 450 }],
] as const;
const LONG_NAME = "Wolfeschlegelsteinhausenbergerdorff Maximiliane zu Donaudampfschifffahrtsgesellschaft";
const LONG_ADDRESS =
  "maximiliane.friederike.von.und.zu.donaudampfschifffahrt@hausverwaltungsgesellschaft.example.com";

/** Nothing is wider than the window, and what can be pressed is large enough for a thumb. */
async function assertFits(page: Page): Promise<void> {
  expect(await page.evaluate(widerThanWindow)).toEqual([]);
  expect(await page.evaluate(tooSmallForThumbs)).toEqual([]);
}

/** In the page: texts and boxes that reach out of the window. */
function widerThanWindow(): string[] {
  const seen = [...document.querySelectorAll<HTMLElement>("[dir=auto], button, [role], input")];
  return seen
    .filter((element) => {
      const { width, right } = element.getBoundingClientRect();
      return width > 0 && right > window.innerWidth + 1;
    })
    .map((element) => element.innerText);
}

/** In the page: what can be pressed and measures less than 44 in a direction. */
function tooSmallForThumbs(): string[] {
  const pressed = [
    ...document.querySelectorAll("button, a, input, [role=link], [role=radio], [role=switch]"),
  ];
  return pressed
    .filter((element) => {
      const { width, height } = element.getBoundingClientRect();
      return width > 0 && (width < 44 || height < 44);
    })
    .map((element) => element.outerHTML.slice(0, 200));
}

describe.each(LOOKS)("every screen on the %s in %s", (width, scheme) => {
  const open = async (): Promise<{ page: Page; close(): Promise<void> }> =>
    product.open({ viewport: WIDTHS[width], ...DEVICES[width], colorScheme: scheme, bypassCSP: true });

  /** Nothing serious for axe, nothing wider than the window; the picture is kept to be looked at. */
  async function assertFit(page: Page, name: string): Promise<void> {
    await page.screenshot({ path: join(SHOTS, `${name}-${width}-${scheme}.png`) });
    await assertAccessible(page);
    await assertFits(page);
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
    const device = await connectWithWill(product.facts, {
      topic: "gateConnection",
      payload: '{"connected":false}',
    });
    device.lose();
    await page.clock.fastForward(NEXT_QUESTION_MS);
    await shown.getByText("The gate is offline").waitFor();
    await assertFit(page, "gate-offline");
    await report(product.facts, "gateState", '{"state":"closed"}');
    await page.clock.fastForward(NEXT_QUESTION_MS);
    await shown.getByText("Closed").waitFor();
    await page.getByRole("button", { name: "Close gate" }).click();
    await page.getByTestId("gate-order").getByText("was sent").waitFor();
    await assertFit(page, "gate-sent");
    await page.clock.fastForward(PATIENCE_MS);
    await shown.getByText("No answer from the gate").waitFor();
    await assertFit(page, "gate-no-answer");
    await page.route("**/gates/*", (route) => route.abort());
    await page.getByRole("button", { name: "Close gate" }).click();
    await page.getByRole("alert").getByText("The API cannot be reached.").waitFor();
    await assertFit(page, "gate-refused");
    await close();
  });

  test("the gate of a plain user, and offline", async () => {
    const { page, close } = await open();
    await signInToApp(page, product.home.user);
    await page.getByText("Opening is for administrators").waitFor();
    await assertFit(page, "gate-locked");
    await page.getByRole("button", { name: "Details" }).click();
    await page.getByText("lacks the scope").waitFor();
    await assertFit(page, "gate-locked-details");
    await page.context().setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await assertFit(page, "offline");
    await close();
  });

  test("first password, second factor, code", async () => {
    const { page, close } = await open();
    await useOtherPool(page, mfaPool);
    const email = `first-${width}-${scheme}@example.com`;
    const temporary = { email, password: "Known-Pass-1!", temporary: true };
    await createPerson(product.cognito, mfaPool, temporary);
    await signInToApp(page, temporary);
    const first = page.getByLabel("New password", { exact: true });
    await first.waitFor();
    await assertFit(page, "first-password");
    await page.getByRole("button", { name: "Save and go on" }).click();
    expect(await first.evaluate((input) => input === document.activeElement)).toBe(true);
    await first.fill("Own-Password-1!");
    await page.getByLabel("Repeat new password", { exact: true }).fill("Own-Password-1!");
    await page.getByRole("button", { name: "Save and go on" }).click();
    const key = await page.getByTestId("totp-key").innerText();
    expect(secretIn(await page.getByRole("img", { name: /QR code/ }).screenshot())).toBe(
      key.replaceAll(" ", ""),
    );
    await assertFit(page, "second-factor");
    const authenticator = new Authenticator(key.replaceAll(" ", ""));
    const confirm = page.getByRole("button", { name: "Confirm" });
    await page.getByLabel("Code the app shows").fill(authenticator.stale());
    await confirm.click();
    await page.getByRole("alert").getByText("newest code").waitFor();
    await assertFit(page, "second-factor-refused");
    await page.getByLabel("Code the app shows").fill(authenticator.next());
    await confirm.click();
    await page.getByTestId("gate-state").waitFor();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await signInToApp(page, { email, password: "Own-Password-1!" });
    const code = page.getByLabel("Code", { exact: true });
    await code.waitFor();
    expect(await code.evaluate((input) => input === document.activeElement)).toBe(true);
    await assertFit(page, "code");
    await close();
  });

  test("an address to verify: put off, and with the code from the mailbox", async () => {
    const { page, close } = await open();
    await useOtherPool(page, plainPool);
    const person = { email: `unverified-${width}-${scheme}@example.com`, password: "Known-Pass-1!" };
    await createUnverifiedPerson(product.cognito, plainPool, person);
    await signInToApp(page, person);
    await page.getByRole("button", { name: "Not now" }).click();
    await page.getByTestId("gate-state").waitFor();
    await page.evaluate(() => localStorage.clear());
    await page.reload();
    await signInToApp(page, person);
    await page.getByRole("radio", { name: "E-mail", checked: true }).waitFor();
    await assertFit(page, "verify");
    await page.getByRole("button", { name: "Send code" }).click();
    const code = page.getByLabel("Code", { exact: true });
    await code.waitFor();
    const sent = await codeFor(product.facts, person.email);
    await code.fill(sent === "000000" ? "000001" : "000000");
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByRole("alert").getByText("not the one we sent").waitFor();
    await assertFit(page, "verify-code-refused");
    await code.fill(sent);
    await page.getByRole("button", { name: "Verify" }).click();
    await page.getByRole("link", { name: "Your profile" }).click();
    await page.getByText("About you").waitFor();
    const { UserAttributes = [] } = await product.cognito.send(
      new AdminGetUserCommand({ UserPoolId: plainPool.userPoolId, Username: person.email }),
    );
    expect(UserAttributes).toContainEqual({ Name: "email_verified", Value: "true" });
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
    await page.unroute("**/app-config.json");
    await page.route("**/app-config.json", (route) =>
      route.fulfill({ json: { version: 1, region: "x".repeat(200) } }),
    );
    await page.getByRole("button", { name: "Try again" }).click();
    await page.getByText('"region" has not the form of one').waitFor();
    await assertFit(page, "badly-configured");
    await context.close();
  });
});

describe.each(NARROW)("long words on %s", (_name, viewport) => {
  test("nothing is cut off, everything can be reached", async () => {
    const person = { email: LONG_ADDRESS, password: "Known-Pass-1!" };
    const { page, close } = await product.open({ path: "/profile", viewport, bypassCSP: true });
    await page.getByLabel("E-mail").waitFor();
    await assertFits(page);
    await signInToApp(page, person);
    await page.getByText("About you").waitFor();
    await assertFits(page);
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("radiogroup", { name: "Appearance" }).waitFor();
    await assertFits(page);
    await page.getByRole("link", { name: "Gate" }).click();
    await page.getByText("Opening is for administrators").waitFor();
    await assertFits(page);
    await page.route("**/app-config.json", (route) => route.fulfill({ status: 404, body: "" }));
    await page.reload();
    const again = page.getByRole("button", { name: "Try again" });
    await again.scrollIntoViewIfNeeded();
    const { top, bottom } = await again.evaluate((button) => button.getBoundingClientRect().toJSON());
    expect(top).toBeGreaterThanOrEqual(0);
    expect(bottom).toBeLessThanOrEqual(viewport.height);
    await close();
  });
});

test("on a phone on its side both buttons are in sight", async () => {
  const { page, close } = await product.open({ viewport: { width: 844, height: 390 } });
  await signInToApp(page, product.home.admin);
  for (const name of ["Open gate", "Close gate"]) {
    const { y = -1, height = 0 } = (await page.getByRole("button", { name }).boundingBox()) ?? {};
    expect(y).toBeGreaterThanOrEqual(0);
    expect(y + height).toBeLessThanOrEqual(390);
  }
  await close();
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
