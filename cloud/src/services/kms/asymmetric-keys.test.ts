import { constants, createHash, createHmac, createPublicKey, publicEncrypt, verify } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { allow, arnOf, b64, kmsWorld, ROLE } from "./testing/world.ts";

/** Keys of RSA take a while to make: one world for all cases that do not change it. */
const kms = kmsWorld();
const { call } = kms;
const made = new Map<string, string>();
const keyOf = async (KeySpec: string, KeyUsage = "SIGN_VERIFY"): Promise<string> => {
  const name = `${KeySpec} ${KeyUsage}`;
  const known = made.get(name) ?? (await kms.key({ KeySpec, KeyUsage }));
  made.set(name, known);
  return known;
};
const MESSAGE = b64("a message");
const digest = (algorithm: string) => {
  const hash = `sha${algorithm.slice(-3)}`;
  return { hash, text: createHash(hash).update("a message").digest("base64") };
};
const publicKey = async (KeyId: string) => {
  const { PublicKey } = await call("GetPublicKey", { KeyId });
  return createPublicKey({ key: Buffer.from(String(PublicKey), "base64"), format: "der", type: "spki" });
};

const SIGNING = [
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_256"],
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_384"],
  ["RSA_2048", "RSASSA_PKCS1_V1_5_SHA_512"],
  ["RSA_2048", "RSASSA_PSS_SHA_256"],
  ["RSA_2048", "RSASSA_PSS_SHA_384"],
  ["RSA_2048", "RSASSA_PSS_SHA_512"],
  ["RSA_3072", "RSASSA_PSS_SHA_256"],
  ["ECC_NIST_P256", "ECDSA_SHA_256"],
  ["ECC_NIST_P384", "ECDSA_SHA_384"],
  ["ECC_NIST_P521", "ECDSA_SHA_512"],
  ["ECC_SECG_P256K1", "ECDSA_SHA_256"],
] as const;

describe("keys that sign", () => {
  test.each(SIGNING)(
    "KMS-15 %s signs by %s as others verify, and verifies that alone",
    async (spec, SigningAlgorithm) => {
      const KeyId = await keyOf(spec);
      const { hash, text } = digest(SigningAlgorithm);
      const key = await publicKey(KeyId);
      const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
      const raw = { KeyId, SigningAlgorithm, Message: MESSAGE };
      const prehashed = { KeyId, SigningAlgorithm, Message: text, MessageType: "DIGEST" };
      for (const input of [raw, prehashed]) {
        const { Signature, ...rest } = await call("Sign", input);
        expect(rest).toMatchObject({ status: 200, KeyId: arnOf(KeyId), SigningAlgorithm });
        const bytes = Buffer.from(String(Signature), "base64");
        const options = SigningAlgorithm.includes("PSS") ? { key, ...pss } : key;
        expect(verify(hash, Buffer.from("a message"), options, bytes)).toBe(true);
        for (const asked of [raw, prehashed]) {
          expect(await call("Verify", { ...asked, Signature })).toMatchObject({ SignatureValid: true });
        }
        bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
        const refused = { status: 400, __type: "KMSInvalidSignatureException", message: "" };
        expect(await call("Verify", { ...raw, Signature: bytes.toString("base64") })).toMatchObject(refused);
        expect(await call("Verify", { ...raw, Message: b64("another"), Signature })).toMatchObject(refused);
        expect(await call("Verify", { ...raw, Signature: b64("no signature") })).toMatchObject(refused);
      }
    },
  );

  test("KMS-15 a signature of another key is none of this one", async () => {
    const [one, other] = [
      await keyOf("ECC_NIST_P256"),
      await kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" }),
    ];
    const input = { SigningAlgorithm: "ECDSA_SHA_256", Message: MESSAGE };
    const { Signature } = await call("Sign", { ...input, KeyId: one });
    expect(await call("Verify", { ...input, KeyId: other, Signature })).toMatchObject({
      __type: "KMSInvalidSignatureException",
    });
  });

  test("a digest has the length of its algorithm", async () => {
    const input = { KeyId: await keyOf("ECC_NIST_P256"), SigningAlgorithm: "ECDSA_SHA_256" };
    expect(await call("Sign", { ...input, Message: MESSAGE, MessageType: "DIGEST" })).toMatchObject({
      __type: "ValidationException",
      message: "Digest is invalid length for algorithm ECDSA_SHA_256.",
    });
    expect(await call("Sign", { ...input, Message: MESSAGE, MessageType: "EXTERNAL_MU" })).toMatchObject({
      message: "The message type EXTERNAL_MU is not supported by Portcullis. See docs/gaps.md.",
    });
  });
});

