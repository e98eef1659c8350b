import { beforeEach, describe, expect, test } from "vitest";
import { createSealer } from "../../store/sealing.ts";
import { createKeyStore } from "./shared/key-store.ts";
import { arnOf, b64, kmsWorld } from "./testing/world.ts";

let kms: ReturnType<typeof kmsWorld>;
beforeEach(() => {
  kms = kmsWorld();
});
const DAY_SECONDS = 86_400;
const NOBODY = "11111111-2222-4333-8444-555555555555";
const call: typeof kms.call = (...given) => kms.call(...given);
const encrypted = async (KeyId: string, EncryptionContext?: object): Promise<string> =>
  String((await call("Encrypt", { KeyId, Plaintext: b64("hush"), EncryptionContext }))["CiphertextBlob"]);

describe("keys", () => {
  test("a key is described as AWS describes one, by id, ARN, alias and ARN of the alias", async () => {
    const id = await kms.key({ Description: "orders" });
    await call("CreateAlias", { AliasName: "alias/orders", TargetKeyId: arnOf(id) });
    const names = [id, arnOf(id), "alias/orders", "arn:aws:kms:eu-west-1:123456789012:alias/orders"];
    for (const KeyId of names) {
      const { KeyMetadata } = await call("DescribeKey", { KeyId });
      expect(KeyMetadata).toEqual({
        AWSAccountId: "123456789012",
        KeyId: id,
        Arn: arnOf(id),
        CreationDate: kms.account.clock.now() / 1_000,
        Enabled: true,
        Description: "orders",
        KeyUsage: "ENCRYPT_DECRYPT",
        KeyState: "Enabled",
        Origin: "AWS_KMS",
        KeyManager: "CUSTOMER",
        CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
        KeySpec: "SYMMETRIC_DEFAULT",
        EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
        MultiRegion: false,
        CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });

  test.each([
    [{ KeySpec: "SM2", KeyUsage: "SIGN_VERIFY" }, "The key spec SM2"],
    [{ KeySpec: "ML_DSA_44", KeyUsage: "SIGN_VERIFY" }, "The key spec ML_DSA_44"],
    [{ KeySpec: "ECC_NIST_P256", KeyUsage: "KEY_AGREEMENT" }, "The key usage KEY_AGREEMENT"],
    [{ Origin: "EXTERNAL" }, "The origin EXTERNAL of a key"],
    [{ MultiRegion: true }, "MultiRegion of CreateKey"],
    [{ XksKeyId: "x" }, "XksKeyId of CreateKey"],
  ])("KMS-10 CreateKey %j is refused by name, and makes none", async (input, what) => {
    expect(await call("CreateKey", input)).toMatchObject({
      status: 400,
      __type: "UnsupportedOperationException",
      message: `${what} is not supported by Portcullis. See docs/gaps.md.`,
    });
    expect(await call("ListKeys", {})).toMatchObject({ Keys: [{}, {}, {}, {}, {}] });
  });

  test.each([
    [NOBODY, "NotFoundException", `Key '${arnOf(NOBODY)}' does not exist`],
    [arnOf(NOBODY), "NotFoundException", `Key '${arnOf(NOBODY)}' does not exist`],
    ["fake-key-id", "NotFoundException", "Invalid keyId 'fake-key-id'"],
    [
      "134f2428cec14b25a1ae9048164dba47",
      "NotFoundException",
      "Invalid keyId '134f2428cec14b25a1ae9048164dba47'",
    ],
    [`arn:aws:kms:us-east-1:123456789012:key/${NOBODY}`, "NotFoundException", "Invalid arn us-east-1"],
    ["alias/none", "NotFoundException", "Alias arn:aws:kms:eu-west-1:123456789012:alias/none is not found."],
    [`arn:aws:kms:eu-west-1:999999999999:key/${NOBODY}`, "AccessDeniedException", expect.anything()],
  ])("KMS-3 %s names no key", async (KeyId, __type, message) => {
    expect(await call("DescribeKey", { KeyId })).toMatchObject({ status: 400, __type, message });
  });

  test("KMS-3 what manages a key takes no alias", async () => {
    const id = await kms.key();
    await call("CreateAlias", { AliasName: "alias/orders", TargetKeyId: id });
    for (const action of ["DisableKey", "ScheduleKeyDeletion", "GetKeyPolicy", "ListGrants"]) {
      expect(await call(action, { KeyId: "alias/orders" })).toMatchObject({
        __type: "NotFoundException",
        message: "Invalid keyId 'alias/orders'",
      });
    }
    expect(await call("DescribeKey", { KeyId: id })).toMatchObject({ KeyMetadata: { KeyState: "Enabled" } });
  });

  test("aliases have AWS's names, one key each, and move", async () => {
    const [one, other] = [await kms.key(), await kms.key()];
    const alias = (AliasName: string, TargetKeyId = one) => call("CreateAlias", { AliasName, TargetKeyId });
    expect(await alias("orders")).toMatchObject({
      __type: "ValidationException",
      message: expect.stringContaining('Alias must start with the prefix "alias/"'),
    });
    expect(await alias("alias/a b")).toMatchObject({ status: 400 });
    expect(await alias("alias/aws/ssm")).toMatchObject({ __type: "NotAuthorizedException" });
    expect(await alias("alias/orders")).toMatchObject({ status: 200 });
    expect(await alias("alias/orders")).toMatchObject({
      __type: "AlreadyExistsException",
      message: "An alias with the name arn:aws:kms:eu-west-1:123456789012:alias/orders already exists",
    });
    await call("UpdateAlias", { AliasName: "alias/orders", TargetKeyId: other });
    expect(await call("DescribeKey", { KeyId: "alias/orders" })).toMatchObject({
      KeyMetadata: { KeyId: other },
    });
    expect(await call("ListAliases", { KeyId: other })).toMatchObject({
      Aliases: [{ AliasName: "alias/orders", TargetKeyId: other }],
      Truncated: false,
    });
    await call("DeleteAlias", { AliasName: "alias/orders" });
    expect(await call("DescribeKey", { KeyId: "alias/orders" })).toMatchObject({
      __type: "NotFoundException",
    });
  });

  test("lists come in pages, with AWS's own keys among them", async () => {
    for (let count = 0; count < 3; count += 1) await kms.key();
    const first = await call("ListKeys", { Limit: 4 });
    const second = await call("ListKeys", { Limit: 4, Marker: first["NextMarker"] });
    expect([first["Truncated"], second["Truncated"]]).toEqual([true, false]);
    const ids = [first, second].flatMap(({ Keys }) => Keys as readonly { readonly KeyId: string }[]);
    expect(new Set(ids.map(({ KeyId }) => KeyId)).size).toBe(8);
    expect(await call("ListKeys", { Marker: "bm9uZQ" })).toMatchObject({ __type: "InvalidMarkerException" });
    const { Aliases } = await call("ListAliases", {});
    expect(Aliases).toMatchObject([
      { AliasName: "alias/aws/s3" },
      { AliasName: "alias/aws/secretsmanager" },
      { AliasName: "alias/aws/sns" },
      { AliasName: "alias/aws/sqs" },
      { AliasName: "alias/aws/ssm" },
    ]);
  });

  test("tags are AWS's: no double, none that is reserved, fifty at most", async () => {
    const id = await kms.key({ Tags: [{ TagKey: "team", TagValue: "home" }] });
    const tag = (...Tags: object[]) => call("TagResource", { KeyId: id, Tags });
    const twice = { TagKey: "a", TagValue: "1" };
    expect(await tag(twice, twice)).toMatchObject({ __type: "TagException", message: "Duplicate tag keys" });
    expect(await tag({ TagKey: "aws:x", TagValue: "1" })).toMatchObject({
      message: "Tags beginning with aws: are reserved",
    });
    const many = Array.from({ length: 50 }, (_, index) => ({ TagKey: `k${index}`, TagValue: "" }));
    expect(await tag(...many)).toMatchObject({ __type: "TagException", message: "Too many tags" });
    await tag(twice);
    await call("UntagResource", { KeyId: id, TagKeys: ["team"] });
    expect(await call("ListResourceTags", { KeyId: id })).toMatchObject({ Tags: [twice], Truncated: false });
  });
});

describe("KMS-6 ciphertexts", () => {
  test("KMS-6 open under their key and in their context only, whatever order it is written in", async () => {
    const id = await kms.key();
    const CiphertextBlob = await encrypted(id, { a: "1", b: "2" });
    expect(await call("Decrypt", { CiphertextBlob, EncryptionContext: { b: "2", a: "1" } })).toMatchObject({
      status: 200,
      Plaintext: b64("hush"),
      KeyId: arnOf(id),
    });
    for (const EncryptionContext of [
      undefined,
      {},
      { a: "1" },
      { a: "2", b: "1" },
      { a: "1", b: "2", c: "" },
    ]) {
      const refused = await call("Decrypt", { CiphertextBlob, EncryptionContext });
      expect(refused).toMatchObject({ status: 400, __type: "InvalidCiphertextException", message: "" });
    }
  });

  test("KMS-6 no byte can be changed, neither that of the key's id", async () => {
    const [id, other] = [await kms.key(), await kms.key()];
    const blob = Buffer.from(await encrypted(id), "base64");
    for (let index = 0; index < blob.length; index += 1) {
      const changed = Buffer.from(blob);
      changed[index] = (changed[index] ?? 0) ^ 1;
      expect((await call("Decrypt", { CiphertextBlob: changed.toString("base64") })).status).toBe(400);
    }
    const moved = Buffer.from(blob);
    Buffer.from(other.replaceAll("-", ""), "hex").copy(moved, 6);
    expect(await call("Decrypt", { CiphertextBlob: moved.toString("base64") })).toMatchObject({
      __type: "InvalidCiphertextException",
    });
    for (const CiphertextBlob of ["AA==", b64("x".repeat(100)), blob.subarray(0, 40).toString("base64")]) {
      expect(await call("Decrypt", { CiphertextBlob })).toMatchObject({
        __type: "InvalidCiphertextException",
      });
    }
  });

  test("KMS-6 a call that names another key is refused", async () => {
    const [id, other] = [await kms.key(), await kms.key()];
    const CiphertextBlob = await encrypted(id);
    expect(await call("Decrypt", { CiphertextBlob, KeyId: id })).toMatchObject({ status: 200 });
    expect(await call("Decrypt", { CiphertextBlob, KeyId: other })).toMatchObject({
      status: 400,
      __type: "IncorrectKeyException",
      message: "The key ID in the request does not identify a CMK that can perform this operation.",
    });
    const moving = { CiphertextBlob, SourceKeyId: other, DestinationKeyId: other };
    expect(await call("ReEncrypt", moving)).toMatchObject({ __type: "IncorrectKeyException" });
  });

  test("ReEncrypt puts a value under another key and context", async () => {
    const [id, other] = [await kms.key(), await kms.key()];
    const moved = await call("ReEncrypt", {
      CiphertextBlob: await encrypted(id, { a: "1" }),
      SourceEncryptionContext: { a: "1" },
      DestinationKeyId: other,
      DestinationEncryptionContext: { b: "2" },
    });
    expect(moved).toMatchObject({ SourceKeyId: arnOf(id), KeyId: arnOf(other) });
    const CiphertextBlob = moved["CiphertextBlob"];
    expect(await call("Decrypt", { CiphertextBlob, EncryptionContext: { b: "2" } })).toMatchObject({
      Plaintext: b64("hush"),
      KeyId: arnOf(other),
    });
  });

  test("data keys come in the clear and sealed, or sealed alone", async () => {
    const id = await kms.key();
    const both = await call("GenerateDataKey", { KeyId: id, KeySpec: "AES_256" });
    expect(Buffer.from(String(both["Plaintext"]), "base64")).toHaveLength(32);
    const opened = await call("Decrypt", { CiphertextBlob: both["CiphertextBlob"] });
    expect(opened["Plaintext"]).toBe(both["Plaintext"]);
    const sealed = await call("GenerateDataKeyWithoutPlaintext", { KeyId: id, NumberOfBytes: 7 });
    expect(sealed["Plaintext"]).toBeUndefined();
    const own = await call("Decrypt", { CiphertextBlob: sealed["CiphertextBlob"] });
    expect(Buffer.from(String(own["Plaintext"]), "base64")).toHaveLength(7);
    for (const input of [{}, { KeySpec: "AES_128", NumberOfBytes: 1 }]) {
      expect(await call("GenerateDataKey", { KeyId: id, ...input })).toMatchObject({
        __type: "ValidationException",
        message: "Please specify either number of bytes or key spec.",
      });
    }
  });

  test("up to 4096 bytes are encrypted, counted as bytes", async () => {
    const KeyId = await kms.key();
    const encrypt = (bytes: number) =>
      call("Encrypt", { KeyId, Plaintext: Buffer.alloc(bytes, 1).toString("base64") });
    expect(await encrypt(4_096)).toMatchObject({ status: 200 });
    expect(await encrypt(4_097)).toMatchObject({
      __type: "ValidationException",
      message:
        "1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length less than or equal to 4096",
    });
    expect(await call("Encrypt", { KeyId, Plaintext: "aGk" })).toMatchObject({
      __type: "SerializationException",
    });
    expect(await call("GenerateRandom", {})).toMatchObject({ message: "NumberOfBytes is required." });
    expect(await call("GenerateRandom", { NumberOfBytes: 1_025 })).toMatchObject({ status: 400 });
  });

  test("DryRun is refused when the call would have been served", async () => {
    const KeyId = await kms.key();
    const trying = { KeyId, DryRun: true };
    for (const [action, input] of [
      ["Encrypt", { Plaintext: b64("x") }],
      ["GenerateDataKey", { KeySpec: "AES_256" }],
      ["Decrypt", { CiphertextBlob: await encrypted(KeyId) }],
    ] as const) {
      expect(await call(action, { ...trying, ...input })).toMatchObject({
        status: 412,
        __type: "DryRunOperationException",
      });
    }
  });

  test("keys of a context that differ by case alone are refused: policies could not tell them apart", async () => {
    const KeyId = await kms.key();
    const twins = { KeyId, Plaintext: b64("x"), EncryptionContext: { a: "1", A: "2" } };
    expect(await call("Encrypt", twins)).toMatchObject({ status: 400, __type: "ValidationException" });
  });
});

describe("KMS-4 states", () => {
  const USES = async (KeyId: string, CiphertextBlob: string) => [
    await call("Encrypt", { KeyId, Plaintext: b64("x") }),
    await call("Decrypt", { CiphertextBlob }),
    await call("GenerateDataKey", { KeyId, KeySpec: "AES_256" }),
    await call("GenerateDataKeyWithoutPlaintext", { KeyId, KeySpec: "AES_256" }),
    await call("ReEncrypt", { CiphertextBlob, DestinationKeyId: KeyId }),
    await call("CreateGrant", {
      KeyId,
      GranteePrincipal: "arn:aws:iam::123456789012:user/administrator",
      Operations: ["Decrypt"],
    }),
  ];

  test("KMS-4 a disabled key does nothing until it is enabled", async () => {
    const KeyId = await kms.key();
    const blob = await encrypted(KeyId);
    await call("DisableKey", { KeyId });
    const refused = { status: 400, __type: "DisabledException", message: `${arnOf(KeyId)} is disabled.` };
    for (const answer of await USES(KeyId, blob)) expect(answer).toMatchObject(refused);
    expect(await call("EnableKeyRotation", { KeyId })).toMatchObject(refused);
    await call("EnableKey", { KeyId });
    for (const answer of await USES(KeyId, blob)) expect(answer.status).toBe(200);
  });

  test("KMS-4 a key that is to be deleted does nothing, can be brought back, and then is gone", async () => {
    const KeyId = await kms.key();
    await call("CreateAlias", { AliasName: "alias/orders", TargetKeyId: KeyId });
    const blob = await encrypted(KeyId);
    for (const PendingWindowInDays of [6, 31]) {
      expect((await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays })).status).toBe(400);
    }
    expect(await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })).toMatchObject({
      KeyId: arnOf(KeyId),
      KeyState: "PendingDeletion",
      PendingWindowInDays: 7,
      DeletionDate: (kms.account.clock.now() + 7 * DAY_SECONDS * 1_000) / 1_000,
    });
    const pending = {
      __type: "KMSInvalidStateException",
      message: `${arnOf(KeyId)} is pending deletion.`,
    };
    for (const answer of await USES(KeyId, blob)) expect(answer).toMatchObject(pending);
    for (const action of ["EnableKey", "DisableKey", "EnableKeyRotation", "ScheduleKeyDeletion"]) {
      expect(await call(action, { KeyId })).toMatchObject(pending);
    }
    await call("CancelKeyDeletion", { KeyId });
    expect(await call("DescribeKey", { KeyId })).toMatchObject({ KeyMetadata: { KeyState: "Disabled" } });
    expect(await call("CancelKeyDeletion", { KeyId })).toMatchObject({
      message: `${arnOf(KeyId)} is not pending deletion.`,
    });

    await call("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 });
    kms.account.clock.advanceSeconds(7 * DAY_SECONDS);
    expect(await call("DescribeKey", { KeyId })).toMatchObject({ __type: "NotFoundException" });
    expect(await call("DescribeKey", { KeyId: "alias/orders" })).toMatchObject({
      __type: "NotFoundException",
    });
    expect(await call("Decrypt", { CiphertextBlob: blob })).toMatchObject({
      __type: "AccessDeniedException",
      message:
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    });
    expect(kms.database.prepare("SELECT id FROM kms_keys WHERE id = ?").all(KeyId)).toEqual([]);
  });

  test("rotation is kept and told", async () => {
    const KeyId = await kms.key();
    const status = () => call("GetKeyRotationStatus", { KeyId });
    expect(await status()).toMatchObject({ KeyId, KeyRotationEnabled: false });
    await call("EnableKeyRotation", { KeyId, RotationPeriodInDays: 90 });
    const since = kms.account.clock.now();
    kms.account.clock.advanceSeconds(100 * DAY_SECONDS);
    expect(await status()).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
      NextRotationDate: (since + 180 * DAY_SECONDS * 1_000) / 1_000,
    });
    expect((await call("EnableKeyRotation", { KeyId, RotationPeriodInDays: 89 })).status).toBe(400);
    await call("DisableKeyRotation", { KeyId });
    expect(await status()).toMatchObject({ KeyRotationEnabled: false });
  });
});

describe("KMS-1 material", () => {
  test("KMS-1 lies sealed at rest, opens no other key, and is the same after a restart", async () => {
    const [id, other] = [await kms.key(), await kms.key()];
    const CiphertextBlob = await encrypted(id);
    kms.restart();
    expect(await call("Decrypt", { CiphertextBlob })).toMatchObject({ Plaintext: b64("hush") });

    const store = createKeyStore(kms.database, createSealer(Buffer.alloc(32, 7), "kms/keys"));
    const material = store.material(id);
    const rows = kms.database.prepare<{ readonly material: Uint8Array }>("SELECT * FROM kms_keys").all();
    for (const row of rows) {
      const text = JSON.stringify({ ...row, material: "" });
      expect(Buffer.from(row.material).includes(material)).toBe(false);
      expect(text).not.toContain(material.toString("base64"));
      expect(text).not.toContain(material.toString("hex"));
    }
    kms.database
      .prepare("UPDATE kms_keys SET material = (SELECT material FROM kms_keys WHERE id = ?) WHERE id = ?")
      .run(other, id);
    expect((await call("Decrypt", { CiphertextBlob })).status).toBe(500);
    expect(() => store.material(id)).toThrow("cannot be opened");
  });
});
