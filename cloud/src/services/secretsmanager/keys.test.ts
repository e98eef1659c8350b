import { beforeEach, describe, expect, test } from "vitest";
import type { AdministratorCaller } from "../../core/caller.ts";
import type { ResourceContext } from "../../core/ports/resource-provider.ts";
import { roleWith } from "../../iam/testing/access-table.ts";
import { createSealer } from "../../store/sealing.ts";
import { createSecretStore } from "./secrets/store.ts";
import { secretsWorld } from "./testing/world.ts";

let secrets: ReturnType<typeof secretsWorld>;
beforeEach(() => {
  secrets = secretsWorld();
});
const call: typeof secrets.call = (...given) => secrets.call(...given);
const as = (...Statement: object[]) =>
  roleWith(secrets.world(), JSON.stringify({ Version: "2012-10-17", Statement }));
const allow = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "*" });
const READ = { SecretId: "a" };
const REFUSED = {
  status: 400,
  __type: "AccessDeniedException",
  Message: "Access to KMS is not allowed",
};
const made = async (more: object = {}): Promise<string> => {
  const KmsKeyId = await secrets.kms.key();
  const input = { Name: "a", SecretString: "hush-hush", KmsKeyId, ...more };
  expect(await call("CreateSecret", input)).toMatchObject({ status: 200 });
  return KmsKeyId;
};

