import {
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserPasswordCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
  GetUserPoolMfaConfigCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const home = homeOf(facts);
const port = Number(new URL(facts.endpoint).port);
const { cognito } = clientsFor(facts);
const UserPoolId = home.userPoolId;
const apiId = new URL(home.apiUrl).pathname.split("/").at(-2) ?? "";
const CONSOLE = `http://portcullis.localhost:${port}/_portcullis/`;
const PASSWORD = "Tour-of-the-pages-7";
const OWNER = "tour-owner@example.com";
const GUEST = "tour-guest@example.com";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(async () => {
  for (const Username of [OWNER, GUEST]) {
    await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username })).catch(() => undefined);
  }
  await browser.close();
});

async function invite(page: Page, email: string): Promise<void> {
  await page.goto(`${CONSOLE}people`);
  await page.getByRole("link", { name: "Invite", exact: true }).click();
  await page.getByLabel("E-mail address").fill(email);
  await page.getByRole("button", { name: "Invite" }).click();
  await page.getByText(`${email} is invited; the first password is in the mailbox.`).waitFor();
}

/** The heading of what came of a request that was tried as a person. */
async function tryAs(page: Page, route: string, email: string): Promise<string> {
  await page.goto(`${CONSOLE}apis/${apiId}`);
  await page.getByRole("link", { name: route, exact: true }).click();
  await page.getByRole("heading", { name: `Try ${route}` }).waitFor();
  await page.locator("form.try-form label", { hasText: email }).first().click();
  const body = page.getByRole("textbox", { name: "Body" });
  if ((await body.count()) > 0) await body.fill('{"message":"open"}');
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const password = page.getByLabel("Password", { exact: true });
  const outcome = page.locator("#outcome-h");
  await password.or(outcome).first().waitFor();
  if (await password.isVisible()) {
    await password.fill(PASSWORD);
    await page.getByRole("button", { name: "Send", exact: true }).click();
  }
  await outcome.waitFor();
  return (await outcome.textContent()) ?? "";
}

describe("what AWS's console is used for, by clicks here", () => {
  test("two people are invited, one becomes an administrator, both call both routes, the topic shows it", async () => {
    const page = await openConsole(browser, port);
    for (const email of [OWNER, GUEST]) {
      await invite(page, email);
      await cognito.send(
        new AdminSetUserPasswordCommand({ UserPoolId, Username: email, Password: PASSWORD, Permanent: true }),
      );
    }
    const { Username } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: OWNER }));
    await page.goto(`${CONSOLE}people/${UserPoolId}/${Username}`);
    await page.getByRole("button", { name: "Add to group" }).click();
    await page.getByRole("dialog", { name: "Add to a group" }).getByLabel("Group").selectOption("Admins");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await page.getByText(/is in Admins/).waitFor();

    const watcher = await page.context().newPage();
    await watcher.goto(`${CONSOLE}mqtt`);
    await watcher.getByRole("heading", { name: "Messages" }).waitFor();

    expect(await tryAs(page, "POST /gates/control", GUEST)).toBe("Refused with 401 by authorize.");
    expect(await tryAs(page, "GET /account", GUEST)).toBe("Passed with 200.");
    expect(await tryAs(page, "POST /gates/control", OWNER)).toBe("Passed with 200.");
    expect(await tryAs(page, "GET /account", OWNER)).toBe("Passed with 200.");
    await watcher.locator(".log").getByText("controlGate").first().waitFor();
    expect(await watcher.locator(".log").textContent()).toContain("open");
  });

  test("a function's permission is read, and MFA is switched on", async () => {
    const page = await openConsole(browser, port, { path: "functions" });
    await page
      .getByRole("link", { name: /ControlGateFunction/ })
      .first()
      .click();
    await page.getByText("May publish to the topic controlGate; nothing else.").waitFor();

    const { UserPool } = await cognito.send(new CreateUserPoolCommand({ PoolName: "tour" }));
    const pool = { UserPoolId: UserPool?.Id };
    await page.goto(`${CONSOLE}people/${pool.UserPoolId}`);
    await page.getByRole("link", { name: "Second factor" }).click();
    await page.getByLabel(/^Required/).check();
    await page.getByRole("button", { name: "Set the second factor" }).click();
    await page.getByText("The second factor is required.").waitFor();
    expect((await cognito.send(new GetUserPoolMfaConfigCommand(pool))).MfaConfiguration).toBe("ON");
    await cognito.send(new DeleteUserPoolCommand(pool));
  });
});
