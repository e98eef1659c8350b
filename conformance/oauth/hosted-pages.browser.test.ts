import { mkdirSync } from "node:fs";
import { join } from "node:path";
import {
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { codeFor } from "../support/mailbox.ts";
import { Authenticator, createMfaPool, createPerson } from "../support/mfa-pool.ts";
import { secretIn } from "../support/qr.ts";

const facts = inject("product");
const home = homeOf(facts);
const CALLBACK = "http://localhost:3000";
const SHOTS = join(import.meta.dirname, "..", ".artifacts", "screenshots");

/** The path that all domains share, and the domain's own host, where browsers are taken. */
const OWN_HOSTS = new RegExp(`^(?:[a-z0-9-]+\\.auth\\.)?localhost:${facts.port}$`);

let browser: Browser;

beforeAll(async () => {
  mkdirSync(SHOTS, { recursive: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser.close();
});

interface Visitor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** The first address at which the app is called back. */
  readonly callback: Promise<URL>;
  /** Every visit to the app so far. */
  readonly callbacks: URL[];
  /** Requests to any host but the product and the app. */
  readonly foreign: string[];
}

/** A fresh browser window. The app is not part of it: visits to it are noted and end there. */
async function visitor(options: { bypassCSP?: boolean } = {}): Promise<Visitor> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const foreign: string[] = [];
  const callbacks: URL[] = [];
  let arrive: (url: URL) => void = () => undefined;
  const callback = new Promise<URL>((resolve) => {
    arrive = resolve;
  });
  context.on("request", (request) => {
    const url = new URL(request.url());
    if (url.origin === CALLBACK) {
      // Where something does answer there, only visits count.
      if (!request.isNavigationRequest()) return;
      callbacks.push(url);
      arrive(url);
    } else if (!OWN_HOSTS.test(url.host)) {
      foreign.push(url.href);
    }
  });
  return { page, context, callback, callbacks, foreign };
}

/** Opens an address that leads to the app, in a new tab: there the connection ends. */
async function follow(context: BrowserContext, address: string): Promise<void> {
  const tab = await context.newPage();
  await tab.goto(address).catch((error: unknown) => {
    if (!String(error).includes("ERR_CONNECTION_REFUSED")) throw error;
  });
  await tab.close();
}

function authorizeUrl(authUrl: string, clientId: string): string {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: clientId,
    redirect_uri: CALLBACK,
    scope: "openid email profile",
    state: "some-state",
  });
  return `${authUrl}/oauth2/authorize?${query}`;
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in" }).click();
}

async function assertAccessible(page: Page): Promise<void> {
  const found = (await axeFindings(page)).filter(
    ({ impact }) => impact === "serious" || impact === "critical",
  );
  expect(found).toEqual([]);
}

