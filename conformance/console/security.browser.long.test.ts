import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  IAMClient,
  PutRolePolicyCommand,
} from "@aws-sdk/client-iam";
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DescribeKeyCommand,
  KMSClient,
  ScheduleKeyDeletionCommand,
} from "@aws-sdk/client-kms";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { launchBrowser } from "../support/browser.ts";
import { expectFitAndAccessible, LOOKS } from "./support/looks.ts";
import { openConsole } from "./support/open-console.ts";

const { endpoint, region, credentials } = inject("product");
const port = Number(new URL(endpoint).port);
const kms = new KMSClient({ endpoint, region, credentials, maxAttempts: 1 });
const iam = new IAMClient({ endpoint, region, credentials, maxAttempts: 1 });
const HOSTILE = "<img src=x onerror=window.hit=1>";
const ROLE = `console-reader-${"long-".repeat(8)}`;

let browser: Browser;
let key: string;
let doomed: string;
beforeAll(async () => {
  browser = await launchBrowser();
  const made = async (Description: string): Promise<string> =>
    (await kms.send(new CreateKeyCommand({ Description }))).KeyMetadata?.KeyId ?? "";
  key = await made(HOSTILE);
  await kms.send(new CreateAliasCommand({ AliasName: "alias/console/door", TargetKeyId: key }));
  doomed = await made("doomed");
  await kms.send(new ScheduleKeyDeletionCommand({ KeyId: doomed, PendingWindowInDays: 7 }));
  const trust = { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" };
  const rights = { Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::pictures/${HOSTILE}` };
  const document = (Statement: object) => JSON.stringify({ Version: "2012-10-17", Statement });
  await iam.send(new CreateRoleCommand({ RoleName: ROLE, AssumeRolePolicyDocument: document(trust) }));
  await iam.send(
    new PutRolePolicyCommand({ RoleName: ROLE, PolicyName: "own", PolicyDocument: document(rights) }),
  );
});
afterAll(async () => {
  await kms
    .send(new ScheduleKeyDeletionCommand({ KeyId: key, PendingWindowInDays: 7 }))
    .catch(() => undefined);
  await iam.send(new DeleteRolePolicyCommand({ RoleName: ROLE, PolicyName: "own" }));
  await iam.send(new DeleteRoleCommand({ RoleName: ROLE }));
  kms.destroy();
  iam.destroy();
  await browser.close();
});

const keyPath = (id: string) => `keys/key?id=${encodeURIComponent(id)}`;
const stateOf = async (id: string) =>
  (await kms.send(new DescribeKeyCommand({ KeyId: id }))).KeyMetadata?.KeyState;

describe("the pages of keys", () => {
  test("a key is disabled and enabled again, without script", async () => {
    const page = await openConsole(browser, port, { path: "keys?prefix=console", javaScriptEnabled: false });
    await page.getByRole("link", { name: "console/door" }).click();
    await page.getByRole("button", { name: "Disable" }).click();
    await page.getByText("The key is disabled: nobody can use it.").waitFor();
    expect(await stateOf(key)).toBe("Disabled");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("The key is enabled.").waitFor();
    expect(await stateOf(key)).toBe("Enabled");
  });

  test("its deletion asks for the name, and is taken back as it was", async () => {
    const page = await openConsole(browser, port, { path: keyPath("alias/console/door") });
    await page.getByLabel("Type the name of the key to delete it").fill("door");
    await page.getByRole("button", { name: "Schedule the deletion" }).click();
    await page.getByText("The name that was typed is another one. Nothing was deleted.").waitFor();
    await page.getByLabel("Type the name of the key to delete it").fill("console/door");
    await page.getByLabel("In", { exact: true }).selectOption("7");
    await page.getByRole("button", { name: "Schedule the deletion" }).click();
    await page.getByText("It is to be deleted: nobody can use it.").waitFor();
    expect(await stateOf(key)).toBe("PendingDeletion");
    await page.getByRole("button", { name: "Undo" }).click();
    await page.getByText("The key is kept, and enabled.").waitFor();
    expect(await stateOf(key)).toBe("Enabled");
  });

  test("who may use it leads to Access, which has its rows", async () => {
    const page = await openConsole(browser, port, { path: keyPath(key), bypassCSP: true });
    await page.getByText("This account may do everything of kms to it").waitFor();
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    await page.locator("main").getByRole("link", { name: "Access" }).click();
    await page.locator(".matrix").getByText(`Key ${key}`).first().waitFor();
  });
});

describe("the pages of roles", () => {
  test("what one lets do, in words; nothing of it runs", async () => {
    const page = await openConsole(browser, port, { path: "roles?prefix=console-reader", bypassCSP: true });
    await page.getByRole("link", { name: ROLE }).click();
    await page.getByText("Lambda may take it").waitFor();
    expect(await page.locator(".sentence").textContent()).toContain("May do everything of s3 to the object");
    expect(await page.evaluate(() => (window as { hit?: number }).hit)).toBeUndefined();
    await page.getByRole("link", { name: "What it reaches" }).click();
    await page.waitForURL("**/access?who=role*");
    await page.getByRole("heading", { level: 1, name: "Access" }).waitFor();
  });

  test("a function leads to its role", async () => {
    const page = await openConsole(browser, port, { path: "functions" });
    await page.getByRole("link", { name: "ControlGateFunction", exact: true }).click();
    await page.locator("#may ~ span").getByRole("link").click();
    await page.getByText("May publish to the topic controlGate; nothing else.").waitFor();
    await page.getByText("Lambda may take it").waitFor();
  });
});

test.each(LOOKS)("$width px $colorScheme: nothing is cut off, axe finds nothing", async (look) => {
  const paths = [
    "keys",
    "keys?prefix=none",
    ...[key, doomed, "alias/aws/s3", "none"].map(keyPath),
    "roles",
    "roles?prefix=none",
    `roles/${ROLE}`,
    "roles/none",
  ];
  await expectFitAndAccessible({ browser, port, look, paths });
});