describe("SECRET-5 keys of one's own", () => {
  test("SECRET-5 whoever writes needs kms:GenerateDataKey on the key, whoever reads kms:Decrypt", async () => {
    const KmsKeyId = await secrets.kms.key();
    const input = { Name: "a", SecretString: "hush", KmsKeyId };
    expect(await call("CreateSecret", input, as(allow("secretsmanager:*")))).toMatchObject(REFUSED);
    expect(await call("DescribeSecret", READ)).toMatchObject({ __type: "ResourceNotFoundException" });
    const writing = as(allow("secretsmanager:*", "kms:GenerateDataKey"));
    expect(await call("CreateSecret", input, writing)).toMatchObject({ status: 200 });
    expect(await call("GetSecretValue", READ, as(allow("secretsmanager:*", "kms:Encrypt")))).toMatchObject(
      REFUSED,
    );
    const { ARN } = await call("DescribeSecret", READ);
    const via = (service: string) => ({
      ...allow("kms:Decrypt"),
      Condition: {
        StringEquals: {
          "kms:ViaService": `${service}.eu-west-1.amazonaws.com`,
          "kms:EncryptionContext:SecretARN": ARN,
        },
        "ForAllValues:StringEquals": { "kms:EncryptionContextKeys": ["SecretARN", "SecretVersionId"] },
      },
    });
    const reading = (service: string) =>
      call("GetSecretValue", READ, as(allow("secretsmanager:*"), via(service)));
    expect(await reading("secretsmanager")).toMatchObject({ SecretString: "hush" });
    expect(await reading("ssm")).toMatchObject(REFUSED);
    expect(
      await call("PutSecretValue", { ...READ, SecretString: "x" }, as(allow("secretsmanager:*"))),
    ).toMatchObject(REFUSED);
    expect(await call("GetSecretValue", READ)).toMatchObject({ SecretString: "hush" });
  });

  test("SECRET-5 AWS's own key lets in who may read the secret, unless kms:Decrypt is denied", async () => {
    await call("CreateSecret", { Name: "a", SecretString: "hush" });
    const reading = allow("secretsmanager:GetSecretValue");
    expect(await call("GetSecretValue", READ, as(reading))).toMatchObject({ SecretString: "hush" });
    const deny = { ...allow("kms:Decrypt"), Effect: "Deny" };
    expect(await call("GetSecretValue", READ, as(reading, deny))).toMatchObject(REFUSED);
    expect(await call("DescribeSecret", READ)).not.toHaveProperty("KmsKeyId");
  });

  test("SECRET-5 the value lies nowhere in clear, not even for who holds the state's key", async () => {
    const KmsKeyId = await made();
    const { ARN, VersionId } = await call("GetSecretValue", READ);
    const store = createSecretStore(
      secrets.database,
      createSealer(Buffer.alloc(32, 7), "secretsmanager/values"),
    );
    const secret = store.find("a");
    if (secret === undefined) throw new Error("a is missing");
    const { ciphertext = "", ...rest } = store.value(secret, String(VersionId));
    expect(rest).toEqual({});
    expect(Buffer.from(ciphertext, "base64").toString("latin1")).not.toContain("hush");
    const opened = await secrets.kms.call("Decrypt", {
      CiphertextBlob: ciphertext,
      EncryptionContext: { SecretARN: ARN, SecretVersionId: VersionId },
    });
    expect(Buffer.from(String(opened["Plaintext"]), "base64").toString()).toContain("hush-hush");
    expect(await call("DescribeSecret", READ)).toMatchObject({ KmsKeyId });
    secrets.restart();
    expect(await call("GetSecretValue", READ)).toMatchObject({ SecretString: "hush-hush" });
    store.save({ ...secret, keyId: undefined }, { versionId: String(VersionId), value: { text: "older" } });
    expect(await call("GetSecretValue", READ)).toMatchObject({ SecretString: "older" });
  });

  test("a key that is disabled refuses reading and writing", async () => {
    const KeyId = await made();
    await secrets.kms.call("DisableKey", { KeyId });
    expect(await call("GetSecretValue", READ)).toMatchObject({
      status: 400,
      __type: "DecryptionFailure",
      Message: "Secrets Manager can't decrypt the protected secret text using the provided KMS key.",
    });
    expect(await call("PutSecretValue", { ...READ, SecretString: "x" })).toMatchObject({
      __type: "EncryptionFailure",
    });
    expect(
      await call("CreateSecret", { Name: "b", SecretString: "x", KmsKeyId: "alias/none" }),
    ).toMatchObject({
      __type: "EncryptionFailure",
    });
    expect(await call("DescribeSecret", { SecretId: "b" })).toMatchObject({ status: 400 });
  });

  test("a secret that gets another key is encrypted anew, under the caller's right to both", async () => {
    const former = await made();
    await call("PutSecretValue", { ...READ, SecretString: "second" });
    const KmsKeyId = await secrets.kms.key();
    const change = { ...READ, KmsKeyId };
    expect(
      await call("UpdateSecret", change, as(allow("secretsmanager:*", "kms:GenerateDataKey"))),
    ).toMatchObject(REFUSED);
    expect(await call("UpdateSecret", change)).toMatchObject({ status: 200 });
    await secrets.kms.call("DisableKey", { KeyId: former });
    expect(await call("GetSecretValue", READ)).toMatchObject({ SecretString: "second" });
    expect(await call("GetSecretValue", { ...READ, VersionStage: "AWSPREVIOUS" })).toMatchObject({
      SecretString: "hush-hush",
    });
  });

  test("SECRET-5 policies learn which key a call names", async () => {
    const KmsKeyId = await secrets.kms.key();
    const arn = `arn:aws:kms:eu-west-1:123456789012:key/${KmsKeyId}`;
    const create = (Name: string, given: string, StringEquals: object) =>
      call(
        "CreateSecret",
        { Name, KmsKeyId: given },
        as({ ...allow("secretsmanager:CreateSecret"), Condition: { StringEquals } }),
      );
    expect(await create("a", KmsKeyId, { "secretsmanager:KmsKeyArn": arn })).toMatchObject({ status: 200 });
    expect(await create("b", KmsKeyId, { "secretsmanager:KmsKeyId": KmsKeyId })).toMatchObject({
      status: 200,
    });
    expect(await create("c", "alias/none", { "secretsmanager:KmsKeyArn": arn })).toMatchObject({
      __type: "AccessDeniedException",
    });
  });

  test("SECRET-5 a template's secret is encrypted under the right of who deploys", async () => {
    const [provider] = secrets.service().resources;
    if (provider === undefined) throw new Error("no provider");
    const caller: AdministratorCaller = {
      kind: "administrator",
      arn: "arn:aws:iam::123456789012:user/administrator",
      accountId: "123456789012",
      accessKeyId: "",
      userId: "",
    };
    const context = (by: ResourceContext["caller"]): ResourceContext => ({
      scope: { accountId: "123456789012", region: "eu-west-1" },
      caller: by,
      stackName: "home",
      stackId: "id",
      logicalId: "Hidden",
      commit: (write) => write(),
      generateName: () => "a",
      tags: {},
    });
    const [KmsKeyId, other] = [await secrets.kms.key(), await secrets.kms.key()];
    const properties = { SecretString: "hush", KmsKeyId };
    await expect(provider.create(context({ kind: "anonymous" }), properties)).rejects.toThrow(
      "Access to KMS is not allowed",
    );
    const { physicalId } = await provider.create(context(caller), properties);
    expect(await call("GetSecretValue", READ)).toMatchObject({ SecretString: "hush" });
    await provider.update(context(caller), physicalId, properties, { ...properties, KmsKeyId: other });
    await secrets.kms.call("DisableKey", { KeyId: KmsKeyId });
    expect(await call("GetSecretValue", READ)).toMatchObject({ SecretString: "hush" });
    expect(await call("DescribeSecret", READ)).toMatchObject({ KmsKeyId: other });
  });
});