describe("keys that make codes", () => {
  test.each([224, 256, 384, 512])("KMS-15 HMAC_%d makes a code and knows its own again", async (bits) => {
    const KeyId = await keyOf(`HMAC_${bits}`, "GENERATE_VERIFY_MAC");
    const input = { KeyId, MacAlgorithm: `HMAC_SHA_${bits}`, Message: MESSAGE };
    const { Mac, ...rest } = await call("GenerateMac", input);
    expect(rest).toMatchObject({ status: 200, KeyId: arnOf(KeyId), MacAlgorithm: input.MacAlgorithm });
    expect(Buffer.from(String(Mac), "base64")).toHaveLength(bits / 8);
    expect(await call("VerifyMac", { ...input, Mac })).toMatchObject({ MacValid: true });
    const refused = { status: 400, __type: "KMSInvalidMacException", message: "" };
    expect(await call("VerifyMac", { ...input, Message: b64("another"), Mac })).toMatchObject(refused);
    expect(await call("VerifyMac", { ...input, Mac: b64("no code") })).toMatchObject(refused);
  });

  test("the code is HMAC under material that nobody is told", async () => {
    const KeyId = await keyOf("HMAC_256", "GENERATE_VERIFY_MAC");
    const { Mac } = await call("GenerateMac", { KeyId, MacAlgorithm: "HMAC_SHA_256", Message: MESSAGE });
    expect(Mac).not.toBe(createHmac("sha256", Buffer.alloc(32)).update("a message").digest("base64"));
    expect(await call("GetPublicKey", { KeyId })).toMatchObject({ __type: "UnsupportedOperationException" });
  });
});

describe("keys of RSA that encrypt", () => {
  test.each([
    ["RSAES_OAEP_SHA_1", "sha1", 214],
    ["RSAES_OAEP_SHA_256", "sha256", 190],
  ])(
    "%s opens what was made with the public key, and no more bytes than fit",
    async (EncryptionAlgorithm, oaepHash, longest) => {
      const KeyId = await keyOf("RSA_2048", "ENCRYPT_DECRYPT");
      const key = await publicKey(KeyId);
      const outside = publicEncrypt(
        { key, oaepHash, padding: constants.RSA_PKCS1_OAEP_PADDING },
        Buffer.from("hush"),
      );
      const inside = await call("Encrypt", { KeyId, EncryptionAlgorithm, Plaintext: b64("hush") });
      expect(inside).toMatchObject({ KeyId: arnOf(KeyId), EncryptionAlgorithm });
      for (const CiphertextBlob of [outside.toString("base64"), inside["CiphertextBlob"]]) {
        const opened = await call("Decrypt", { KeyId, EncryptionAlgorithm, CiphertextBlob });
        expect(opened).toEqual({
          status: 200,
          message: "",
          KeyId: arnOf(KeyId),
          EncryptionAlgorithm,
          Plaintext: b64("hush"),
        });
        expect(await call("Decrypt", { EncryptionAlgorithm, CiphertextBlob })).toMatchObject({
          __type: "InvalidCiphertextException",
        });
      }
      const Plaintext = b64("x".repeat(longest + 1));
      expect(await call("Encrypt", { KeyId, EncryptionAlgorithm, Plaintext })).toMatchObject({
        __type: "ValidationException",
        message: `Algorithm ${EncryptionAlgorithm} and key spec RSA_2048 cannot encrypt data larger than ${longest} bytes.`,
      });
      const context = { EncryptionContext: { app: "x" } };
      expect(
        await call("Encrypt", { KeyId, EncryptionAlgorithm, Plaintext: b64("x"), ...context }),
      ).toMatchObject({
        __type: "ValidationException",
      });
    },
  );

  test("ReEncrypt takes a text out of a key of RSA and puts it under a symmetric one", async () => {
    const [SourceKeyId, DestinationKeyId] = [await keyOf("RSA_2048", "ENCRYPT_DECRYPT"), await kms.key()];
    const EncryptionAlgorithm = "RSAES_OAEP_SHA_256";
    const { CiphertextBlob } = await call("Encrypt", {
      KeyId: SourceKeyId,
      EncryptionAlgorithm,
      Plaintext: b64("hush"),
    });
    const moved = await call("ReEncrypt", {
      CiphertextBlob,
      SourceKeyId,
      DestinationKeyId,
      SourceEncryptionAlgorithm: EncryptionAlgorithm,
    });
    expect(moved).toMatchObject({
      SourceKeyId: arnOf(SourceKeyId),
      DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
    });
    expect(await call("Decrypt", { CiphertextBlob: moved["CiphertextBlob"] })).toMatchObject({
      Plaintext: b64("hush"),
    });
  });
});

