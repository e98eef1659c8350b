import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { GetUserCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { type AppPage, assertAccessible, signInToApp } from "../support/app-page.ts";
import { type Credentials, homeWithApp } from "../support/home-with-app.ts";
import { Authenticator } from "../support/mfa-pool.ts";
import { secretIn } from "../support/qr.ts";

const SHOTS = join(import.meta.dirname, "..", ".artifacts", "screenshots", "app");
const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } as const;
const DESKTOP = { viewport: { width: 1440, height: 900 } } as const;

/** The home as it comes: nobody needs a second factor, everybody may have one. */
const product = homeWithApp();

mkdirSync(SHOTS, { recursive: true });

const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const key = async (page: Page) => (await page.getByTestId("totp-key").innerText()).replaceAll(" ", "");

async function look(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(SHOTS, `${name}.png`), fullPage: true });
  await assertAccessible(page);
}

async function openProfile(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Your profile" }).click();
  await page.getByText("Two-step sign-in").waitFor();
}

/** How much of it nobody sees without scrolling: the lower edge of the screen is the top of the menu. */
async function below(what: Locator): Promise<number> {
  const box = await what.boundingBox();
  const menu = await what.page().getByRole("navigation").boundingBox();
  return Math.max(0, (box?.y ?? 0) + (box?.height ?? 0) - (menu?.y ?? 0));
}

/** At the question for the code, the keyboard waits for it. */
async function signedInFor(
  person: Credentials,
  look: Parameters<typeof product.open>[0] = {},
): Promise<AppPage> {
  const app = await product.open({ bypassCSP: true, ...look });
  await signInToApp(app.page, person);
  return app;
}

async function answerWith(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.keyboard.press("Enter");
}

test("MFA in a home where it is optional: set up on a phone, moved to a new one, removed", async () => {
  const person = await product.invite("own-second-factor");

  const first = await signedInFor(person, PHONE);
  await openProfile(first.page);
  await first.page.getByText("Off: your password alone opens your account.").waitFor();
  await look(first.page, "mfa-off-phone-light");
  const setUp = button(first.page, "Set up an authenticator app");
  // As who scrolls no farther than to the button: what comes in its place begins at the lower edge.
  await setUp.evaluate((element: Element) => element.scrollIntoView({ block: "end" }));
  await setUp.click();
  const secret = await key(first.page);
  expect(await below(first.page.getByRole("img", { name: /QR code/ }))).toBe(0);
  // The button is gone: the keyboard goes on where the key is, not from the top of the page.
  const enrolment = first.page.getByRole("group", { name: "Key for your authenticator app" });
  expect(await enrolment.evaluate((element) => element === document.activeElement)).toBe(true);
  const opener = first.page.getByRole("link", { name: "Open my authenticator" });
  const address = new URL((await opener.getAttribute("href")) ?? "");
  expect([address.protocol, address.searchParams.get("secret")]).toEqual(["otpauth:", secret]);
  await look(first.page, "mfa-set-up-phone-light");
  const authenticator = new Authenticator(secret);
  const field = first.page.getByLabel("Code the app shows");
  await field.fill("000000");
  await field.press("Enter");
  await first.page.getByRole("alert").getByText("newest code").waitFor();
  await field.fill(authenticator.next());
  await field.press("Enter");
  await first.page.getByText("Your authenticator app is set up.").waitFor();
  await first.page.getByText("On: signing in takes your password and a code").waitFor();
  await look(first.page, "mfa-on-phone-light");
  await first.close();

  const second = await signedInFor(person, { ...DESKTOP, colorScheme: "dark" });
  await answerWith(second.page, authenticator.stale());
  await second.page.getByRole("alert").getByText("newest code").waitFor();
  await answerWith(second.page, authenticator.next());
  await openProfile(second.page);
  await button(second.page, "I have a new phone").click();
  expect(await second.page.getByRole("link", { name: "Open my authenticator" }).count()).toBe(0);
  const scanned = secretIn(await second.page.getByRole("img", { name: /QR code/ }).screenshot());
  expect(scanned).not.toBe(secret);
  await look(second.page, "mfa-new-phone-desktop-dark");
  const newPhone = new Authenticator(scanned);
  await second.page.getByLabel("Code the app shows").fill(newPhone.next());
  await button(second.page, "Confirm").click();
  await second.page.getByText("Your new phone is set up.").waitFor();
  await second.close();

  const third = await signedInFor(person, DESKTOP);
  await answerWith(third.page, authenticator.next());
  await third.page.getByRole("alert").getByText("newest code").waitFor();
  await answerWith(third.page, newPhone.next());
  await openProfile(third.page);
  await button(third.page, "Remove the second step").click();
  await button(third.page, "Keep it").click();
  await third.page.getByText("On: signing in takes your password and a code").waitFor();
  await button(third.page, "Remove the second step").click();
  await button(third.page, "Yes, remove").waitFor();
  await third.page.screenshot({ path: join(SHOTS, "mfa-remove-desktop-light.png") });
  await button(third.page, "Yes, remove").click();
  await third.page.getByText("Off: your password alone opens your account.").waitFor();
  await look(third.page, "mfa-removed-desktop-light");
  await third.close();

  const fourth = await signedInFor(person);
  await fourth.page.getByText("Opening is for administrators").waitFor();
  expect([first, second, third, fourth].flatMap(({ failures }) => failures)).toEqual([]);
  await fourth.close();
});

test("HOME-10 with the scope that is kept the second factor can be changed, and no address", async () => {
  const person = await product.invite("own-address");
  const { page, close } = await signedInFor(person);
  await page.getByText("Opening is for administrators").waitFor();
  const refused = await page.evaluate(tryToMove, product.facts.endpoint.replace("127.0.0.1", "localhost"));
  expect(refused).toEqual({ status: 400, message: "A client attempted to write unauthorized attribute" });
  const AccessToken = await page.evaluate(storedAccessToken);
  const { UserAttributes = [] } = await product.cognito.send(new GetUserCommand({ AccessToken }));
  expect(UserAttributes).toContainEqual({ Name: "email", Value: person.email });
  await close();
});

/** In the page: the access token that Amplify keeps. */
function storedAccessToken(): string {
  const name = Object.keys(localStorage).find((key) => key.endsWith(".accessToken"));
  return localStorage.getItem(name ?? "") ?? "";
}

/** In the page: what somebody who got hold of the token would try. */
async function tryToMove(endpoint: string): Promise<{ status: number; message: string }> {
  const name = Object.keys(localStorage).find((key) => key.endsWith(".accessToken"));
  const reply = await fetch(endpoint, {
    method: "POST",
    headers: {
      "Content-Type": "application/x-amz-json-1.1",
      "X-Amz-Target": "AWSCognitoIdentityProviderService.UpdateUserAttributes",
    },
    body: JSON.stringify({
      AccessToken: localStorage.getItem(name ?? ""),
      UserAttributes: [{ Name: "email", Value: "thief@example.com" }],
    }),
  });
  return { status: reply.status, message: (await reply.json()).message };
}
