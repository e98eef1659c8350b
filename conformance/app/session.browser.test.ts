import { AdminUserGlobalSignOutCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { type AppPage, appAddress, signInToApp } from "../support/app-page.ts";
import { type Credentials, homeWithApp } from "../support/home-with-app.ts";

const HOURS = 3_600_000;

const product = homeWithApp();

async function signedIn(name: string): Promise<AppPage & Credentials> {
  const person = await product.invite(name);
  const app = await product.open({ path: "/settings" });
  await signInToApp(app.page, person);
  await app.page.getByRole("switch", { name: "Ask before opening" }).waitFor();
  return { ...app, ...person };
}

/** Operations of the user-pool API that the page calls from now on. */
function operationsOf(page: Page): string[] {
  const seen: string[] = [];
  page.on("request", (request) => {
    const target = request.headers()["x-amz-target"];
    if (target !== undefined) seen.push(target.split(".")[1] ?? "");
  });
  return seen;
}

describe("the app's session in Chromium", () => {
  test("tokens that have expired are renewed without a word", async () => {
    const { page, close } = await signedIn("renewed");
    const operations = operationsOf(page);
    await page.clock.setSystemTime(Date.now() + 2 * HOURS);
    await page.getByRole("link", { name: "Gate" }).click();
    await page.getByTestId("gate-state").waitFor();
    await expect.poll(() => operations).toEqual(["GetTokensFromRefreshToken"]);
    await page
      .getByTestId("gate-status")
      .getByText(/Reported|not reported yet/)
      .waitFor();
    await close();
  });

  test("a session that was ended elsewhere leads to the sign-in, and from there back to the same place", async () => {
    const { page, email, password, close } = await signedIn("ended");
    await product.cognito.send(
      new AdminUserGlobalSignOutCommand({ UserPoolId: product.home.userPoolId, Username: email }),
    );
    await page.clock.setSystemTime(Date.now() + 2 * HOURS);
    await page.reload();
    await page.getByText("Your session has ended.").waitFor();
    await page.clock.setSystemTime(Date.now());
    await signInToApp(page, { email, password });
    await page.getByRole("switch", { name: "Ask before opening" }).waitFor();
    expect(page.url()).toBe(appAddress(product.facts, "/settings"));
    await close();
  });

  test("sign-out revokes the session and leaves no token behind", async () => {
    const { page, email, close } = await signedIn("leaving");
    const operations = operationsOf(page);
    await page.getByRole("link", { name: "Profile", exact: true }).click();
    await page.getByRole("button", { name: "Sign out here" }).click();
    await page.getByText("You are signed out on this device.").waitFor();
    expect(operations).toContain("RevokeToken");
    expect(await page.getByLabel("E-mail").inputValue()).toBe(email);
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => /Token$/.test(key)))).toEqual(
      [],
    );
    await page.reload();
    await page.getByRole("button", { name: "Sign in" }).waitFor();
    await close();
  });

  test("without a network it says so, and so does a command; with one again it goes on", async () => {
    const { page, close } = await product.open();
    await signInToApp(page, product.home.admin);
    await page
      .getByTestId("gate-status")
      .getByText(/Reported|not reported yet/)
      .waitFor();
    await page.context().setOffline(true);
    await page.getByText("You are offline.").waitFor();
    await page.getByRole("button", { name: "Close gate" }).click();
    await page.getByRole("alert").getByText("The API cannot be reached.").waitFor();
    await page.context().setOffline(false);
    await page.getByText("You are offline.").waitFor({ state: "hidden" });
    await page
      .getByTestId("gate-status")
      .getByText(/Reported|not reported yet/)
      .waitFor();
    await close();
  });

  test("a start without the sign-in service keeps the person signed in and offers to try again", async () => {
    const { page, close } = await signedIn("far-away");
    await page.clock.setSystemTime(Date.now() + 2 * HOURS);
    const pool = (url: URL) => url.port === String(product.facts.port);
    await page.route(pool, (route) => route.abort());
    await page.reload();
    const again = page.getByRole("button", { name: "Try again" });
    await again.waitFor();
    await page.unroute(pool);
    await again.click();
    await page.getByRole("switch", { name: "Ask before opening" }).waitFor();
    await close();
  });
});
