import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { Notice } from "../../../wire/console-area.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { secretsWorld } from "../testing/world.ts";
import { secretPath } from "./addresses.ts";
import { areas } from "./index.ts";

let secrets: ReturnType<typeof secretsWorld>;
let server: ListeningService;
let console: TestConsole;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  secrets = secretsWorld(undefined, account);
  server = await listen(secrets.service().http);
  console = testConsole(areas, server.port, { key: account.administrator });
  await make("shop/door", "open sesame", { Description: "of the door" });
});
afterEach(() => server.close());

const make = (Name: string, SecretString: string, more: object = {}) =>
  secrets.call("CreateSecret", { Name, SecretString, ...more });
const secretValue = async (SecretId: string) =>
  (await secrets.call("GetSecretValue", { SecretId }))["SecretString"];
const post = async (page: string, fields: Readonly<Record<string, string>>) => {
  const answer = await console.post(`secrets/${page}`, fields);
  if ("view" in answer) return { page: String(await answer.view.body.toString()), notice: undefined };
  return { page: "", notice: "notice" in answer ? (answer.notice as Notice) : undefined };
};

const HOSTILE = "<img src=x onerror=alert(1)>\u202egnp";

describe("the list", () => {
  test("secrets by the beginning of their names; none is read", async () => {
    await make("other", "x");
    const page = await console.show("secrets?prefix=shop");
    expect(page).toContain(`href="${secretPath("shop/door")}"`);
    expect(page).toContain("of the door");
    expect(page).not.toContain("sesame");
    expect(page).not.toContain(">other<");
    expect(await console.show("secrets?prefix=none")).toContain("No secret’s name begins with “none”.");
    expect(await areas[0]?.count?.(console)).toBe(2);
  });

  test("none: the next command", async () => {
    await secrets.call("DeleteSecret", { SecretId: "shop/door", ForceDeleteWithoutRecovery: true });
    expect(await console.show("secrets")).toContain("aws secretsmanager create-secret");
  });

  test("25 on a page", async () => {
    for (let index = 0; index < 26; index += 1) await make(`n${String(index).padStart(2, "0")}`, "x");
    const first = await console.show("secrets?prefix=n");
    expect(first).not.toContain(">n25<");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await console.show(next)).toContain(">n25<");
  });
});

describe("CON-21 what a secret holds", () => {
  test("CON-21 is dots on its page", async () => {
    const page = await console.show(secretPath("shop/door"));
    expect(page).toContain("••••••••");
    expect(page).not.toContain("sesame");
    expect(await console.show(`${secretPath("shop/door")}&version=x`)).not.toContain("sesame");
  });

  test("CON-21 is shown to who asks by a form, each version that has a stage", async () => {
    expect((await post("secret", { name: "shop/door" })).page).toContain("open sesame");
    await post("put", { name: "shop/door", value: '{"user":"ann","n":12345678901234567890}' });
    const { page } = await post("secret", { name: "shop/door" });
    // Laid out it would be another number.
    expect(page).toContain("12345678901234567890");
    const versions = [...page.matchAll(/name="version" value="([^"]+)"/g)].map(([, id]) => id ?? "");
    expect(versions).toHaveLength(2);
    const values = await Promise.all(
      versions.map(async (version) => (await post("secret", { name: "shop/door", version })).page),
    );
    expect(values.filter((each) => each.includes("open sesame"))).toHaveLength(1);
  });

  test("CON-21 as text, or as digits where it is none", async () => {
    await make("hostile", HOSTILE, { Description: HOSTILE });
    await secrets.call("CreateSecret", { Name: "bytes", SecretBinary: "AAH+" });
    const { page } = await post("secret", { name: "hostile" });
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
    expect((await post("secret", { name: "bytes" })).page).toContain("00 01 fe");
  });
});

describe("changing", () => {
  test("the value before stays as AWSPREVIOUS", async () => {
    expect((await post("put", { name: "shop/door", value: "new" })).notice).toMatchObject({ verdict: "yes" });
    expect(await secretValue("shop/door")).toBe("new");
    expect(await console.show(secretPath("shop/door"))).toContain("AWSPREVIOUS");
  });

  test("one that is not there is AWS's refusal", async () => {
    expect((await post("put", { name: "none", value: "x" })).notice).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("ResourceNotFoundException"),
    });
    await expect(console.show(secretPath("none"))).rejects.toMatchObject({
      code: "ResourceNotFoundException",
    });
  });
});

describe("CON-8 deleting", () => {
  test("CON-8 asks for the name, and can be taken back for 30 days", async () => {
    expect((await post("delete", { name: "shop/door", typed: "door" })).notice?.verdict).toBe("no");
    expect(await secretValue("shop/door")).toBe("open sesame");
    const { notice } = await post("delete", { name: "shop/door", typed: "shop/door" });
    expect(notice).toMatchObject({ verdict: "yes" });
    const page = await console.show(secretPath("shop/door"));
    expect(page).toContain("nobody can read it");
    expect(page).not.toContain("Show the value");
    expect(await console.show("secrets")).toContain("to be deleted");
    await console.post(notice?.undo?.action ?? "", notice?.undo?.fields ?? {});
    expect(await secretValue("shop/door")).toBe("open sesame");
  });
});
