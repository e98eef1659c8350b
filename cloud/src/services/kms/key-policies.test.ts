import { beforeEach, describe, expect, test } from "vitest";
import { allow, arnOf, b64, kmsWorld, policy, ROLE, ROOT } from "./testing/world.ts";

let kms: ReturnType<typeof kmsWorld>;
beforeEach(() => {
  kms = kmsWorld();
});
const call: typeof kms.call = (...given) => kms.call(...given);
const account = allow("kms:*", { Principal: { AWS: ROOT } });
const administrator = allow("kms:*", { Principal: { AWS: "arn:aws:iam::123456789012:user/administrator" } });
/** A key with the policy, whose principals are there by now. */
const keyWith = async (...Statement: object[]): Promise<string> => {
  kms.as();
  return kms.key({ Policy: policy(...Statement) });
};
const encrypt = (KeyId: string, by?: ReturnType<typeof kms.as>, EncryptionContext?: object) =>
  call("Encrypt", { KeyId, Plaintext: b64("hush"), EncryptionContext }, by);
const SESSION = "arn:aws:sts::123456789012:assumed-role/caller/test";
const denied = (action: string, keyId: string, because: string) => ({
  status: 400,
  __type: "AccessDeniedException",
  message: `User: ${SESSION} is not authorized to perform: ${action} on resource: ${arnOf(keyId)} ${because}`,
});

describe("KMS-2 the key's policy decides first", () => {
  test("KMS-2 who is let in by identity policies alone needs a key policy that lets the account in", async () => {
    const open = await keyWith(account);
    const closed = await keyWith(administrator);
    const everything = kms.as(allow("*"));

    expect(await encrypt(open, everything)).toMatchObject({ status: 200 });
    expect(await encrypt(closed, everything)).toEqual({
      ...denied("kms:Encrypt", closed, "because no resource-based policy allows the kms:Encrypt action"),
      Message: expect.anything(),
    });
    expect(await encrypt(open, kms.as())).toMatchObject(
      denied("kms:Encrypt", open, "because no identity-based policy allows the kms:Encrypt action"),
    );
  });

  test("KMS-2 not even the administrator passes a key policy that does not name it", async () => {
    const id = await keyWith(account);
    const Policy = policy(allow("kms:*", { Principal: { AWS: ROLE } }));
    kms.as();
    expect(
      (await call("PutKeyPolicy", { KeyId: id, Policy, BypassPolicyLockoutSafetyCheck: true })).status,
    ).toBe(200);
    for (const [action, input] of [
      ["DescribeKey", {}],
      ["GetKeyPolicy", {}],
      ["ScheduleKeyDeletion", {}],
      ["Encrypt", { Plaintext: b64("x") }],
    ] as const) {
      expect(await call(action, { KeyId: id, ...input })).toMatchObject({
        __type: "AccessDeniedException",
        message: expect.stringContaining("because no resource-based policy allows the kms:"),
      });
    }
    expect(await call("DescribeKey", { KeyId: id }, kms.as())).toMatchObject({ status: 200 });
  });

  test("KMS-2 a role that the key policy names needs no policy of its own; a Deny of either wins", async () => {
    const id = await keyWith(administrator, allow("kms:Encrypt", { Principal: { AWS: ROLE } }));
    expect(await encrypt(id, kms.as())).toMatchObject({ status: 200 });
    expect(await call("DescribeKey", { KeyId: id }, kms.as(allow("*")))).toMatchObject({
      __type: "AccessDeniedException",
    });
    const denial = { ...allow("kms:Encrypt"), Effect: "Deny" };
    expect(await encrypt(id, kms.as(denial))).toMatchObject(
      denied("kms:Encrypt", id, "with an explicit deny in an identity-based policy"),
    );
    const denying = await keyWith(account, { ...denial, Principal: { AWS: ROLE } });
    expect(await encrypt(denying, kms.as(allow("*")))).toMatchObject(
      denied("kms:Encrypt", denying, "with an explicit deny in a resource-based policy"),
    );
  });

  test("KMS-2 an account that is let in for one action is not for another", async () => {
    const id = await keyWith(administrator, allow("kms:Describe*", { Principal: { AWS: "123456789012" } }));
    const everything = kms.as(allow("*"));
    expect(await call("DescribeKey", { KeyId: id }, everything)).toMatchObject({ status: 200 });
    expect((await encrypt(id, everything)).status).toBe(400);
  });

  test("KMS-2 of a key that is not there, nobody learns without a right to", async () => {
    const KeyId = "11111111-2222-4333-8444-555555555555";
    expect(await call("DescribeKey", { KeyId }, kms.as())).toMatchObject({ __type: "AccessDeniedException" });
    expect(await call("DescribeKey", { KeyId }, kms.as(allow("kms:*")))).toMatchObject({
      __type: "NotFoundException",
    });
  });

  test("KMS-11 an alias is changed by who may change it and the keys it names", async () => {
    const open = await keyWith(account);
    const closed = await keyWith(administrator);
    const everything = kms.as(allow("*"));
    const alias = (action: string, TargetKeyId: string) =>
      call(action, { AliasName: "alias/orders", TargetKeyId }, everything);

    expect(await alias("CreateAlias", closed)).toMatchObject({ __type: "AccessDeniedException" });
    expect(await alias("CreateAlias", open)).toMatchObject({ status: 200 });
    expect(await alias("UpdateAlias", closed)).toMatchObject({ __type: "AccessDeniedException" });
    await call("UpdateAlias", { AliasName: "alias/orders", TargetKeyId: closed });
    expect(await alias("UpdateAlias", open)).toMatchObject({ __type: "AccessDeniedException" });
    expect(await call("DeleteAlias", { AliasName: "alias/orders" }, everything)).toMatchObject({
      __type: "AccessDeniedException",
    });
  });
});

