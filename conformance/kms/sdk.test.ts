import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  GenerateDataKeyCommand,
  KMSClient,
} from "@aws-sdk/client-kms";
import {
  CreateSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { GetParameterCommand, PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { expect, inject, test } from "vitest";
import { refusalOf } from "../support/clients.ts";

const { credentials, endpoint, region } = inject("product");
const settings = { credentials, endpoint, region, maxAttempts: 1 };
const kms = new KMSClient(settings);
const ssm = new SSMClient(settings);
const secrets = new SecretsManagerClient(settings);

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
