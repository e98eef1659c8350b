import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { Notice } from "../../../wire/console-area.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { allow, kmsWorld, policy, ROLE, ROOT } from "../testing/world.ts";
import { keyPath } from "./addresses.ts";
import { areas } from "./index.ts";

let kms: ReturnType<typeof kmsWorld>;
let server: ListeningService;
let console: TestConsole;
let id: string;
beforeEach(async () => {
  const account = createTestAccount(Date.now());
  kms = kmsWorld(account);
  server = await listen(kms.service().http);
  console = testConsole(areas, server.port, {
    key: account.administrator,
    answers: {
      "cloudformation:DescribeStackResources": ({ PhysicalResourceId }: { PhysicalResourceId: string }) => ({
        StackResources:
          PhysicalResourceId === id ? [{ StackName: "shop", LogicalResourceId: "DoorKey" }] : "",
      }),
    },
  });
  id = await kms.key({ Description: "of the door" });
  await kms.call("CreateAlias", { AliasName: "alias/shop/door", TargetKeyId: id });
});
afterEach(() => server.close());

const post = async (page: string, fields: Readonly<Record<string, string>>): Promise<Notice> => {
  const answer = await console.post(`keys/${page}`, fields);
  if (!("notice" in answer) || answer.notice === undefined) throw new Error("No word was said.");
  return answer.notice;
};
const takeBack = ({ undo }: Notice): Promise<unknown> => console.post(undo?.action ?? "", undo?.fields ?? {});
const metadata = async () =>
  (await kms.call("DescribeKey", { KeyId: id }))["KeyMetadata"] as { KeyState: string };

const MARKUP = "<img src=x onerror=alert(1)>";
const HOSTILE = `${MARKUP}\u202egnp`;

describe("the list", () => {
  test("keys by their aliases, found by what these or the id begins with", async () => {
    const other = await kms.key({ Description: HOSTILE });
    const page = await console.show("keys");
    expect(page).toContain(`href="${keyPath(id)}"`);
    expect(page).toContain(">shop/door<");
    expect(page).toContain("of the door");
    expect(page).toContain(`>${other}<`);
    expect(page).not.toContain("<img");
    expect(page).not.toContain("\u202e");
    for (const prefix of ["shop/", "alias/shop", id.slice(0, 9)]) {
      const found = await console.show(`keys?${new URLSearchParams({ prefix })}`);
      expect(found).toContain(">shop/door<");
      expect(found).not.toContain(`>${other}<`);
    }
    expect(await console.show("keys?prefix=none")).toContain("No key’s name begins with “none”.");
  });

  test("none that is yours: the next command is there when there is none at all", async () => {
    expect(await areas[0]?.count?.(console)).toBeGreaterThan(0);
    const none = testConsole(areas, server.port, {
      answers: { "kms:ListKeys": () => ({ Keys: [] }), "kms:ListAliases": () => ({ Aliases: [] }) },
    });
    expect(await none.show("keys")).toContain("aws kms create-key");
  });

  test("25 on a page, each once", async () => {
    for (let index = 0; index < 30; index += 1) await kms.key({ Description: `n${index}` });
    const first = await console.show("keys");
    const next = /href="([^"]+)">Next page/.exec(first)?.[1]?.replaceAll("&amp;", "&") ?? "";
    const idsOn = (page: string) =>
      [...page.matchAll(/keys\/key\?id=([0-9a-f-]{36})/g)].map(([, one]) => one);
    const shown = [...idsOn(first), ...idsOn(await console.show(next))];
    expect(idsOn(first)).toHaveLength(25);
    expect(new Set(shown).size).toBe(shown.length);
    expect(shown).toContain(id);
  });
});