describe("KMS-16 a key is used for what it was made for", () => {
  let ids: Readonly<Record<string, string>>;
  beforeAll(async () => {
    ids = {
      symmetric: await kms.key(),
      signing: await keyOf("RSA_2048"),
      rsa: await keyOf("RSA_2048", "ENCRYPT_DECRYPT"),
      curve: await keyOf("ECC_NIST_P256"),
      mac: await keyOf("HMAC_224", "GENERATE_VERIFY_MAC"),
    };
  });
  const SIGN = { Message: MESSAGE, SigningAlgorithm: "RSASSA_PSS_SHA_256" };
  const usage = (usageOfKey: string, operation: string) => (arn: string) =>
    `${arn} key usage is ${usageOfKey} which is not valid for ${operation}.`;

  test.each([
    [
      "symmetric",
      "GenerateMac",
      { Message: MESSAGE, MacAlgorithm: "HMAC_SHA_224" },
      usage("ENCRYPT_DECRYPT", "GenerateMac"),
    ],
    ["mac", "Sign", SIGN, usage("GENERATE_VERIFY_MAC", "Sign")],
    ["rsa", "Sign", SIGN, usage("ENCRYPT_DECRYPT", "Sign")],
    ["symmetric", "Verify", { ...SIGN, Signature: MESSAGE }, usage("ENCRYPT_DECRYPT", "Verify")],
    ["signing", "Encrypt", { Plaintext: MESSAGE }, usage("SIGN_VERIFY", "Encrypt")],
    ["signing", "GenerateDataKey", { KeySpec: "AES_256" }, usage("SIGN_VERIFY", "GenerateDataKey")],
    [
      "rsa",
      "GenerateDataKey",
      { KeySpec: "AES_256" },
      () => "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.",
    ],
    [
      "rsa",
      "Encrypt",
      { Plaintext: MESSAGE },
      () => "Algorithm SYMMETRIC_DEFAULT is incompatible with key spec RSA_2048.",
    ],
    [
      "curve",
      "Sign",
      SIGN,
      () => "Algorithm RSASSA_PSS_SHA_256 is incompatible with key spec ECC_NIST_P256.",
    ],
    [
      "curve",
      "Sign",
      { ...SIGN, SigningAlgorithm: "ECDSA_SHA_384" },
      () => "Algorithm ECDSA_SHA_384 is incompatible with key spec ECC_NIST_P256.",
    ],
    [
      "mac",
      "GenerateMac",
      { Message: MESSAGE, MacAlgorithm: "HMAC_SHA_256" },
      () => "Algorithm HMAC_SHA_256 is incompatible with key spec HMAC_224.",
    ],
    [
      "symmetric",
      "Decrypt",
      { CiphertextBlob: MESSAGE, EncryptionAlgorithm: "RSAES_OAEP_SHA_256" },
      () => "Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.",
    ],
  ] as const)("KMS-16 key %s, %s of %j", async (name, action, input, message) => {
    const KeyId = ids[name] ?? "";
    expect(await call(action, { KeyId, ...input })).toMatchObject({
      status: 400,
      __type: "InvalidKeyUsageException",
      message: message(arnOf(KeyId)),
    });
  });

  test("a text of a symmetric key is of no other", async () => {
    const { CiphertextBlob } = await call("Encrypt", { KeyId: ids["symmetric"], Plaintext: MESSAGE });
    expect(await call("Decrypt", { CiphertextBlob, KeyId: ids["mac"] })).toMatchObject({
      __type: "IncorrectKeyException",
    });
  });

  test("they are not rotated", async () => {
    const KeyId = ids["curve"] ?? "";
    for (const action of ["EnableKeyRotation", "DisableKeyRotation"]) {
      expect(await call(action, { KeyId })).toMatchObject({
        __type: "UnsupportedOperationException",
        message: "",
      });
    }
    expect(await call("GetKeyRotationStatus", { KeyId })).toMatchObject({ KeyRotationEnabled: false });
  });

  test("GetPublicKey of a symmetric key is refused", async () => {
    expect(await call("GetPublicKey", { KeyId: ids["symmetric"] })).toMatchObject({
      __type: "UnsupportedOperationException",
    });
  });

  test("KMS-7 a grant names operations that the key has", async () => {
    const grant = (KeyId: string, Operations: readonly string[], more: object = {}) =>
      call("CreateGrant", { KeyId, GranteePrincipal: ROLE, Operations, ...more });
    const signing = await kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    const by = kms.as();
    const input = { KeyId: signing, Message: MESSAGE, SigningAlgorithm: "ECDSA_SHA_256" };
    expect(await call("Sign", input, by)).toMatchObject({ __type: "AccessDeniedException" });
    expect(await grant(signing, ["Sign"])).toMatchObject({ status: 200 });
    expect(await call("Sign", input, by)).toMatchObject({ status: 200 });
    expect(await grant(signing, ["Encrypt"])).toMatchObject({ __type: "ValidationException" });
    expect(await grant(ids["symmetric"] ?? "", ["Sign"])).toMatchObject({ __type: "ValidationException" });
    const Constraints = { EncryptionContextSubset: { app: "x" } };
    expect(await grant(ids["rsa"] ?? "", ["Decrypt"], { Constraints })).toMatchObject({
      __type: "ValidationException",
    });
  });
});

