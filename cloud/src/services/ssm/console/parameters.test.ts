import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { Notice } from "../../../wire/console-area.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { ssmWorld } from "../testing/world.ts";
import { parameterPath } from "./addresses.ts";
import { areas } from "./index.ts";

let ssm: ReturnType<typeof ssmWorld>;
let server: ListeningService;
let console: TestConsole;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  ssm = ssmWorld(account);
  server = await listen(ssm.service().http);
  console = testConsole(areas, server.port, { key: account.administrator });
  await ssm.put("/shop/colour", "blue", { Description: "of the door" });
  await ssm.put("/shop/password", "open sesame", { Type: "SecureString" });
});
afterEach(() => server.close());

const post = async (page: string, fields: Readonly<Record<string, string>>) => {
  const answer = await console.post(`parameters/${page}`, fields);
  if ("view" in answer) return { page: String(await answer.view.body.toString()), notice: undefined };
  return { page: "", notice: "notice" in answer ? (answer.notice as Notice) : undefined };
};

const HOSTILE = "<img src=x onerror=alert(1)>\u202egnp";

describe("the list", () => {
  test("names, types and versions; no value is read", async () => {
    const page = await console.show("parameters");
    expect(page).toContain(`href="${parameterPath("/shop/colour")}"`);
    expect(page).toContain("SecureString");
    expect(page).toContain("of the door");
    expect(page).not.toContain("blue");
    expect(page).not.toContain("sesame");
    expect(await areas[0]?.count?.(console)).toBe(2);
  });

  test("by the beginning of a name, and none", async () => {
    const page = await console.show("parameters?prefix=/shop/c");
    expect(page).toContain("/shop/colour");
    expect(page).not.toContain("/shop/password");
    expect(await console.show("parameters?prefix=/none")).toContain(
      "No parameter’s name begins with “/none”.",
    );
    for (const name of ["/shop/colour", "/shop/password"]) await ssm.call("DeleteParameter", { Name: name });
    expect(await console.show("parameters")).toContain("aws ssm put-parameter");
  });

  test("25 on a page", async () => {
    for (let index = 0; index < 26; index += 1) await ssm.put(`/n/${String(index).padStart(2, "0")}`, "x");
    const first = await console.show("parameters?prefix=/n/");
    expect(first).not.toContain("/n/25<");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    expect(await console.show(next)).toContain("/n/25<");
  });
});

describe("CON-21 a SecureString", () => {
  test("CON-21 is dots on its page, and no history tells it", async () => {
    await ssm.put("/shop/password", "second", { Type: "SecureString", Overwrite: true });
    const page = await console.show(parameterPath("/shop/password"));
    expect(page).toContain("••••••••");
    expect(page).not.toContain("sesame");
    expect(page).not.toContain("second");
    // Addresses are read by GET: nothing in one shows it.
    expect(await console.show(`${parameterPath("/shop/password")}&show=1`)).not.toContain("second");
  });

  test("CON-21 is shown to who asks by a form", async () => {
    expect((await post("parameter", { name: "/shop/password" })).page).toContain("open sesame");
  });

  test("CON-21 changed, no page carries the value before", async () => {
    const { notice } = await post("put", { name: "/shop/password", value: "new" });
    expect(notice).toEqual({ verdict: "yes", text: "/shop/password is version 2." });
    expect((await ssm.get("/shop/password", { WithDecryption: true }))["Value"]).toBe("new");
    expect((await ssm.get("/shop/password"))["Type"]).toBe("SecureString");
  });
});

describe("a parameter", () => {
  test("its value and versions", async () => {
    await ssm.put("/shop/colour", "red", { Overwrite: true });
    const page = await console.show(parameterPath("/shop/colour"));
    expect(page).toContain(">red<");
    expect(page).toContain('<th scope="row">2</th>');
    expect(page).toContain('<th scope="row">1</th>');
  });

  test("what it holds is text", async () => {
    await ssm.put("/hostile", HOSTILE, { Description: HOSTILE });
    await ssm.put("/long", "x".repeat(4_000));
    for (const page of [await console.show(parameterPath("/hostile")), await console.show("parameters")]) {
      expect(page).not.toContain("<img");
      expect(page).toContain("&lt;img");
    }
    expect(await console.show(parameterPath("/long"))).toContain("x".repeat(4_000));
  });

  test("changed, and back", async () => {
    const { notice } = await post("put", { name: "/shop/colour", value: "red" });
    expect((await ssm.get("/shop/colour"))["Value"]).toBe("red");
    await console.post(notice?.undo?.action ?? "", notice?.undo?.fields ?? {});
    expect((await ssm.get("/shop/colour"))["Value"]).toBe("blue");
  });

  test.each([
    ["too long a value", { name: "/shop/colour", value: "x".repeat(5_000) }, "ValidationException"],
    ["a name that nothing has", { name: "/none", value: "x" }, "ParameterNotFound"],
  ])("%s is refused in AWS's words", async (_title, fields, code) => {
    const { notice } = await post("put", fields);
    expect(notice).toMatchObject({ verdict: "no", text: expect.stringContaining(code) });
    expect((await ssm.get("/shop/colour"))["Value"]).toBe("blue");
  });

  test("CON-8 deleting asks for the name", async () => {
    expect((await post("delete", { name: "/shop/colour", typed: "colour" })).notice?.verdict).toBe("no");
    expect((await ssm.get("/shop/colour"))["Value"]).toBe("blue");
    expect((await post("delete", { name: "/shop/colour", typed: "/shop/colour" })).notice?.verdict).toBe(
      "yes",
    );
    await expect(console.show(parameterPath("/shop/colour"))).rejects.toMatchObject({
      code: "ParameterNotFound",
    });
  });
});
