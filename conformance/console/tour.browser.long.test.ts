import {
  AdminDeleteUserCommand,
  CreateUserPoolClientCommand,
  CreateUserPoolDomainCommand,
  DeleteUserPoolCommand,
  DeleteUserPoolDomainCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { DeleteObjectCommand } from "@aws-sdk/client-s3";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { Authenticator, createPerson } from "../support/mfa-pool.ts";
import { createPlainPool } from "../support/other-pool.ts";
import { secretIn } from "../support/qr.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const home = homeOf(facts);
const port = Number(new URL(facts.endpoint).port);
const { cognito, s3 } = clientsFor(facts);
const apiId = new URL(home.apiUrl).pathname.split("/").at(-2) ?? "";
/** Nobody answers there: that the browser is sent is what counts. */
const CALLBACK = "http://localhost:3000";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const noticeOf = (page: Page): Promise<string | null> => page.locator("#notice p").textContent();

/** The page of a place, by its link beside every page. */
async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: place }).first().click();
  await page.getByRole("heading", { level: 1, name: place }).waitFor();
}

interface Invited {
  readonly email: string;
  readonly password: string;
  readonly picture: Buffer;
}

const ADA: Invited = {
  email: "ada-of-the-tour@example.com",
  password: "Tour-Pass-of-Ada-1!",
  picture: Buffer.from("Ada, as a picture"),
};
const BEN: Invited = {
  email: "ben-of-the-tour@example.com",
  password: "Tour-Pass-of-Ben-1!",
  picture: Buffer.from("Ben, as a picture"),
};

/** @returns the `sub`, off the person's page */
async function invite(page: Page, { email, password }: Invited): Promise<string> {
  await goTo(page, "People");
  await page.getByRole("link", { name: "Invite", exact: true }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Invite" }).click();
  expect(await noticeOf(page)).toBe(`${email} is invited; the first password is in the mailbox.`);
  const sub = decodeURIComponent(new URL(page.url()).pathname.split("/").at(-1) ?? "");

  await page.getByRole("button", { name: `More for ${email}` }).click();
  await page.getByRole("button", { name: "Set a password" }).click();
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Set the password" }).click();
  expect(await noticeOf(page)).toBe(`The password of ${email} is set.`);
  return sub;
}

async function upload(page: Page, sub: string, { picture }: Invited): Promise<void> {
  await goTo(page, "Storage");
  await page.getByRole("link", { name: home.bucket, exact: true }).click();
  await page.getByLabel("File").setInputFiles({ name: sub, mimeType: "image/png", buffer: picture });
  await page.getByRole("button", { name: "Upload" }).click();
  expect(await noticeOf(page)).toBe(`Uploaded ${picture.length} bytes as ${sub}.`);
}

/** Calls a route of the home API through *try it*; a password is asked once a person. */
async function tryAs(page: Page, route: string, { email, password }: Invited, body?: string) {
  await goTo(page, "APIs");
  await page.locator("main li", { hasText: apiId }).getByRole("link").first().click();
  await page.getByRole("link", { name: route, exact: true }).click();
  await page.getByRole("heading", { name: `Try ${route}` }).waitFor();
  await chooseWho(page, email);
  const passwordField = page.getByLabel("Password", { exact: true });
  if (await passwordField.isVisible()) await passwordField.fill(password);
  if (body !== undefined) await page.getByRole("textbox", { name: "Body" }).fill(body);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  await page.waitForURL((url) => url.searchParams.has("tried"));
  return {
    verdict: await page.locator("#outcome-h").textContent(),
    sentence: await page.locator("#outcome").textContent(),
    answer: await page.locator("[aria-labelledby=response] pre").first().textContent(),
  };
}

/** The form offers a few people by a button; the others are typed. */
async function chooseWho(page: Page, email: string): Promise<void> {
  const choices = page.locator("form.try-form label");
  const own = choices.filter({ hasText: email });
  if ((await own.count()) > 0) return own.click();
  await choices.filter({ hasText: "Somebody else" }).click();
  await page.getByLabel("User name or e-mail address").fill(email);
}

/** A tab of the same browser that hears one topic and nothing else. */
async function watch(page: Page, topic: string): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(page.url());
  await goTo(tab, "MQTT");
  await tab.getByRole("button", { name: "Stop hearing #", exact: true }).click();
  await tab.getByLabel("Topic filter").fill(topic);
  await tab.getByRole("button", { name: "Subscribe" }).click();
  expect(await noticeOf(tab)).toBe(`This page hears ${topic}.`);
  await tab.getByRole("button", { name: "Clear" }).click();
  return tab;
}

const COMMAND = '{"message":"close"}';

