import { beforeEach, describe, expect, test } from "vitest";
import type { AdministratorCaller } from "../../../core/caller.ts";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { allow, arnOf, kmsWorld, policy, ROLE, ROOT } from "../testing/world.ts";

let kms: ReturnType<typeof kmsWorld>;
beforeEach(() => {
  kms = kmsWorld();
});
const caller: AdministratorCaller = {
  kind: "administrator",
  arn: "arn:aws:iam::123456789012:user/administrator",
  accountId: "123456789012",
  accessKeyId: "",
  userId: "",
};
const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller,
  stackName: "home",
  stackId: "id",
  logicalId: "Key",
  commit: (write) => write(),
  generateName: () => "home-Key",
  tags: { "aws:cloudformation:stack-name": "home" },
};
const provider = (type: string): ResourceProvider => {
  const found = kms.service().resources.find((candidate) => candidate.type === type);
  if (found === undefined) throw new Error(`There is no provider of ${type}.`);
  return found;
};
const keys = () => provider("AWS::KMS::Key");
const aliases = () => provider("AWS::KMS::Alias");
const create = (properties: Properties = {}) => keys().create(context, properties);
const described = async (KeyId: string) =>
  (await kms.call("DescribeKey", { KeyId }))["KeyMetadata"] as Readonly<Record<string, unknown>>;
const KeyPolicy = JSON.parse(policy(allow("kms:*", { Principal: { AWS: ROOT } }))) as Properties;