describe("KMS-5 condition keys", () => {
  const TEAM = [{ TagKey: "team", TagValue: "home" }];
  test.each([
    [{ StringEquals: { "kms:EncryptionContext:App": "gates" } }],
    [{ "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["App"] } }],
    [{ StringEquals: { "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT" } }],
    [{ StringEquals: { "kms:RequestAlias": "alias/orders" } }],
    [{ "ForAnyValue:StringEquals": { "kms:ResourceAliases": "alias/orders" } }],
    [{ StringEquals: { "kms:CallerAccount": "123456789012" } }],
    [{ StringEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT", "kms:KeyUsage": "ENCRYPT_DECRYPT" } }],
    [{ StringEquals: { "kms:KeyOrigin": "AWS_KMS" }, Bool: { "kms:MultiRegion": "false" } }],
    [{ StringEquals: { "aws:ResourceTag/team": "home" } }],
    [{ Null: { "kms:ViaService": "true", "kms:MultiRegionKeyType": "true" } }],
  ])("KMS-5 Encrypt is allowed under %j, and under no other value", async (Condition) => {
    await call("CreateAlias", { AliasName: "alias/orders", TargetKeyId: await kms.key({ Tags: TEAM }) });
    const other = JSON.parse(
      JSON.stringify(Condition).replace(/:(\[?)"([^"]+)"/, (text, list: string, value: string) =>
        value === "true" || value === "false"
          ? text.replace(value, value === "true" ? "false" : "true")
          : `:${list}"other"`,
      ),
    ) as object;
    const by = (condition: object) =>
      encrypt("alias/orders", kms.as(allow("kms:*", { Condition: condition })), { App: "gates" });
    expect(await by(Condition)).toMatchObject({ status: 200 });
    expect(await by(other)).toMatchObject({ __type: "AccessDeniedException" });
  });

  test.each([
    [
      "ScheduleKeyDeletion",
      { PendingWindowInDays: 8 },
      { NumericEquals: { "kms:ScheduleKeyDeletionPendingWindowInDays": "8" } },
    ],
    [
      "EnableKeyRotation",
      { RotationPeriodInDays: 90 },
      { NumericEquals: { "kms:RotationPeriodInDays": "90" } },
    ],
    [
      "PutKeyPolicy",
      { Policy: policy(account) },
      { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "false" } },
    ],
    ["TagResource", { Tags: TEAM }, { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["UntagResource", { TagKeys: ["team"] }, { "ForAllValues:StringEquals": { "aws:TagKeys": "team" } }],
    [
      "CreateGrant",
      {
        GranteePrincipal: ROLE,
        RetiringPrincipal: ROLE,
        Operations: ["Decrypt"],
        Constraints: { EncryptionContextSubset: { App: "gates" } },
      },
      {
        "ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt"] },
        StringEquals: {
          "kms:GranteePrincipal": ROLE,
          "kms:RetiringPrincipal": ROLE,
          "kms:GrantConstraintType": "EncryptionContextSubset",
          "kms:EncryptionContext:App": "gates",
        },
        Bool: { "kms:GrantIsForAWSResource": "false" },
      },
    ],
  ])("KMS-5 %s %j under %j, and not under its contrary", async (action, input, Condition) => {
    const KeyId = await kms.key({ Tags: TEAM });
    const by = (...more: object[]) =>
      call(action, { KeyId, ...input }, kms.as(allow("kms:*", { Condition }), ...more));
    const [[operator, keys] = ["", {}]] = Object.entries(Condition);
    const denial = { ...allow("kms:*"), Effect: "Deny", Condition: { [operator]: keys } };
    expect(await by(denial)).toMatchObject({ __type: "AccessDeniedException" });
    expect(await by()).toMatchObject({ status: 200 });
  });

  test("KMS-5 ReEncrypt tells whether the key stays the same", async () => {
    const [id, other] = [await kms.key(), await kms.key()];
    const blob = (await encrypt(id))["CiphertextBlob"];
    const same = allow("kms:*", { Condition: { Bool: { "kms:ReEncryptOnSameKey": "true" } } });
    const move = (DestinationKeyId: string) =>
      call("ReEncrypt", { CiphertextBlob: blob, DestinationKeyId }, kms.as(same));
    expect(await move(id)).toMatchObject({ status: 200 });
    expect(await move(other)).toMatchObject({ __type: "AccessDeniedException" });
  });

  test("KMS-5 CreateKey tells what is asked for", async () => {
    const rights = (Condition: object) => kms.as(allow("kms:*", { Condition }));
    const symmetric = { StringEquals: { "kms:KeySpec": "SYMMETRIC_DEFAULT" } };
    expect(await call("CreateKey", {}, rights(symmetric))).toMatchObject({ status: 200 });
    expect(await call("CreateKey", { KeySpec: "RSA_2048" }, rights(symmetric))).toMatchObject({
      __type: "AccessDeniedException",
    });
    const careful = { Bool: { "kms:BypassPolicyLockoutSafetyCheck": "false" } };
    expect(await call("CreateKey", { BypassPolicyLockoutSafetyCheck: true }, rights(careful))).toMatchObject({
      __type: "AccessDeniedException",
    });
  });
});

describe("KMS-8, KMS-9 what a key policy may be", () => {
  const put = (KeyId: string, Policy: string, more: object = {}) =>
    call("PutKeyPolicy", { KeyId, Policy, ...more });

  test.each([
    ["no JSON", "{"],
    ["no statement", policy()],
    ["an unknown element", JSON.stringify({ Statement: [account], Other: 1 })],
    ["no principal", policy(account, allow("kms:*"))],
    ["everybody but one", policy(account, { ...allow("kms:*"), NotPrincipal: { AWS: ROOT } })],
    ["an empty principal", policy(account, allow("kms:*", { Principal: { AWS: [] } }))],
    ["no action", policy(account, { Effect: "Allow", Principal: "*", Resource: "*" })],
    ["an action of another service", policy(account, allow("s3:GetObject", { Principal: "*" }))],
    ["no resource", policy(account, { Effect: "Allow", Principal: "*", Action: "kms:*" })],
    ["an unknown operator", policy(account, allow("kms:*", { Principal: "*", Condition: { Equals: {} } }))],
    ["a key twice", `{"Statement":[],"Statement":[${JSON.stringify(account)}]}`],
    ["more than 32 KiB", policy({ ...account, Sid: "x".repeat(32_768) })],
  ])("KMS-8 %s is malformed", async (_title, Policy) => {
    const id = await kms.key();
    expect(await put(id, Policy)).toMatchObject({ status: 400, __type: "MalformedPolicyDocumentException" });
    expect(await call("CreateKey", { Policy })).toMatchObject({ __type: "MalformedPolicyDocumentException" });
  });

  test.each([
    "arn:aws:iam::123456789012:role/nobody",
    "arn:aws:iam::123456789012:user/nobody",
    "arn:aws:iam::123456789012:role/*",
    "caller",
  ])("KMS-8 %s is no principal", async (name) => {
    const id = await kms.key();
    expect(await put(id, policy(account, allow("kms:*", { Principal: { AWS: name } })))).toMatchObject({
      __type: "MalformedPolicyDocumentException",
      message: "Policy contains a statement with one or more invalid principals.",
    });
  });

  test("KMS-8 a condition key that nothing supplies is refused by name", async () => {
    const Condition = { StringEquals: { "kms:RecipientAttestation:PCR0": "x" } };
    expect(
      await put(await kms.key(), policy(allow("kms:*", { Principal: { AWS: ROOT }, Condition }))),
    ).toMatchObject({ __type: "UnsupportedOperationException" });
  });

  test("KMS-9 a policy that locks its author out is refused, unless the author says so", async () => {
    kms.as();
    const id = await kms.key();
    const closed = policy(allow("kms:*", { Principal: { AWS: ROLE } }));
    const lockout = {
      status: 400,
      __type: "MalformedPolicyDocumentException",
      message: "The new key policy will not allow you to update the key policy in the future.",
    };
    expect(await put(id, closed)).toMatchObject(lockout);
    expect(await call("CreateKey", { Policy: closed })).toMatchObject(lockout);
    const reading = policy(allow("kms:Get*", { Principal: { AWS: ROOT } }));
    expect(await put(id, reading)).toMatchObject(lockout);
    const denying = policy(account, { ...allow("kms:PutKeyPolicy", { Principal: "*" }), Effect: "Deny" });
    expect(await put(id, denying)).toMatchObject(lockout);
    expect(await put(id, policy(account))).toMatchObject({ status: 200 });
    expect(await put(id, closed, { BypassPolicyLockoutSafetyCheck: true })).toMatchObject({ status: 200 });
  });

  test("a key has the one policy, which is read as it was written", async () => {
    const KeyId = await kms.key();
    expect(JSON.parse(String((await call("GetKeyPolicy", { KeyId }))["Policy"]))).toEqual({
      Version: "2012-10-17",
      Id: "key-default-1",
      Statement: [{ Sid: "Enable IAM User Permissions", ...account }],
    });
    const Policy = `\n${policy(account)}`;
    await put(KeyId, Policy, { PolicyName: "default" });
    expect(await call("GetKeyPolicy", { KeyId, PolicyName: "default" })).toMatchObject({ Policy });
    expect(await call("ListKeyPolicies", { KeyId })).toMatchObject({ PolicyNames: ["default"] });
    expect(await call("GetKeyPolicy", { KeyId, PolicyName: "other" })).toMatchObject({
      __type: "NotFoundException",
      message: "No such policy exists",
    });
  });
});

describe("KMS-7 grants", () => {
  const grant = async (KeyId: string, input: object = {}) => {
    kms.as();
    const given = { KeyId, GranteePrincipal: ROLE, Operations: ["Encrypt"], ...input };
    return call("CreateGrant", given);
  };

  test("KMS-7 a grant lets its grantee do what it names, until it is revoked", async () => {
    const [id, other] = [await keyWith(administrator), await keyWith(administrator)];
    expect(await encrypt(id, kms.as())).toMatchObject({ __type: "AccessDeniedException" });
    const { GrantId } = await grant(id);
    expect(await encrypt(id, kms.as())).toMatchObject({ status: 200 });
    expect(await encrypt(other, kms.as())).toMatchObject({ __type: "AccessDeniedException" });
    expect(await call("DescribeKey", { KeyId: id }, kms.as())).toMatchObject({
      __type: "AccessDeniedException",
    });
    expect(await encrypt(id, kms.as({ ...allow("kms:*"), Effect: "Deny" }))).toMatchObject({
      __type: "AccessDeniedException",
    });
    expect(await call("ListGrants", { KeyId: id })).toMatchObject({
      Grants: [{ GrantId, KeyId: arnOf(id), GranteePrincipal: ROLE, Operations: ["Encrypt"] }],
    });
    expect(await call("RevokeGrant", { KeyId: other, GrantId })).toMatchObject({
      __type: "InvalidGrantIdException",
    });
    await call("RevokeGrant", { KeyId: id, GrantId });
    expect(await encrypt(id, kms.as())).toMatchObject({ __type: "AccessDeniedException" });
  });

  test.each([
    ["EncryptionContextSubset", { App: "gates", More: "x" }, true],
    ["EncryptionContextSubset", { App: "gates" }, true],
    ["EncryptionContextSubset", { app: "gates" }, false],
    ["EncryptionContextSubset", { App: "other" }, false],
    ["EncryptionContextSubset", undefined, false],
    ["EncryptionContextEquals", { App: "gates" }, true],
    ["EncryptionContextEquals", { App: "gates", More: "x" }, false],
  ])("KMS-7 a grant constrained by %s of App=gates: %j %s", async (kind, context, isLetIn) => {
    const id = await keyWith(administrator);
    await grant(id, { Constraints: { [kind]: { App: "gates" } } });
    expect((await encrypt(id, kms.as(), context)).status).toBe(isLetIn ? 200 : 400);
  });

  test("KMS-7 who retires one grant retires no other", async () => {
    const id = await keyWith(administrator);
    const first = await grant(id, { RetiringPrincipal: ROLE });
    const second = await grant(id, { Operations: ["Decrypt", "RetireGrant"] });
    const third = await grant(id, { Operations: ["Decrypt"] });
    const retire = (input: object) => call("RetireGrant", input, kms.as());
    expect(await retire({ KeyId: id, GrantId: third["GrantId"] })).toMatchObject({
      __type: "AccessDeniedException",
    });
    expect(await retire({ GrantToken: first["GrantToken"] })).toMatchObject({ status: 200 });
    expect(await retire({ KeyId: id, GrantId: second["GrantId"] })).toMatchObject({ status: 200 });
    expect((await call("ListGrants", { KeyId: id }))["Grants"]).toHaveLength(1);
    expect(await retire({ GrantToken: "bm9uZQ==" })).toMatchObject({ __type: "InvalidGrantTokenException" });
    expect(await retire({})).toMatchObject({ __type: "ValidationException" });
  });

  test("KMS-7 a grant is for somebody who is there, and passes no right on", async () => {
    const id = await kms.key();
    expect(await grant(id, { GranteePrincipal: "arn:aws:iam::123456789012:role/nobody" })).toMatchObject({
      __type: "InvalidArnException",
    });
    expect(await grant(id, { GranteePrincipal: "123456789012" })).toMatchObject({
      __type: "InvalidArnException",
    });
    for (const operation of ["CreateGrant", "DeriveSharedSecret"]) {
      expect(await grant(id, { Operations: [operation] })).toMatchObject({
        __type: "UnsupportedOperationException",
      });
    }
    const named = { Name: "one" };
    expect((await grant(id, named))["GrantId"]).toBe((await grant(id, named))["GrantId"]);
    expect((await grant(id))["GrantId"]).not.toBe((await grant(id))["GrantId"]);
  });
});