describe("what the origin shows of the console of AWS, by clicks", () => {
  const made: { readonly email: string; readonly sub: string }[] = [];
  afterEach(async () => {
    for (const { email, sub } of made.splice(0)) {
      await s3.send(new DeleteObjectCommand({ Bucket: home.bucket, Key: sub }));
      await cognito.send(new AdminDeleteUserCommand({ UserPoolId: home.userPoolId, Username: email }));
    }
  });

  test("two people, one of them in Admins; their pictures; the gate opens for one, and the topic tells", async () => {
    const page = await openConsole(browser, port);
    for (const person of [ADA, BEN]) {
      const sub = await invite(page, person);
      made.push({ email: person.email, sub });
      if (person === ADA) {
        await page.getByRole("button", { name: "Add to group" }).click();
        await page.getByRole("dialog", { name: "Add to a group" }).getByLabel("Group").selectOption("Admins");
        await page.getByRole("button", { name: "Add", exact: true }).click();
        expect(await noticeOf(page)).toBe(`${ADA.email} is in Admins; the next token says so.`);
      }
      await upload(page, sub, person);
    }
    await goTo(page, "People");
    await page.getByRole("link", { name: "Groups", exact: true }).click();
    await page.locator("main").getByRole("link", { name: "Admins", exact: true }).click();
    await page.getByRole("link", { name: ADA.email }).waitFor();
    expect(await page.getByRole("link", { name: BEN.email }).count()).toBe(0);

    for (const person of [BEN, ADA]) {
      const { verdict, answer } = await tryAs(page, "GET /profile-image", person);
      expect({ verdict, answer: JSON.parse(answer ?? "") }).toEqual({
        verdict: "Passed with 200.",
        answer: { image: person.picture.toString("base64") },
      });
    }

    const topic = await watch(page, "controlGate");
    const closed = topic.locator(".log li", { hasText: "close" });
    expect(await closed.count()).toBe(0);
    const refused = await tryAs(page, "POST /gates/control", BEN, COMMAND);
    expect(refused.verdict).toBe("Refused with 401 by the authorizer.");
    expect(refused.sentence).toContain("the token lacks Admins-");
    const passed = await tryAs(page, "POST /gates/control", ADA, COMMAND);
    expect(passed.verdict).toBe("Passed with 200.");
    await closed.first().waitFor();
    expect(await closed.count()).toBe(1);
    await page.context().close();
  });

  test("what the function behind the gate may do", async () => {
    const page = await openConsole(browser, port);
    await goTo(page, "Functions");
    await page.getByRole("link", { name: "ControlGateFunction", exact: true }).click();
    await page.getByText("May publish to the topic controlGate; nothing else.").waitFor();
    await page.context().close();
  });
});

describe("a second factor, in two minutes", () => {
  const person = { email: "cleo-of-the-tour@example.com", password: "Tour-Pass-of-Cleo-1!" };
  let userPoolId: string;
  let domain: string;
  let clientId: string;
  beforeAll(async () => {
    const pool = await createPlainPool(cognito);
    ({ userPoolId } = pool);
    await createPerson(cognito, pool, person);
    domain = `tour-${pool.clientId.slice(0, 8)}`;
    await cognito.send(new CreateUserPoolDomainCommand({ Domain: domain, UserPoolId: userPoolId }));
    const { UserPoolClient } = await cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: userPoolId,
        ClientName: "web",
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid"],
        CallbackURLs: [CALLBACK],
        SupportedIdentityProviders: ["COGNITO"],
      }),
    );
    clientId = UserPoolClient?.ClientId ?? "";
  });
  afterAll(async () => {
    await cognito.send(new DeleteUserPoolDomainCommand({ Domain: domain, UserPoolId: userPoolId }));
    await cognito.send(new DeleteUserPoolCommand({ UserPoolId: userPoolId }));
  });

  test("switched on by clicks, the next sign-in shows a QR code and asks for its code", async () => {
    const page = await openConsole(browser, port);
    await goTo(page, "People");
    await page.locator("details.pools summary").click();
    await page.locator("details.pools").getByRole("link", { name: userPoolId }).click();
    await page.getByRole("link", { name: "Second factor", exact: true }).click();
    await page.getByRole("radio", { name: "Required" }).check();
    await page.getByRole("button", { name: "Set the second factor" }).click();
    expect(await noticeOf(page)).toBe("The second factor is required.");
    await page.context().close();

    const visit = await (await browser.newContext()).newPage();
    const calledBack = visit.waitForRequest((request) => request.url().startsWith(CALLBACK));
    const query = new URLSearchParams({
      response_type: "code",
      client_id: clientId,
      redirect_uri: CALLBACK,
      scope: "openid",
    });
    await visit.goto(
      `http://localhost:${port}/_aws/cognito-auth/${domain}/oauth2/authorize?${query.toString()}`,
    );
    await visit.getByLabel("E-mail").fill(person.email);
    await visit.getByLabel("Password", { exact: true }).fill(person.password);
    await visit.getByRole("button", { name: "Sign in" }).click();
    const secret = secretIn(await visit.getByRole("img", { name: /QR/ }).screenshot());
    await visit.getByLabel("Enter the code it shows").fill(new Authenticator(secret).next());
    await visit.getByRole("button", { name: /confirm/i }).click();
    expect(new URL((await calledBack).url()).searchParams.get("code")).toBeTruthy();
    await visit.context().close();
  });
});
