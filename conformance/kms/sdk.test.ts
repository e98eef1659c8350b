import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  BatchGetSecretValueCommand,
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import {
  CreateQueueCommand,
  KmsAccessDenied,
  KmsDisabled,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { rolesWith } from "../dynamodb/roles.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";

const facts = inject("product");
const { credentials, endpoint, region } = facts;
const settings = { credentials, endpoint, region, maxAttempts: 1 };
const kms = new KMSClient(settings);
const ssm = new SSMClient(settings);
const secrets = new SecretsManagerClient(settings);

const allow = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "*" });
let roles: Awaited<ReturnType<typeof rolesWith>>;
beforeAll(async () => {
  const queues = allow("sqs:SendMessage", "sqs:ReceiveMessage");
  roles = await rolesWith(facts, "key-users", {
    without: [queues],
    sender: [queues, allow("kms:GenerateDataKey", "kms:Decrypt")],
    receiver: [queues, allow("kms:Decrypt")],
    reader: [
      allow("secretsmanager:BatchGetSecretValue"),
      {
        ...allow("secretsmanager:GetSecretValue"),
        Resource: `arn:aws:secretsmanager:${region}:123456789012:secret:batch/mine-??????`,
      },
    ],
  });
});
afterAll(() => roles.remove());

test("the SDK for JavaScript: data keys, and what other services keep under a key, until it is disabled", async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Description: "sdk" }));
  const KeyId = KeyMetadata?.KeyId ?? "";
  const EncryptionContext = { App: "gates" };
  const dataKey = await kms.send(
    new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext }),
  );
  const { CiphertextBlob } = dataKey;
  const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }));
  expect(opened.Plaintext).toEqual(dataKey.Plaintext);
  expect(await refusalOf(kms.send(new DecryptCommand({ CiphertextBlob })))).toMatchObject({
    name: "InvalidCiphertextException",
    status: 400,
  });

  const Name = `/sdk/${KeyId}`;
  await ssm.send(new PutParameterCommand({ Name, Value: "hush", Type: "SecureString", KeyId }));
  await secrets.send(new CreateSecretCommand({ Name, SecretString: "hush", KmsKeyId: KeyId }));
  const parameter = () => ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
  const secret = () => secrets.send(new GetSecretValueCommand({ SecretId: Name }));
  expect([(await parameter()).Parameter?.Value, (await secret()).SecretString]).toEqual(["hush", "hush"]);

  await kms.send(new DisableKeyCommand({ KeyId }));
  expect(await refusalOf(parameter())).toMatchObject({ name: "InvalidKeyId" });
  expect(await refusalOf(secret())).toMatchObject({ name: "DecryptionFailure" });
  expect(await refusalOf(kms.send(new DescribeKeyCommand({ KeyId: "alias/none" })))).toMatchObject({
    name: "NotFoundException",
  });
});

test("SQS-9 a queue under a key takes and gives messages to who may use the key, and the key's policy has the last word", async () => {
  const root = { ...allow("kms:*"), Principal: { AWS: "arn:aws:iam::123456789012:root" } };
  const banned = {
    ...{ Effect: "Deny", Action: "kms:*", Resource: "*" },
    Principal: { AWS: "arn:aws:iam::123456789012:role/key-users-sender" },
  };
  const keyUnder = async (...Statement: object[]) => {
    const Policy = JSON.stringify({ Version: "2012-10-17", Statement });
    return (await kms.send(new CreateKeyCommand({ Policy }))).KeyMetadata?.KeyId ?? "";
  };
  const { sqs } = clientsFor(facts);
  const queueUnder = async (KmsMasterKeyId: string) => {
    const made = { QueueName: `key-${KmsMasterKeyId}`, Attributes: { KmsMasterKeyId } };
    return (await sqs.send(new CreateQueueCommand(made))).QueueUrl ?? "";
  };
  const [open, closed] = [await keyUnder(root), await keyUnder(root, banned)];
  const [QueueUrl, shut] = [await queueUnder(open), await queueUnder(closed)];
  const as = async (role: string) => clientsFor(facts, await roles.as(role)).sqs;
  const [sender, receiver, without] = [await as("sender"), await as("receiver"), await as("without")];

  const Entries = [{ Id: "a", MessageBody: "a" }];
  const send = (to = QueueUrl) => new SendMessageCommand({ QueueUrl: to, MessageBody: "hush" });
  const receive = (from = QueueUrl) => new ReceiveMessageCommand({ QueueUrl: from });
  expect((await sender.send(send())).MessageId).toBeDefined();
  await expect(receiver.send(send())).rejects.toBeInstanceOf(KmsAccessDenied);
  await expect(without.send(send())).rejects.toBeInstanceOf(KmsAccessDenied);
  await expect(without.send(new SendMessageBatchCommand({ QueueUrl, Entries }))).rejects.toBeInstanceOf(
    KmsAccessDenied,
  );
  await expect(without.send(receive())).rejects.toThrow(/is not authorized to perform: kms:Decrypt on/);
  expect((await receiver.send(receive())).Messages).toMatchObject([{ Body: "hush" }]);
  for (const call of [() => sender.send(send(shut)), () => sender.send(receive(shut))]) {
    await expect(call()).rejects.toThrow(/with an explicit deny in a resource-based policy/);
  }
  expect((await receiver.send(receive(shut))).Messages).toBeUndefined();

  await kms.send(new DisableKeyCommand({ KeyId: open }));
  await expect(sqs.send(send())).rejects.toBeInstanceOf(KmsDisabled);
});

test("SECRET-7 BatchGetSecretValue gives the secrets that a role may read, and tells of the others one by one", async () => {
  for (const Name of ["batch/mine", "batch/other"]) {
    await secrets.send(new CreateSecretCommand({ Name, SecretString: `value of ${Name}` }));
  }
  const reader = new SecretsManagerClient({ ...settings, credentials: await roles.as("reader") });
  const SecretIdList = ["batch/mine", "batch/other", "batch/none"];
  const { SecretValues, Errors } = await reader.send(new BatchGetSecretValueCommand({ SecretIdList }));
  expect(SecretValues).toMatchObject([{ Name: "batch/mine", SecretString: "value of batch/mine" }]);
  expect(Errors).toMatchObject([
    { SecretId: "batch/other", ErrorCode: "AccessDeniedException" },
    { SecretId: "batch/none", ErrorCode: "AccessDeniedException" },
  ]);
  const Filters = [{ Key: "name" as const, Values: ["batch/"] }];
  expect(await refusalOf(reader.send(new BatchGetSecretValueCommand({ Filters })))).toMatchObject({
    name: "AccessDeniedException",
    message: expect.stringContaining("secretsmanager:ListSecrets"),
  });
  const all = await secrets.send(new BatchGetSecretValueCommand({ SecretIdList }));
  expect(all.Errors).toMatchObject([{ ErrorCode: "ResourceNotFoundException" }]);
});