describe("a key", () => {
  test("is found by its alias, too; who may use it in words, and where Access says more", async () => {
    for (const name of [id, "alias/shop/door"]) {
      const page = await console.show(keyPath(name));
      expect(page).toContain("shop/door");
      expect(page).toContain("enabled");
      expect(page).toContain("This account");
      expect(page).toContain("do everything of kms to it");
      expect(page).toContain('href="/_portcullis/access?q=Key+DoorKey"');
      expect(page).toContain('href="/_portcullis/stacks/shop"');
      expect(page).toContain("alias/shop/door");
    }
  });

  test("what its policy and its grants say is text, whatever it is", async () => {
    await kms.as(allow("kms:Decrypt"));
    const put = await kms.call("PutKeyPolicy", {
      KeyId: id,
      PolicyName: "default",
      Policy: policy(
        { ...allow("kms:*"), Principal: { AWS: ROOT } },
        {
          ...allow("kms:Decrypt"),
          Principal: "*",
          Condition: { StringEquals: { "aws:PrincipalTag/team": MARKUP } },
        },
      ),
    });
    const granted = await kms.call("CreateGrant", {
      KeyId: id,
      GranteePrincipal: ROLE,
      Operations: ["Decrypt"],
      Constraints: { EncryptionContextSubset: { door: HOSTILE } },
    });
    expect([put, granted]).toMatchObject([{ status: 200 }, { status: 200 }]);
    const page = await console.show(keyPath(id));
    expect(page).not.toContain("<img");
    expect(page).toContain("only if aws:PrincipalTag/team is &lt;img");
    expect(page).toContain("the role caller");
    expect(page).toContain("only with this encryption context");
    // Outside of the policy as it is written, which the frame writes out, no character turns the others.
    expect(page.replace(/<pre[\s\S]*?<\/pre>/g, "")).not.toContain("\u202e");
  });

  test("that is not there is AWS's refusal", async () => {
    await expect(console.show(keyPath("alias/none"))).rejects.toMatchObject({ code: "NotFoundException" });
  });

  test("of AWS has no buttons; one for signatures has no rotation", async () => {
    const { KeyMetadata } = await kms.call("DescribeKey", { KeyId: "alias/aws/ssm" });
    const managed = await console.show(keyPath((KeyMetadata as { KeyId: string }).KeyId));
    expect(managed).toContain("managed by AWS");
    expect(managed).not.toContain("<form");
    const signing = await kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    const page = await console.show(keyPath(signing));
    expect(page).toContain("signatures, ECC_NIST_P256");
    expect(page).not.toContain('id="rotation"');
    expect(page).toContain('id="delete"');
  });
});

describe("changing", () => {
  test("a key is disabled and enabled, each with its undo", async () => {
    const notice = await post("state", { id, to: "off" });
    expect(notice).toMatchObject({ verdict: "yes", text: "The key is disabled: nobody can use it." });
    expect(await metadata()).toMatchObject({ KeyState: "Disabled" });
    expect(await console.show(keyPath(id))).toContain(">Enable<");
    await takeBack(notice);
    expect(await metadata()).toMatchObject({ KeyState: "Enabled" });
  });

  test("rotation is turned on and off; taken back, with its days", async () => {
    await kms.call("EnableKeyRotation", { KeyId: id, RotationPeriodInDays: 90 });
    expect(await console.show(keyPath(id))).toContain("Every 90 days");
    const off = await post("rotation", { id, to: "off", days: "90" });
    expect(await console.show(keyPath(id))).toContain("Off: it keeps its material.");
    await takeBack(off);
    expect(await console.show(keyPath(id))).toContain("Every 90 days");
  });

  test("a refusal is said", async () => {
    expect(await post("rotation", { id, to: "on", days: "1" })).toMatchObject({
      verdict: "no",
      text: expect.stringContaining("ValidationException"),
    });
  });
});

describe("CON-8 deleting", () => {
  test("CON-8 asks for the name, and is taken back as it was", async () => {
    expect((await post("delete", { id, typed: id, days: "7" })).verdict).toBe("no");
    expect(await metadata()).toMatchObject({ KeyState: "Enabled" });
    const notice = await post("delete", { id, typed: "shop/door", days: "7" });
    expect(notice.text).toBe("The key is to be deleted in 7 days; nobody can use it.");
    expect(await metadata()).toMatchObject({ KeyState: "PendingDeletion" });
    const page = await console.show(keyPath(id));
    expect(page).toContain("nobody can use it");
    expect(page).not.toContain('id="delete"');
    expect(await console.show("keys")).toContain("to be deleted");
    await takeBack(notice);
    expect(await metadata()).toMatchObject({ KeyState: "Enabled" });
  });

  test("CON-8 a key without an alias by its id; one that was disabled comes back disabled", async () => {
    await kms.call("DeleteAlias", { AliasName: "alias/shop/door" });
    await kms.call("DisableKey", { KeyId: id });
    const notice = await post("delete", { id, typed: id, days: "30" });
    expect(notice.verdict).toBe("yes");
    await takeBack(notice);
    expect(await metadata()).toMatchObject({ KeyState: "Disabled" });
  });

  test("its page keeps it after all", async () => {
    await post("delete", { id, typed: "shop/door", days: "7" });
    expect(await console.show(keyPath(id))).toContain(">Keep it<");
    expect((await post("cancel", { id })).text).toContain("It is disabled until somebody enables it.");
    expect(await metadata()).toMatchObject({ KeyState: "Disabled" });
    expect((await post("cancel", { id })).verdict).toBe("no");
  });
});
