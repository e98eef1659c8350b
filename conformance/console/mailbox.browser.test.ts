import {
  CreateUserPoolClientCommand,
  CreateUserPoolCommand,
  SignUpCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { codeFor } from "../support/mailbox.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);
const { cognito } = clientsFor(facts);
const EMAIL = "letters-in-console@example.com";
const LETTER = [
  "<style>p { color: red }</style><script>document.title = 'taken'</script>",
  "<h1>Welcome</h1><p>Your code is <b>{####}</b>.</p>",
  '<p><a href="https://example.com/confirm?code={####}">Confirm</a> <img src="https://example.com/x.png">',
  '<a href="javascript:document.title=1">never</a></p>',
].join("");

let browser: Browser;
let clientId: string;
beforeAll(async () => {
  browser = await launchBrowser();
  const { UserPool } = await cognito.send(
    new CreateUserPoolCommand({
      PoolName: "letters",
      AutoVerifiedAttributes: ["email"],
      VerificationMessageTemplate: { EmailSubject: "Welcome <b>", EmailMessage: LETTER },
    }),
  );
  const { UserPoolClient } = await cognito.send(
    new CreateUserPoolClientCommand({ UserPoolId: UserPool?.Id, ClientName: "app" }),
  );
  clientId = UserPoolClient?.ClientId ?? "";
});
afterAll(() => browser.close());

const signUp = (username: string) =>
  cognito.send(
    new SignUpCommand({
      ClientId: clientId,
      Username: username,
      Password: "Passw0rd!",
      UserAttributes: [{ Name: "email", Value: EMAIL }],
    }),
  );

describe("the mailbox in the console", () => {
  test("a message shows by itself; its code is copied by one click", async () => {
    const page = await openConsole(browser, port, {
      path: `mailbox?q=${EMAIL}`,
      permissions: ["clipboard-read", "clipboard-write"],
    });
    await signUp("first");
    await page
      .getByRole("button", { name: `Copy the code for ${EMAIL}` })
      .first()
      .click();
    const code = await codeFor(facts, EMAIL);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(code);

    await page.locator("#messages a.item").first().click();
    expect(await page.locator(".code-line .big").textContent()).toBe(code);
    expect(await page.getByRole("link", { name: /^SignUp, asked by/ }).count()).toBe(1);
  });

  test("markup of a mail reaches the page as text and links, and as nothing else", async () => {
    await signUp("second");
    const page = await openConsole(browser, port, { path: `mailbox?q=${EMAIL}` });
    const foreign: string[] = [];
    page.on("request", (request) => {
      if (!request.url().startsWith(`http://portcullis.localhost:${port}/`)) foreign.push(request.url());
    });
    await page.locator("#messages a.item").first().click();
    const paper = page.locator(".paper");
    expect(await paper.locator("img, script, style, iframe").count()).toBe(0);
    const confirm = paper.getByRole("link", { name: "Confirm" });
    expect(await confirm.getAttribute("href")).toContain("https://example.com/confirm?code=");
    expect(await confirm.getAttribute("rel")).toBe("noopener noreferrer");
    expect(await confirm.getAttribute("target")).toBe("_blank");
    expect(await paper.getByRole("link").count()).toBe(1);
    expect(await page.title()).not.toBe("taken");
    expect(foreign).toEqual([]);
    await page.getByRole("link", { name: "Source" }).click();
    expect(await page.locator("pre").textContent()).toContain("<script>");
  });

  test("programs get JSON at the same address", async () => {
    const reply = await fetch(`${facts.endpoint}/_portcullis/mailbox?limit=1`);
    expect(await reply.json()).toHaveProperty("messages");
  });

  test.each(
    [390, 1280].flatMap((width) =>
      (["light", "dark"] as const).map((colorScheme) => ({ width, colorScheme })),
    ),
  )("list, mail, phone and an empty search fit at $width, $colorScheme", async ({ width, colorScheme }) => {
    await signUp(`third-${width}-${colorScheme}`);
    const page = await openConsole(browser, port, {
      path: `mailbox?q=${EMAIL}`,
      viewport: { width, height: 900 },
      colorScheme,
      bypassCSP: true,
    });
    const assertFits = async () => {
      const findings = await axeFindings(page);
      expect(findings.filter(({ impact }) => impact === "serious" || impact === "critical")).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
    };
    await assertFits();
    await page.locator("#messages a.item").first().click();
    await assertFits();
    await page.getByRole("link", { name: "Phone" }).click();
    await assertFits();
    await page.goto(`http://portcullis.localhost:${port}/_portcullis/mailbox?q=zzz`);
    expect(await page.getByText("No message holds “zzz”.").isVisible()).toBe(true);
    await assertFits();
    await page.context().close();
  });
});