test("a change that is refused at its end leaves the key and the description as they were", async () => {
  const KmsKeyId = await made({ ClientRequestToken: "first-version-of-the-secret-value" });
  const change = {
    SecretId: "a",
    KmsKeyId: await secrets.kms.key(),
    Description: "new",
    SecretString: "another",
    ClientRequestToken: "first-version-of-the-secret-value",
  };
  expect(await call("UpdateSecret", change)).toMatchObject({ __type: "ResourceExistsException" });
  const shown = await call("DescribeSecret", READ);
  expect(shown).toMatchObject({ KmsKeyId });
  expect(shown).not.toHaveProperty("Description");
});

test("SECRET-6 a template changes tags only under the rights to give and to take them", async () => {
  const [provider] = secrets.service().resources;
  const Tags = [{ Key: "team", Value: "owners" }];
  const { ARN } = await call("CreateSecret", { Name: "a", Tags });
  const context = { tags: {} } as ResourceContext;
  const calls = (after: object) =>
    provider?.calls(context, {
      kind: "update",
      physicalId: String(ARN),
      before: { Tags },
      after: after as { Tags: [] },
    });
  const update = { operation: "UpdateSecret", input: { SecretId: ARN } };
  expect(calls({ Tags })).toEqual([update]);
  expect(calls({})).toEqual([
    update,
    { operation: "UntagResource", input: { SecretId: ARN, TagKeys: ["team"] } },
  ]);
  const others = [{ Key: "team", Value: "strangers" }];
  expect(calls({ Tags: others })).toEqual([
    update,
    { operation: "TagResource", input: { SecretId: ARN, Tags: others } },
  ]);
});

test("CFN-RIGHTS a template makes, generates and deletes a secret under the rights of its calls", () => {
  const [provider] = secrets.service().resources;
  const context = { tags: {} } as ResourceContext;
  const plain = { Name: "a", KmsKeyId: "alias/own", Tags: [{ Key: "team", Value: "owners" }] };
  const generated = { ...plain, GenerateSecretString: {} };
  const create = {
    operation: "CreateSecret",
    input: { Name: "a", KmsKeyId: "alias/own", Tags: plain.Tags },
  };
  const update = { operation: "UpdateSecret", input: { SecretId: "arn", KmsKeyId: "alias/own" } };
  const generate = { operation: "GetRandomPassword", input: {} };

  expect(provider?.calls(context, { kind: "create", properties: plain })).toEqual([create]);
  expect(provider?.calls(context, { kind: "create", properties: generated })).toEqual([create, generate]);
  expect(
    provider?.calls(context, { kind: "update", physicalId: "arn", before: plain, after: generated }),
  ).toMatchObject([update, generate, { operation: "TagResource" }]);
  expect(provider?.calls(context, { kind: "delete", physicalId: "arn", properties: plain })).toEqual([
    { operation: "DeleteSecret", input: { SecretId: "arn" } },
  ]);
});
