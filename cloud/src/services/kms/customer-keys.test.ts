import { beforeEach, describe, expect, test } from "vitest";
import type { RoleCaller } from "../../core/caller.ts";
import type { KeyUse } from "../../core/ports/customer-keys.ts";
import { allow, arnOf, b64, kmsWorld, policy, ROLE, ROOT } from "./testing/world.ts";

let kms: ReturnType<typeof kmsWorld>;
let caller: RoleCaller;
beforeEach(() => {
  kms = kmsWorld();
});
/** The role `caller` with these statements. */
function as(...statements: object[]): void {
  kms.as(...statements);
  const role = kms.account.identities.roles.find("caller");
  caller = {
    kind: "role",
    arn: "arn:aws:sts::123456789012:assumed-role/caller/test",
    roleArn: ROLE,
    roleName: "caller",
    sessionName: "test",
    accountId: "123456789012",
    accessKeyId: "",
    userId: `${role?.id ?? ""}:test`,
    sessionPolicies: [],
  };
}
const context = { PARAMETER_ARN: "arn:aws:ssm:eu-west-1:123456789012:parameter/a" };
const use = (keyId: string, more: Partial<KeyUse> = {}): KeyUse => ({
  caller,
  service: "ssm",
  keyId,
  context,
  ...more,
});
const seal = (given: KeyUse) => kms.keys().seal(given, "kms:Encrypt", Buffer.from("hush"));
const refusal = (run: () => unknown): string => {
  try {
    run();
    return "";
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

describe("KMS-12 keys that other services use", () => {
  test("KMS-16 services put nothing under a key that signs", async () => {
    const id = await kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    as(allow("kms:*"));
    expect(refusal(() => seal(use(id)))).toBe(
      `InvalidKeyUsageException: ${arnOf(id)} key usage is SIGN_VERIFY which is not valid for Encrypt.`,
    );
  });

  test("KMS-12 each use is decided under the caller's right, as one through the service", async () => {
    const id = await kms.key();
    const Bool = { "aws:ViaAWSService": "true" };
    const StringEquals = { "kms:ViaService": "ssm.eu-west-1.amazonaws.com" };
    as(allow("kms:*", { Condition: { StringEquals, Bool } }));
    const { ciphertext, keyArn } = seal(use(id));
    expect(keyArn).toBe(arnOf(id));
    expect(kms.keys().open(use(id), ciphertext).toString()).toBe("hush");
    const elsewhere = use(id, { service: "secretsmanager" });
    expect(refusal(() => seal(elsewhere))).toContain("AccessDeniedException");
    expect(refusal(() => kms.keys().open(elsewhere, ciphertext))).toContain("kms:Decrypt on resource");
    expect(
      await kms.call("Encrypt", { KeyId: id, Plaintext: b64("x") }, kms.as(allow("ssm:*"))),
    ).toMatchObject({
      status: 400,
    });
    as();
    expect(refusal(() => kms.keys().open(use(id), ciphertext))).toContain(
      "because no identity-based policy allows the kms:Decrypt action",
    );
  });

  test("KMS-12 sealing asks the one right, opening the other", async () => {
    const id = await kms.key();
    as(allow("kms:GenerateDataKey"));
    expect(refusal(() => seal(use(id)))).toContain("kms:Encrypt");
    const { ciphertext } = kms.keys().seal(use(id), "kms:GenerateDataKey", Buffer.from("hush"));
    expect(refusal(() => kms.keys().open(use(id), ciphertext))).toContain("kms:Decrypt");
    expect(refusal(() => kms.keys().assertMayOpen(use(id)))).toContain("kms:Decrypt");
  });

  test("KMS-12 a value opens in its own context alone, and by the key it is of whatever is said", async () => {
    const [id, other] = [
      await kms.key(),
      await kms.key({ Policy: policy(allow("kms:*", { Principal: { AWS: ROOT } })) }),
    ];
    as(allow("kms:*", { Resource: arnOf(other) }), allow("kms:Encrypt"));
    const { ciphertext } = seal(use(id));
    expect(refusal(() => kms.keys().open(use(other), ciphertext))).toContain(`on resource: ${arnOf(id)}`);
    as(allow("kms:*"));
    const moved = use(id, { context: { PARAMETER_ARN: "another" } });
    expect(refusal(() => kms.keys().open(moved, ciphertext))).toContain("InvalidCiphertextException");
  });

  test("KMS-12 tags of the key and the context count", async () => {
    const id = await kms.key({ Tags: [{ TagKey: "team", TagValue: "home" }] });
    const under = (StringEquals: object) => as(allow("kms:*", { Condition: { StringEquals } }));
    under({ "aws:ResourceTag/team": "home", "kms:EncryptionContext:PARAMETER_ARN": context.PARAMETER_ARN });
    expect(refusal(() => seal(use(id)))).toBe("");
    under({ "aws:ResourceTag/team": "other" });
    expect(refusal(() => seal(use(id)))).toContain("AccessDeniedException");
    under({ "kms:EncryptionContext:PARAMETER_ARN": "other" });
    expect(refusal(() => seal(use(id)))).toContain("AccessDeniedException");
  });

  test("KMS-12 AWS's own key serves who comes by its service, and nobody directly", async () => {
    as();
    const { ciphertext } = seal(use("alias/aws/ssm"));
    expect(kms.keys().open(use("alias/aws/ssm"), ciphertext).toString()).toBe("hush");
    expect(refusal(() => seal(use("alias/aws/secretsmanager")))).toContain("AccessDeniedException");
    const direct = { CiphertextBlob: ciphertext.toString("base64"), EncryptionContext: context };
    expect(await kms.call("Decrypt", direct)).toMatchObject({ __type: "AccessDeniedException" });
    expect(await kms.call("DescribeKey", { KeyId: "alias/aws/ssm" })).toMatchObject({
      KeyMetadata: { KeyManager: "AWS" },
    });
    for (const action of ["DisableKey", "ScheduleKeyDeletion"]) {
      const { KeyMetadata } = await kms.call("DescribeKey", { KeyId: "alias/aws/ssm" });
      const KeyId = (KeyMetadata as { readonly KeyId: string }).KeyId;
      expect(await kms.call(action, { KeyId })).toMatchObject({ __type: "AccessDeniedException" });
    }
    as({ ...allow("kms:Decrypt"), Effect: "Deny" });
    expect(refusal(() => kms.keys().open(use("alias/aws/ssm"), ciphertext))).toContain("explicit deny");
  });

  test("KMS-12 a key that is disabled or gone serves no service", async () => {
    const id = await kms.key();
    as(allow("kms:*"));
    const { ciphertext } = seal(use(id));
    await kms.call("DisableKey", { KeyId: id });
    expect(refusal(() => seal(use(id)))).toBe(`DisabledException: ${arnOf(id)} is disabled.`);
    expect(refusal(() => kms.keys().open(use(id), ciphertext))).toContain("DisabledException");
    await kms.call("ScheduleKeyDeletion", { KeyId: id, PendingWindowInDays: 7 });
    kms.account.clock.advanceSeconds(7 * 86_400);
    expect(refusal(() => kms.keys().open(use(id), ciphertext))).toContain("does not exist");
  });
});
