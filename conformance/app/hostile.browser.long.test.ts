import {
  AdminResetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Page, Route } from "playwright-core";
import { describe, expect, test } from "vitest";
import { appAddress, signInToApp } from "../support/app-page.ts";
import { homeWithApp } from "../support/home-with-app.ts";
import { listenTo } from "../support/mqtt.ts";

const product = homeWithApp();
const CORS = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
const isApi = ({ pathname }: URL) => pathname.includes("/_aws/execute-api/");
const isPool = ({ port }: URL) => port === String(product.facts.port);
const closeButton = (page: Page) => page.getByRole("button", { name: "Close gate" });

describe("names that mean harm", () => {
  test("markup is text, turned words are turned back, an endless name does not push the rest away", async () => {
    const person = await product.invite("hostile-name");
    const name = `<img src=x onerror="document.title='taken'">\u202egnp.exe ${"W".repeat(1_900)}`;
    await product.cognito.send(
      new AdminUpdateUserAttributesCommand({
        UserPoolId: product.home.userPoolId,
        Username: person.email,
        UserAttributes: [{ Name: "name", Value: name }],
      }),
    );
    const { page, foreign, failures, close } = await product.open({ path: "/profile" });
    await signInToApp(page, person);
    await page.getByText("About you").waitFor();
    const shown = await page.getByRole("heading", { level: 1 }).innerText();
    expect(shown).toContain(`<img src=x onerror="document.title='taken'">gnp.exe`);
    expect(shown.length).toBeLessThan(300);
    expect(await page.title()).toBe("Profile · Portcullis");
    expect([foreign, failures]).toEqual([[], []]);
    await close();
  });
});

describe("answers nobody understands", () => {
  test.each<[string, Parameters<Route["fulfill"]>[0], string]>([
    ["a page of a proxy", { status: 502, contentType: "text/html", body: "<h1>Bad gateway</h1>" }, "may not"],
    ["an empty 200", { status: 200, body: "" }, "may not have arrived"],
    ["half a JSON", { status: 200, body: '{"mess' }, "may not have arrived"],
    ["an endless word", { status: 200, body: "x".repeat(5_000_000) }, "may not have arrived"],
    ["a 429 of a proxy", { status: 429, contentType: "text/html", body: "<h1>Slow down</h1>" }, "not taken"],
  ])("%s from the API is no success and no state of the gate", async (_name, answer, title) => {
    const { page, failures, close } = await product.open();
    await page.route(isApi, (route) => route.fulfill({ ...answer, headers: CORS }));
    await signInToApp(page, product.home.admin);
    await closeButton(page).click();
    await page.getByRole("alert").getByText(title).waitFor();
    await page.getByTestId("gate-state").getByText("State unknown").waitFor();
    expect(failures).toEqual([]);
    await close();
  });

  test.each([
    { state: "__proto__", reportedAt: new Date(0).toISOString() },
    { state: "open", reportedAt: "yesterday" },
    { state: ["open"], reportedAt: null },
    ["open"],
    null,
  ])("the report %j is none", async (body) => {
    const { page, failures, close } = await product.open();
    await page.route("**/gates/state", (route) => route.fulfill({ json: body, headers: CORS }));
    await signInToApp(page, product.home.admin);
    await page.getByTestId("gate-status").getByText("cannot be reached just now").waitFor();
    await page.getByTestId("gate-state").getByText("State unknown").waitFor();
    expect(failures).toEqual([]);
    await close();
  });

  test.each([
    ["a page", 502, "<html>no</html>"],
    ["nothing", 200, ""],
    ["no challenge", 200, "{}"],
    ["an unheard-of challenge", 200, JSON.stringify({ ChallengeName: "NEVER_HEARD_OF" })],
  ])("%s from the user pool signs nobody in and is put into words", async (_name, status, body) => {
    const { page, failures, close } = await product.open();
    await page.getByLabel("E-mail").waitFor();
    await page.route(isPool, (route) => route.fulfill({ status, body, headers: CORS }));
    await signInToApp(page, product.home.user);
    await page.getByRole("alert").getByText("makes no sense").waitFor();
    expect(failures).toEqual([]);
    await close();
  });

  test("a kind of second factor the app does not have is refused by name", async () => {
    const { page, close } = await product.open();
    await page.getByLabel("E-mail").waitFor();
    const challenge = {
      ChallengeName: "SELECT_MFA_TYPE",
      Session: "x".repeat(30),
      ChallengeParameters: { MFAS_CAN_CHOOSE: '["SMS_MFA","SOFTWARE_TOKEN_MFA"]' },
    };
    await page.route(isPool, (route) => route.fulfill({ json: challenge, headers: CORS }));
    await signInToApp(page, product.home.user);
    await page.getByRole("alert").getByText("selectMfaType").waitFor();
    await page.getByRole("button", { name: "Back to sign-in" }).click();
    await page.getByLabel("Password", { exact: true }).waitFor();
    await close();
  });

  test("a password an administrator has reset leads to a code; where none can be sent, back", async () => {
    const person = await product.invite("reset-by-admin");
    const who = { UserPoolId: product.home.userPoolId, Username: person.email };
    await product.cognito.send(new AdminResetUserPasswordCommand(who));
    const { page, close } = await product.open();
    await page.route(isPool, async (route) => {
      const target = route.request().headers()["x-amz-target"] ?? "";
      if (!target.endsWith(".ForgotPassword")) return route.continue();
      const body = {
        __type: "LimitExceededException",
        message: "Attempt limit exceeded, please try after some time.",
      };
      return route.fulfill({ status: 400, json: body, headers: CORS });
    });
    await signInToApp(page, person);
    await page.getByRole("alert").getByText("Too many attempts").waitFor();
    await page.getByRole("button", { name: "Back to sign-in" }).click();
    await page.unroute(isPool);
    await signInToApp(page, person);
    await page.getByLabel("Code from the e-mail").waitFor();
    await close();
  });
});