describe("AWS::KMS::Key", () => {
  test("Ref is the id, GetAtt the ARN and the id; tags of the stack are the key's", async () => {
    const { physicalId, attributes } = await create({ KeyPolicy, Description: "orders" });
    expect(attributes).toEqual({ Arn: arnOf(physicalId), KeyId: physicalId });
    expect(await described(physicalId)).toMatchObject({ Description: "orders", KeyState: "Enabled" });
    expect(await kms.call("GetKeyPolicy", { KeyId: physicalId })).toMatchObject({
      Policy: JSON.stringify(KeyPolicy),
    });
    expect(await kms.call("ListResourceTags", { KeyId: physicalId })).toMatchObject({
      Tags: [{ TagKey: "aws:cloudformation:stack-name", TagValue: "home" }],
    });
  });

  test("is changed in place", async () => {
    const before = { Enabled: false, EnableKeyRotation: true, RotationPeriodInDays: 90 };
    const { physicalId } = await create(before);
    expect(await described(physicalId)).toMatchObject({ KeyState: "Disabled" });
    expect(await kms.call("GetKeyRotationStatus", { KeyId: physicalId })).toMatchObject({
      KeyRotationEnabled: true,
      RotationPeriodInDays: 90,
    });
    const after = { KeyPolicy, Description: "new", Tags: [{ Key: "team", Value: "home" }] };
    const asked = keys().calls(context, { kind: "update", physicalId, before, after });
    expect(await keys().update(context, physicalId, before, after)).toMatchObject({ physicalId });
    expect(await described(physicalId)).toMatchObject({ KeyState: "Enabled", Description: "new" });
    expect(await kms.call("GetKeyRotationStatus", { KeyId: physicalId })).toMatchObject({
      KeyRotationEnabled: false,
    });
    expect(asked.map((call) => ("operation" in call ? call.operation : call.action))).toEqual([
      "PutKeyPolicy",
      "UpdateKeyDescription",
      "EnableKey",
      "DisableKeyRotation",
      "TagResource",
    ]);
  });

  test("KMS-9 a policy that locks the deployer out fails, at creation and update alike", async () => {
    kms.as();
    const closed = JSON.parse(policy(allow("kms:*", { Principal: { AWS: ROLE } }))) as Properties;
    const told = "The new key policy will not allow you to update the key policy in the future.";
    await expect(create({ KeyPolicy: closed })).rejects.toThrow(told);
    const { physicalId } = await create();
    await expect(keys().update(context, physicalId, {}, { KeyPolicy: closed })).rejects.toThrow(told);
    const meant = { KeyPolicy: closed, BypassPolicyLockoutSafetyCheck: true };
    await expect(keys().update(context, physicalId, {}, meant)).resolves.toMatchObject({ physicalId });
  });

  test("KMS-14 an update changes nothing but what the template changes: a key that was disabled, or has another policy now, stays so", async () => {
    const before = { KeyPolicy, EnableKeyRotation: true };
    const { physicalId: KeyId } = await create(before);
    const Policy = policy(allow("kms:*", { Principal: { AWS: ROOT }, Sid: "set later" }));
    await kms.call("PutKeyPolicy", { KeyId, Policy });
    await kms.call("DisableKeyRotation", { KeyId });
    await kms.call("DisableKey", { KeyId });
    const after = { ...before, Description: "new" };
    const asked = keys().calls(context, { kind: "update", physicalId: KeyId, before, after });
    expect(asked).toMatchObject([{ operation: "UpdateKeyDescription" }]);
    await keys().update(context, KeyId, before, after);
    expect(await described(KeyId)).toMatchObject({ KeyState: "Disabled", Description: "new" });
    expect(await kms.call("GetKeyPolicy", { KeyId })).toMatchObject({ Policy });
    expect(await kms.call("GetKeyRotationStatus", { KeyId })).toMatchObject({ KeyRotationEnabled: false });
  });

  test("KMS-14 a key that is pending deletion is not brought back by an update", async () => {
    const { physicalId: KeyId } = await create();
    await kms.call("ScheduleKeyDeletion", { KeyId });
    await expect(keys().update(context, KeyId, {}, { Description: "new" })).rejects.toThrow(
      "is pending deletion.",
    );
    expect(await described(KeyId)).toMatchObject({ KeyState: "PendingDeletion" });
  });

  test("KMS-10 another kind of key is refused by name", async () => {
    await expect(create({ MultiRegion: true })).rejects.toThrow(
      "MultiRegion of AWS::KMS::Key is not supported",
    );
    await expect(create({ KeySpec: "SM2", KeyUsage: "SIGN_VERIFY" })).rejects.toThrow("The key spec SM2");
  });

  test("a key that signs is made by its spec and usage, and is not rotated", async () => {
    const signing = { KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" };
    const { physicalId: KeyId } = await create(signing);
    expect(await described(KeyId)).toMatchObject({ ...signing, SigningAlgorithms: ["ECDSA_SHA_256"] });
    const rotating = { ...signing, EnableKeyRotation: true };
    const told = "You cannot set the EnableKeyRotation property to true on asymmetric keys.";
    await expect(create(rotating)).rejects.toThrow(told);
    await expect(keys().update(context, KeyId, signing, rotating)).rejects.toThrow(told);
  });

  test("a key that leaves its stack is pending deletion for its window", async () => {
    const { physicalId } = await create();
    await keys().delete(context, physicalId, { PendingWindowInDays: 7 });
    await keys().delete(context, physicalId, { PendingWindowInDays: 7 });
    expect(await described(physicalId)).toMatchObject({
      KeyState: "PendingDeletion",
      DeletionDate: (kms.account.clock.now() + 7 * 86_400_000) / 1_000,
    });
    kms.account.clock.advanceSeconds(7 * 86_400);
    await keys().delete(context, physicalId, {});
  });

  test("who makes a key that is to rotate, or to be disabled, needs the rights of its own policy", () => {
    const change = {
      kind: "create",
      properties: { KeyPolicy, EnableKeyRotation: true, Enabled: false },
    } as const;
    expect(keys().calls(context, change)).toMatchObject([
      { operation: "CreateKey" },
      { action: "kms:EnableKeyRotation", trust: true, resourcePolicy: JSON.stringify(KeyPolicy) },
      { action: "kms:DisableKey", trust: true },
    ]);
  });
});

describe("AWS::KMS::Alias", () => {
  test("Ref is the name; it moves to another key, and goes", async () => {
    const [one, other] = [(await create()).physicalId, (await create()).physicalId];
    const AliasName = "alias/orders";
    expect(await aliases().create(context, { AliasName, TargetKeyId: one })).toEqual({
      physicalId: AliasName,
      attributes: { AliasName },
    });
    await expect(aliases().create(context, { AliasName, TargetKeyId: one })).rejects.toThrow(
      "already exists",
    );
    await aliases().update(context, AliasName, {}, { AliasName, TargetKeyId: arnOf(other) });
    expect(await described(AliasName)).toMatchObject({ KeyId: other });
    await aliases().delete(context, AliasName, {});
    await aliases().delete(context, AliasName, {});
    expect(await described(AliasName)).toBeUndefined();
  });
});
