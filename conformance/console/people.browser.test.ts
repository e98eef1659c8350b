import {
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { signInOverSrp } from "../support/srp.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const home = homeOf(facts);
const port = Number(new URL(facts.endpoint).port);
const { cognito } = clientsFor(facts);
const UserPoolId = home.userPoolId;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

const LOOKS = [390, 1280].flatMap((width) =>
  (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
);

async function usernameOf(email: string): Promise<string> {
  const { Username } = await cognito.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  return Username ?? "";
}

const noticeOf = (page: Page): Promise<string | null> => page.locator("#notice p").textContent();

/** Without what axe calls minor or moderate, and without sideways scrolling. */
async function assertFits(page: Page): Promise<void> {
  const findings = await axeFindings(page);
  expect(findings.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
}

describe("people in the console", () => {
  test("a person is invited, put into a group, taken out again, and deleted by name", async () => {
    const email = "invited-in-console@example.com";
    const page = await openConsole(browser, port, { path: "people" });
    await page.getByRole("link", { name: "Invite", exact: true }).click();
    await page.getByLabel("E-mail address").fill(email);
    await page.getByRole("button", { name: "Invite" }).click();
    expect(await noticeOf(page)).toBe(`${email} is invited; the first password is in the mailbox.`);

    await page.getByRole("button", { name: "Add to group" }).click();
    await page.getByRole("dialog", { name: "Add to a group" }).getByLabel("Group").selectOption("Admins");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    expect(await noticeOf(page)).toContain("is in Admins");
    await page.getByRole("button", { name: "Undo" }).click();
    expect(await noticeOf(page)).toContain("is no longer in Admins");

    const toDelete = async (typed: string) => {
      await page.getByRole("button", { name: `More for ${email}` }).click();
      await page.getByRole("button", { name: "Delete …" }).click();
      await page.getByLabel(`Type ${email} to confirm`).fill(typed);
      await page.getByRole("button", { name: "Delete for good" }).click();
      return noticeOf(page);
    };
    expect(await toDelete("somebody")).toContain("Not deleted");
    expect(await toDelete(email)).toBe(`${email} is deleted.`);
    await expect(usernameOf(email)).rejects.toThrow("User does not exist.");
  });

  test("what AWS refuses is said in its own words", async () => {
    const path = `people/${UserPoolId}/${await usernameOf(home.user.email)}`;
    const page = await openConsole(browser, port, { path });
    await page.getByRole("button", { name: /^More for/ }).click();
    await page.getByRole("button", { name: "Set a password" }).click();
    await page.getByLabel("Password", { exact: true }).fill("weak");
    await page.getByRole("button", { name: "Set the password" }).click();
    expect(await noticeOf(page)).toContain(
      "InvalidPasswordException: Password did not conform with password policy",
    );
  });

  test("the next token is the one that a sign-in brings: scope for scope", async () => {
    const path = `people/${UserPoolId}/${await usernameOf(home.user.email)}`;
    const page = await openConsole(browser, port, { path });
    await page.getByLabel("Compared with").selectOption("Admins");
    await page.getByRole("button", { name: "Run the trigger" }).click();
    const scope = page.locator("table.claims tr", { hasText: /^scope/ }).first();
    const { access } = await signInOverSrp(facts, home, home.user);
    const claims = JSON.parse(Buffer.from(access.split(".")[1] ?? "", "base64url").toString("utf8"));
    const shown = await scope
      .locator(".chip:not(.gone, .would)")
      .evaluateAll((chips) => chips.map((chip) => chip.firstChild?.textContent ?? ""));
    expect(shown.sort()).toEqual(claims.scope.split(" ").sort());
    expect(await scope.locator(".chip.would").textContent()).toContain(`+ Admins-${home.clientId}`);
    expect(await page.locator("#next-token").textContent()).toBe("What the next token carries");
    expect(await page.getByText("not issued").isVisible()).toBe(true);
  });

  test("a session shows by itself when somebody signs in, and leads to its request", async () => {
    const path = `people/${UserPoolId}/${await usernameOf(home.admin.email)}`;
    const page = await openConsole(browser, port, { path });
    const rows = page.locator("#session-rows a.item");
    const before = await rows
      .first()
      .getAttribute("href", { timeout: 1 })
      .catch(() => null);
    await signInOverSrp(facts, home, home.admin);
    await expect.poll(() => rows.first().getAttribute("href")).not.toBe(before);
    expect(await rows.first().textContent()).toContain(`tokens were issued at client ${home.clientId}`);
    await rows.first().click();
    await page.waitForURL(/\/trace\//);
    expect(await page.getByText("Passed").first().isVisible()).toBe(true);
  });

  test("lists are searched on the server, and a name is only text", async () => {
    const email = "hostile-in-console@example.com";
    await cognito.send(
      new AdminCreateUserCommand({
        UserPoolId,
        Username: email,
        MessageAction: "SUPPRESS",
        UserAttributes: [
          { Name: "email", Value: email },
          {
            Name: "name",
            Value: `<img src=x onerror="document.title='taken'">\u202egnp.exe${"x".repeat(300)}`,
          },
        ],
      }),
    );
    try {
      for (const { width, colorScheme } of LOOKS) {
        const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
        const page = await openConsole(browser, port, { path: "people?q=hostile-in", ...options });
        expect(await page.locator("tbody tr").count()).toBe(1);
        await assertFits(page);
        await page.getByRole("link", { name: /onerror/ }).click();
        expect(await page.title()).not.toBe("taken");
        expect(await page.locator("#p-h").textContent()).toContain("\\u202egnp");
        await assertFits(page);
        await page.context().close();
      }
    } finally {
      await cognito.send(new AdminDeleteUserCommand({ UserPoolId, Username: email }));
    }
  });

  test.each(LOOKS)(
    "groups and the empty list fit at $width, $colorScheme",
    async ({ width, colorScheme }) => {
      const options = { viewport: { width, height: 900 }, colorScheme, bypassCSP: true };
      const page = await openConsole(browser, port, { path: `people/groups/${UserPoolId}`, ...options });
      await assertFits(page);
      await page.getByRole("link", { name: "Admins", exact: true }).click();
      expect(await page.getByRole("link", { name: /admin@example\.com/ }).count()).toBe(1);
      await assertFits(page);
      await page.goto(`http://portcullis.localhost:${port}/_portcullis/people?q=zzz`);
      expect(await page.getByText(/^Nobody of \d+: E-mail begins with “zzz”/).isVisible()).toBe(true);
      await assertFits(page);
      await page.context().close();
    },
  );

  test("without script a person is found, opened and changed", async () => {
    const page = await openConsole(browser, port, { path: "people", javaScriptEnabled: false });
    await page.getByLabel("Its beginning").fill("user@");
    await page.getByRole("button", { name: "Search" }).click();
    await page.getByRole("link", { name: home.user.email }).or(page.locator("tbody th a")).first().click();
    await page.getByRole("button", { name: "Sign out everywhere" }).click();
    expect(await noticeOf(page)).toContain("is signed out everywhere");
  });

  test("the keyboard reaches rows and actions", async () => {
    const page = await openConsole(browser, port);
    await page.keyboard.press("g");
    await page.keyboard.press("p");
    await page.waitForURL("**/_portcullis/people");
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/people\/[^/]+\/[^/]+$/);
    await page
      .getByRole("button", { name: "Add to group" })
      .or(page.getByRole("button", { name: /^More/ }))
      .first()
      .focus();
    await page.keyboard.press("Enter");
    expect(await page.locator(":popover-open").count()).toBe(1);
    await page.keyboard.press("Escape");
    expect(await page.locator(":popover-open").count()).toBe(0);
  });
});