describe("hosted sign-in in Chromium", () => {
  test.each([
    ["administrator", home.admin],
    ["plain user", home.user],
  ])("the %s signs in with the printed password", async (_name, person) => {
    const { page, callback, foreign, context } = await visitor();
    await page.goto(authorizeUrl(home.authUrl, home.clientId));
    await page.screenshot({ path: join(SHOTS, "sign-in.png") });
    await signIn(page, person.email, person.password);
    const url = await callback;
    expect(url.searchParams.get("code")).toMatch(/^[0-9a-f-]{36}$/);
    expect(url.searchParams.get("state")).toBe("some-state");
    expect(foreign).toEqual([]);
    await context.close();
  });

  test("a wrong password stays on the page, says so and keeps the address", async () => {
    const { page, context } = await visitor();
    await page.goto(authorizeUrl(home.authUrl, home.clientId));
    await signIn(page, home.user.email, "wrong-password");
    await page.getByText("Incorrect username or password.").waitFor();
    expect(await page.getByLabel("E-mail").inputValue()).toBe(home.user.email);
    expect(await page.getByLabel("Password", { exact: true }).inputValue()).toBe("");
    await context.close();
  });

  test("a signed-in browser is not asked again; after /logout it is", async () => {
    const { page, callback, callbacks, context } = await visitor();
    await page.goto(authorizeUrl(home.authUrl, home.clientId));
    await signIn(page, home.user.email, home.user.password);
    await callback;
    await follow(context, authorizeUrl(home.authUrl, home.clientId));
    expect(callbacks.at(-1)?.searchParams.get("code")).not.toBe((await callback).searchParams.get("code"));
    await follow(
      context,
      `${home.authUrl}/logout?client_id=${home.clientId}&logout_uri=${encodeURIComponent(CALLBACK)}`,
    );
    expect(callbacks.at(-1)?.href).toBe(`${CALLBACK}/`);
    const again = await context.newPage();
    await again.goto(authorizeUrl(home.authUrl, home.clientId));
    await again.getByLabel("E-mail").waitFor();
    await context.close();
  });

  test("first password, enrolment with the QR code off the screen, then a code at the next sign-in", async () => {
    const { cognito } = clientsFor(facts);
    const pool = await createMfaPool(cognito);
    const person = { email: "qr@example.com", password: "First-Pass-1!", temporary: true };
    await createPerson(cognito, pool, person);
    const prefix = `mfa-${pool.clientId.slice(0, 8)}`;
    await cognito.send(new CreateUserPoolDomainCommand({ Domain: prefix, UserPoolId: pool.userPoolId }));
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: pool.userPoolId,
        ClientName: "web",
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "email", "profile"],
        CallbackURLs: [CALLBACK],
        SupportedIdentityProviders: ["COGNITO"],
      }),
    );
    const url = authorizeUrl(
      `http://localhost:${facts.port}/_aws/cognito-auth/${prefix}`,
      UserPoolClient?.ClientId ?? "",
    );

    const first = await visitor();
    await first.page.goto(url);
    await signIn(first.page, person.email, person.password);
    await first.page.getByLabel("New password", { exact: true }).fill("Second-Pass-2!");
    await first.page.screenshot({ path: join(SHOTS, "new-password.png") });
    await first.page.getByRole("button", { name: /save|set|change|continue/i }).click();
    const picture = await first.page.getByRole("img", { name: /QR/ }).screenshot();
    await first.page.screenshot({ path: join(SHOTS, "mfa-setup.png"), fullPage: true });
    const authenticator = new Authenticator(secretIn(picture));
    await first.page.getByLabel("Enter the code it shows").fill("000000");
    await first.page.getByRole("button", { name: /confirm/i }).click();
    await first.page.getByRole("alert").waitFor();
    await first.page.getByLabel("Enter the code it shows").fill(authenticator.next());
    await first.page.getByRole("button", { name: /confirm/i }).click();
    expect((await first.callback).searchParams.get("code")).toBeTruthy();
    await first.context.close();

    const second = await visitor();
    await second.page.goto(url);
    await signIn(second.page, person.email, "Second-Pass-2!");
    await second.page.getByLabel("Code", { exact: true }).waitFor();
    await second.page.screenshot({ path: join(SHOTS, "mfa-code.png") });
    await second.page.getByLabel("Code", { exact: true }).fill(authenticator.stale());
    await second.page.getByRole("button", { name: "Sign in" }).click();
    await second.page.getByRole("alert").waitFor();
    await second.page.getByLabel("Code", { exact: true }).fill(authenticator.next());
    await second.page.getByRole("button", { name: "Sign in" }).click();
    expect((await second.callback).searchParams.get("code")).toBeTruthy();
    await second.context.close();
  });

  test("a forgotten password is reset with the code from the mailbox", async () => {
    const { cognito } = clientsFor(facts);
    const email = "forgetful@example.com";
    await createPerson(
      cognito,
      { userPoolId: home.userPoolId, clientId: home.clientId },
      { email, password: "Known-Pass-1!" },
    );
    const { page, callback, context } = await visitor();
    await page.goto(authorizeUrl(home.authUrl, home.clientId));
    await page.getByRole("link", { name: /forgot/i }).click();
    await page.getByLabel("E-mail").fill(email);
    await page.getByRole("button").last().click();
    await page.getByLabel("New password", { exact: true }).fill("Other-Pass-2!");
    await page.getByLabel("Code", { exact: true }).fill(await codeFor(facts, email));
    await page.getByRole("button", { name: /save/i }).click();
    await signIn(page, email, "Other-Pass-2!");
    expect((await callback).searchParams.get("code")).toBeTruthy();
    await context.close();
  });

  test("the pages are accessible and ask no other host for anything", async () => {
    // axe-core comes in as an inline script, which the pages' own policy forbids.
    const { page, foreign, context } = await visitor({ bypassCSP: true });
    await page.goto(authorizeUrl(home.authUrl, home.clientId));
    await assertAccessible(page);
    await page.getByRole("link", { name: /forgot/i }).click();
    await assertAccessible(page);
    await page.goto(`${home.authUrl}/error?error=redirect_mismatch&client_id=${home.clientId}`);
    await assertAccessible(page);
    expect(foreign).toEqual([]);
    await context.close();
  });
});
