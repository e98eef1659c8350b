import { execFile } from "node:child_process";
import { join } from "node:path";
import { CreateUserPoolClientCommand } from "@aws-sdk/client-cognito-identity-provider";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { axeFindings } from "../support/axe.ts";
import { launchBrowser } from "../support/browser.ts";
import { clientsFor } from "../support/clients.ts";
import { homeOf } from "../support/home.ts";
import { cleanEnvironment } from "../support/product.ts";
import { claimsOf } from "../support/tokens.ts";

const facts = inject("product");
const home = homeOf(facts);
const start = (clientId: string) => `http://localhost:${facts.port}/_portcullis/sign-in/${clientId}`;
const PORTCULLIS = join(import.meta.dirname, "..", "..", "node_modules", ".bin", "portcullis");

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

async function signIn(page: Page): Promise<void> {
  await page.getByLabel("E-mail").fill(home.admin.email);
  await page.getByLabel("Password", { exact: true }).fill(home.admin.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: home.admin.email }).waitFor();
}

/** `token --browser` as a person runs it: the address it shows, and what it prints in the end. */
function tokenInBrowser() {
  const words = [PORTCULLIS, "token", "--browser", "--json", "--state", facts.stateDir];
  let done: Promise<string> = Promise.resolve("");
  const address = new Promise<string>((resolve) => {
    done = new Promise((finish, fail) => {
      const child = execFile(process.execPath, words, { env: cleanEnvironment() }, (error, out) =>
        error === null ? finish(out) : fail(error),
      );
      let shown = "";
      child.stderr?.on("data", (chunk: string) => {
        shown += chunk;
        const found = /http:\S+ticket=\S+(?=\s)/.exec(shown)?.[0];
        if (found !== undefined) resolve(found);
      });
    });
  });
  return { address, done };
}

describe("OAU-82 the cloud's own page", () => {
  test("token --browser: signed in in a browser, tokens in the terminal", async () => {
    const terminal = tokenInBrowser();
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(await terminal.address);
    await signIn(page);
    const { AccessToken } = JSON.parse(await terminal.done) as { AccessToken: string };
    expect(new URL(page.url()).hostname).toBe("portcullis.localhost");
    expect(claimsOf(AccessToken)).toMatchObject({ client_id: home.clientId, token_use: "access" });
    expect(await axeFindings(page)).toEqual([]);
    const hosts = (await context.cookies()).map(({ domain }) => domain);
    expect(new Set(hosts)).toEqual(
      new Set([`${new URL(home.authUrl).pathname.split("/").at(-1)}.auth.localhost`]),
    );
    await context.close();
  });

  test("a client whose only callback is https://example.com signs people in, and shows nothing else", async () => {
    const { UserPoolClient } = await clientsFor(facts).cognito.send(
      new CreateUserPoolClientCommand({
        UserPoolId: home.userPoolId,
        ClientName: "elsewhere",
        AllowedOAuthFlowsUserPoolClient: true,
        AllowedOAuthFlows: ["code"],
        AllowedOAuthScopes: ["openid", "email"],
        CallbackURLs: ["https://example.com"],
        SupportedIdentityProviders: ["COGNITO"],
      }),
    );
    expect(UserPoolClient?.CallbackURLs).toEqual(["https://example.com"]);
    const page = await browser.newPage();
    await page.goto(start(UserPoolClient?.ClientId ?? ""));
    await signIn(page);
    expect(await page.getByRole("listitem").allTextContents()).toContain("openid");
    await page.close();
  });

  test("nobody else's request may use its address", async () => {
    const query = new URLSearchParams({
      response_type: "code",
      client_id: home.clientId,
      redirect_uri: `http://portcullis.localhost:${facts.port}/_portcullis/signed-in`,
      state: "x",
    });
    const reply = await fetch(`${home.authUrl}/oauth2/authorize?${query}`, { redirect: "manual" });
    expect(reply.headers.get("location")).toMatch(/error=redirect_mismatch/);
  });
});

test("DOOR-15 a script in an object of S3 reads neither the mailbox nor the pages", async () => {
  const script = `<script>
    const read = (url) => fetch(url).then((r) => r.text().then((t) => r.status + t), String);
    const base = "/_portcullis/";
    Promise.all([read(base + "mailbox"), read(base + "trace"), fetch(base + "mailbox", { method: "DELETE" }).then((r) => "" + r.status)])
      .then((all) => { document.title = "done"; document.body.textContent = JSON.stringify(all.map((one) => one.slice(0, 3))); });
  </script>`;
  const page = await browser.newPage();
  // What a presigned address or an open bucket would show: the same origin as the mailbox.
  await page.route(`http://localhost:${facts.port}/pictures/x.html`, (route) =>
    route.fulfill({ contentType: "text/html", body: script }),
  );
  await page.goto(`http://localhost:${facts.port}/pictures/x.html`);
  await page.waitForFunction(() => document.title === "done");
  expect(JSON.parse((await page.textContent("body")) ?? "")).toEqual(["403", "403", "403"]);
  await page.close();
});

test("DOOR-16 an API is not served under the name of another site", async () => {
  const { request } = await import("node:http");
  const statusUnder = (host: string) =>
    new Promise<number>((resolve, reject) => {
      const path = `${new URL(home.apiUrl).pathname.replace(/\/$/, "")}/gates/state`;
      request({ port: facts.port, host: "127.0.0.1", path, headers: { host } }, (reply) => {
        reply.resume();
        resolve(reply.statusCode ?? 0);
      })
        .on("error", reject)
        .end();
    });
  expect(await statusUnder("evil.example")).toBe(403);
  expect(await statusUnder(`localhost:${facts.port}`)).toBe(401);
});