describe("several windows and old pages", () => {
  // Chromium itself ended a page here once in nine runs ("Page crashed"), before anything was asked of it.
  const CRASHES = { retry: 2 };
  test(
    "HOME-7 a window follows when another one signs its person out and somebody else in",
    CRASHES,
    async () => {
      const gate = await listenTo(product.facts, "controlGate");
      const { page: first, close } = await product.open({ path: "/profile" });
      await signInToApp(first, product.home.admin);
      await first.getByText(product.home.admin.email, { exact: true }).waitFor();
      const second = await first.context().newPage();
      await second.goto(appAddress(product.facts, "/profile"));
      await second.getByRole("button", { name: "Sign out here" }).click();
      await first.getByLabel("Password", { exact: true }).waitFor();

      await signInToApp(second, product.home.user);
      await second.getByText("Opening is for administrators").waitFor();
      await first.getByText(product.home.user.email, { exact: true }).waitFor();
      await first.getByRole("link", { name: "Gate" }).click();
      await first.getByText("Opening is for administrators").waitFor();
      expect(gate.waiting()).toBe(0);
      await gate.close();
      await close();
    },
  );

  test("tokens that are taken from the store end the session at the next question", async () => {
    const person = await product.invite("robbed");
    const { page, failures, close } = await product.open({ path: "/settings" });
    await signInToApp(page, person);
    await page.getByRole("switch").waitFor();
    await page.evaluate(() => localStorage.clear());
    await page.getByRole("link", { name: "Gate" }).click();
    await page.getByText("Your session has ended.").waitFor();
    expect(failures).toEqual([]);
    await close();
  });

  test.each(["garbage", "a.b.c", `e30.${btoa('{"exp":"never"}')}.x`])(
    "a stored token that reads %s gives nobody a gate",
    async (token) => {
      const person = await product.invite(`forged-${token.length}`);
      const { page, failures, close } = await product.open();
      await signInToApp(page, person);
      await page.getByText("Opening is for administrators").waitFor();
      await page.evaluate((value) => {
        for (const key of Object.keys(localStorage)) {
          if (/\.(id|access)Token$/.test(key)) localStorage.setItem(key, value);
        }
      }, token);
      await page.reload();
      const outcome = page.getByText("Opening is for administrators").or(page.getByLabel("E-mail"));
      await outcome.waitFor();
      expect(failures).toEqual([]);
      await close();
    },
  );

  test("after signing out the browser's way back shows nothing of the person", async () => {
    const person = await product.invite("leaver");
    const { page, close } = await product.open();
    await signInToApp(page, person);
    await page.getByRole("link", { name: "Profile", exact: true }).click();
    await page.getByRole("button", { name: "Sign out here" }).click();
    await page.getByText("You are signed out on this device.").waitFor();
    await page.goBack();
    await page.goForward();
    await page.getByLabel("Password", { exact: true }).waitFor();
    expect(await page.getByText("About you").count()).toBe(0);
    expect(await page.title()).toBe("Welcome home · Portcullis");
    await close();
  });

  test("whoever leaves the gate while its answer is on the way harms nobody", async () => {
    const { page, failures, close } = await product.open();
    await signInToApp(page, product.home.admin);
    let letGo: () => void = () => undefined;
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const asked = new Promise<void>((resolve) => {
      void page.route("**/gates/control", async (route) => {
        resolve();
        await held;
        await route.continue();
      });
    });
    await closeButton(page).click();
    await asked;
    await page.getByRole("link", { name: "Settings" }).click();
    await page.getByRole("switch").waitFor();
    const answered = page.waitForResponse("**/gates/control");
    letGo();
    await answered;
    await page.getByRole("link", { name: "Gate" }).click();
    await closeButton(page).waitFor();
    expect(failures).toEqual([]);
    await close();
  });
});

describe("addresses", () => {
  test("a link into the app leads there after signing in", async () => {
    const { page, close } = await product.open({ path: "/profile" });
    await signInToApp(page, product.home.user);
    await page.getByText("About you").waitFor();
    expect(page.url()).toBe(appAddress(product.facts, "/profile"));
    await close();
  });

  test.each([
    "/?redirect=https://evil.example/",
    "/profile?next=//evil.example",
    "/settings?returnTo=javascript:document.title='taken'",
    "//evil.example/profile",
    "/nowhere/at/all?<script>document.title='taken'</script>",
  ])("%s leads nowhere else", async (path) => {
    const { page, foreign, failures, close } = await product.open({ path });
    await signInToApp(page, product.home.user);
    await page.getByRole("link", { name: "Gate" }).waitFor();
    expect(new URL(page.url()).host).toBe(new URL(appAddress(product.facts)).host);
    expect(await page.title()).toMatch(/ · Portcullis$/);
    expect([foreign, failures]).toEqual([[], []]);
    await close();
  });
});
