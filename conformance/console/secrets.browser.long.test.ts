import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { jsonCalls } from "../support/json-call.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const facts = inject("product");
const port = Number(new URL(facts.endpoint).port);
const ssm = jsonCalls(facts, "ssm");
const secrets = jsonCalls(facts, "secretsmanager");
const HOSTILE = "<img src=x onerror=window.hit=1>";

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
  const parameters = [
    { Name: "/console/colour", Value: "blue", Type: "String" },
    { Name: "/console/password", Value: "open sesame", Type: "SecureString" },
    { Name: "/console/hostile", Value: HOSTILE, Type: "String", Description: HOSTILE },
    { Name: `/console/${"long-".repeat(100)}`, Value: "x".repeat(4_000), Type: "String" },
  ];
  for (const parameter of parameters) await ssm("AmazonSSM.PutParameter", parameter);
  const held = [
    { Name: "console/door", SecretString: '{"user":"ann","password":"open sesame"}' },
    { Name: "console/hostile", SecretString: HOSTILE, Description: HOSTILE },
  ];
  for (const secret of held) await secrets("secretsmanager.CreateSecret", secret);
  await secrets("secretsmanager.PutSecretValue", { SecretId: "console/door", SecretString: "second" });
});
afterAll(() => browser.close());

const parameterPath = (name: string) => `parameters/parameter?name=${encodeURIComponent(name)}`;
const secretPath = (name: string) => `secrets/secret?name=${encodeURIComponent(name)}`;

describe("the pages of parameters", () => {
  test("CON-21 a SecureString is dots until somebody asks, and asking is in the trace", async () => {
    const page = await openConsole(browser, port, { path: "parameters", javaScriptEnabled: false });
    await page.getByRole("link", { name: "/console/password" }).click();
    await page.getByText("•••••••• hidden").waitFor();
    expect(await page.content()).not.toContain("open sesame");
    await page.getByRole("button", { name: "Show the value" }).click();
    await page.locator("pre").getByText("open sesame").waitFor();
    await page.goto(`http://portcullis.localhost:${port}/_portcullis/trace?q=GetParameter`);
    expect(await page.locator("main").textContent()).toContain("GetParameter");
  });

  test("a value is changed and comes back; deleting asks for the name", async () => {
    const page = await openConsole(browser, port, { path: parameterPath("/console/colour") });
    await page.getByRole("textbox", { name: "Value" }).fill("red");
    await page.getByRole("button", { name: "Save as a new version" }).click();
    await page.getByText("/console/colour is version 2.").waitFor();
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("/console/colour is version 3.").waitFor();
    await page.locator("pre").getByText("blue").waitFor();
    await page.getByLabel("Type the name of the parameter to delete it").fill("colour");
    await page.getByRole("button", { name: "Delete" }).click();
    await page.getByText("The name that was typed is another one. Nothing was deleted.").waitFor();
  });
});

describe("the pages of secrets", () => {
  test("CON-21 a secret is dots until somebody asks, the version before too", async () => {
    const page = await openConsole(browser, port, { path: "secrets", javaScriptEnabled: false });
    await page.getByRole("link", { name: "console/door" }).click();
    await page.getByText("•••••••• hidden").waitFor();
    expect(await page.content()).not.toContain("second");
    await page.getByRole("button", { name: "Show the value" }).click();
    await page.locator("pre").getByText("second").waitFor();
    await page.getByRole("button", { name: "Show version" }).last().click();
    await page.locator("pre").getByText("open sesame").waitFor();
  });

  test("one that is deleted is restored", async () => {
    const page = await openConsole(browser, port, { path: secretPath("console/door") });
    await page.getByLabel("Type the name of the secret to delete it").fill("console/door");
    await page.getByRole("button", { name: "Delete in 30 days" }).click();
    await page.getByText("It is to be deleted: nobody can read it.").waitFor();
    await page.getByRole("button", { name: "Restore it" }).click();
    await page.getByText("console/door is kept.").waitFor();
    await page.getByRole("button", { name: "Show the value" }).click();
    await page.locator("pre").getByText("second").waitFor();
  });

  test("what one holds is text; nothing of it runs", async () => {
    const page = await openConsole(browser, port, { path: secretPath("console/hostile"), bypassCSP: true });
    await page.getByRole("button", { name: "Show the value" }).click();
    await page.locator("pre").getByText(HOSTILE).waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
  });
});

test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
  const paths = [
    "parameters",
    "parameters?prefix=/none",
    ...["password", "hostile", "long-".repeat(100), "none"].map((name) => parameterPath(`/console/${name}`)),
    "secrets",
    "secrets?prefix=none",
    ...["door", "hostile", "none"].map((name) => secretPath(`console/${name}`)),
  ];
  await expectFitAndAccessible({ browser, port, look, paths });
});