describe("what such keys are", () => {
  test("KMS-5 policies learn algorithm, message type and kind of key", async () => {
    const signing = await keyOf("ECC_NIST_P256");
    const mac = await keyOf("HMAC_256", "GENERATE_VERIFY_MAC");
    const rows = [
      [
        "Sign",
        { KeyId: signing, Message: MESSAGE, SigningAlgorithm: "ECDSA_SHA_256" },
        {
          "kms:SigningAlgorithm": "ECDSA_SHA_256",
          "kms:MessageType": "RAW",
          "kms:KeySpec": "ECC_NIST_P256",
          "kms:KeyUsage": "SIGN_VERIFY",
        },
      ],
      [
        "GenerateMac",
        { KeyId: mac, Message: MESSAGE, MacAlgorithm: "HMAC_SHA_256" },
        { "kms:MacAlgorithm": "HMAC_SHA_256" },
      ],
    ] as const;
    for (const [action, input, keys] of rows) {
      const by = (StringEquals: object) =>
        call(action, input, kms.as(allow("kms:*", { Condition: { StringEquals } })));
      expect(await by(keys)).toMatchObject({ status: 200 });
      for (const name of Object.keys(keys)) {
        expect(await by({ ...keys, [name]: "other" })).toMatchObject({ __type: "AccessDeniedException" });
      }
    }
  });

  test("DescribeKey tells the algorithms that go with the usage", async () => {
    const { KeyMetadata } = await call("DescribeKey", {
      KeyId: await keyOf("HMAC_256", "GENERATE_VERIFY_MAC"),
    });
    expect(KeyMetadata).toMatchObject({
      KeyUsage: "GENERATE_VERIFY_MAC",
      KeySpec: "HMAC_256",
      CustomerMasterKeySpec: "HMAC_256",
      MacAlgorithms: ["HMAC_SHA_256"],
    });
    expect(Object.keys(KeyMetadata as object)).not.toContain("EncryptionAlgorithms");
    expect(Object.keys(KeyMetadata as object)).not.toContain("CurrentKeyMaterialId");
  });

  test.each([
    [
      { KeySpec: "HMAC_256" },
      "You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    ],
    [
      { KeySpec: "RSA_2048", KeyUsage: "KEY_AGREEMENT" },
      "KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048",
    ],
    [{ KeyUsage: "SIGN_VERIFY" }, "KeyUsage SIGN_VERIFY is not compatible with KeySpec SYMMETRIC_DEFAULT"],
  ])("KMS-10 CreateKey %j makes none", async (input, message) => {
    expect(await call("CreateKey", input)).toMatchObject({ __type: "ValidationException", message });
  });

  test("KMS-1 a private key lies sealed", async () => {
    const KeyId = await keyOf("RSA_2048");
    const { n = "" } = (await publicKey(KeyId)).export({ format: "jwk" });
    const row = kms.database
      .prepare<{ material: Uint8Array }>("SELECT material FROM kms_keys WHERE id = ?")
      .get(KeyId);
    expect(Buffer.from(row?.material ?? []).includes(Buffer.from(n, "base64url").subarray(0, 32))).toBe(
      false,
    );
    kms.restart();
    expect(
      await call("Sign", { KeyId, Message: MESSAGE, SigningAlgorithm: "RSASSA_PSS_SHA_256" }),
    ).toMatchObject({ status: 200 });
  });
});
