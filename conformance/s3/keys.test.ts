import { createHash, randomUUID } from "node:crypto";
import { CreateKeyCommand, DisableKeyCommand, EnableKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { PublishLayerVersionCommand } from "@aws-sdk/client-lambda";
import {
  CompleteMultipartUploadCommand,
  CopyObjectCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutBucketEncryptionCommand,
  PutObjectCommand,
  type S3Client,
  type S3ServiceException,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { rolesWith } from "../dynamodb/roles.ts";
import { runCli } from "../support/cli.ts";
import { clientsFor, refusalOf } from "../support/clients.ts";

const facts = inject("product");
const { credentials, endpoint, region } = facts;
const kms = new KMSClient({ credentials, endpoint, region, maxAttempts: 1 });
const { s3 } = clientsFor(facts);
const run = randomUUID();
const Bucket = `keys-${run}`;
const allow = (...Action: string[]) => ({ Effect: "Allow", Action, Resource: "*" });

let KeyId: string;
let Arn: string;
let roles: Awaited<ReturnType<typeof rolesWith>>;
let reader: S3Client;
let holder: S3Client;
let readerKeys: Awaited<ReturnType<typeof roles.as>>;

beforeAll(async () => {
  const { KeyMetadata } = await kms.send(new CreateKeyCommand({}));
  KeyId = KeyMetadata?.KeyId ?? "";
  Arn = KeyMetadata?.Arn ?? "";
  const LocationConstraint = region as "eu-west-1";
  await s3.send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration: { LocationConstraint } }));
  const ApplyServerSideEncryptionByDefault = { SSEAlgorithm: "aws:kms", KMSMasterKeyID: KeyId } as const;
  const Rules = [{ ApplyServerSideEncryptionByDefault, BucketKeyEnabled: false }];
  await s3.send(new PutBucketEncryptionCommand({ Bucket, ServerSideEncryptionConfiguration: { Rules } }));
  roles = await rolesWith(facts, `s3-keys-${run.slice(0, 8)}`, {
    reader: [allow("s3:*", "lambda:*")],
    holder: [allow("s3:*", "kms:Decrypt", "kms:GenerateDataKey")],
  });
  readerKeys = await roles.as("reader");
  reader = clientsFor(facts, readerKeys).s3;
  holder = clientsFor(facts, await roles.as("holder")).s3;
});

afterAll(async () => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  for (const { Key } of Contents) await s3.send(new DeleteObjectCommand({ Bucket, Key }));
  await s3.send(new DeleteBucketCommand({ Bucket }));
  await roles.remove();
  kms.destroy();
});

const put = (client: S3Client, Key: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket, Key, Body: "hush", ...more }));
const get = (client: S3Client, Key: string) => client.send(new GetObjectCommand({ Bucket, Key }));

test("S3-26 the SDK writes and reads under a key as who may use it, and is told why not in AWS's words", async () => {
  const made = await put(holder, "a");
  expect(made).toMatchObject({ ServerSideEncryption: "aws:kms", SSEKMSKeyId: Arn });
  expect(made.ETag).not.toBe(`"${createHash("md5").update("hush").digest("hex")}"`);
  expect(await (await get(holder, "a")).Body?.transformToString()).toBe("hush");

  const not = (action: string) => ({
    name: "AccessDenied",
    status: 403,
    message: expect.stringMatching(
      `^User: arn:aws:sts::.*/test is not authorized to perform: kms:${action} on resource: ${Arn} because no identity-based policy allows the kms:${action} action$`,
    ),
  });
  expect(await refusalOf(get(reader, "a"))).toEqual(not("Decrypt"));
  expect(await refusalOf(put(reader, "b"))).toEqual(not("GenerateDataKey"));
  const copy = new CopyObjectCommand({
    Bucket,
    Key: "b",
    CopySource: `${Bucket}/a`,
    ServerSideEncryption: "AES256",
  });
  expect(await refusalOf(reader.send(copy))).toEqual(not("Decrypt"));
  expect((await reader.send(new HeadObjectCommand({ Bucket, Key: "a" }))).SSEKMSKeyId).toBe(Arn);

  await kms.send(new DisableKeyCommand({ KeyId }));
  expect(await refusalOf(get(holder, "a"))).toMatchObject({
    name: "KMS.DisabledException",
    message: `${Arn} is disabled.`,
    status: 400,
  });
  await kms.send(new EnableKeyCommand({ KeyId }));
});

test("S3-26 an upload in parts needs both rights on the key", async () => {
  const upload = async (client: S3Client) => {
    const Key = "parts";
    const begun = await client.send(new CreateMultipartUploadCommand({ Bucket, Key }));
    const part = { Bucket, Key, UploadId: begun.UploadId, PartNumber: 1 };
    const { ETag } = await client.send(new UploadPartCommand({ ...part, Body: "hush" }));
    const MultipartUpload = { Parts: [{ PartNumber: 1, ETag }] };
    return client.send(new CompleteMultipartUploadCommand({ ...part, MultipartUpload }));
  };
  expect(await upload(holder)).toMatchObject({ SSEKMSKeyId: Arn, ETag: expect.stringMatching(/-1"$/) });
  expect(await refusalOf(upload(reader))).toMatchObject({ name: "AccessDenied" });
});

test("S3-26 the key of AWS serves all of the account that S3 lets in", async () => {
  const { SSEKMSKeyId } = await put(reader, "own", {
    ServerSideEncryption: "aws:kms",
    BucketKeyEnabled: true,
  });
  expect(SSEKMSKeyId).toMatch(/^arn:aws:kms:.*:key\//);
  expect(await get(reader, "own")).toMatchObject({ SSEKMSKeyId, BucketKeyEnabled: true });
});

test("S3-26 nobody makes a layer of a package that it could not read for want of the key", async () => {
  await put(holder, "package");
  const layer = { LayerName: `keys-${run}`, Content: { S3Bucket: Bucket, S3Key: "package" } };
  const told = await refusalOf(
    clientsFor(facts, readerKeys).lambda.send(new PublishLayerVersionCommand(layer)),
  );
  expect(told.message).toContain(`kms:Decrypt on resource: ${Arn}`);
});

test("S3-26 explain says which key keeps the reader out, and of which object", async () => {
  const refused = await get(reader, "a").catch((error: unknown) => error);
  const id = (refused as S3ServiceException).$metadata.requestId ?? "";
  const { out } = await runCli(["explain", id, "--state", facts.stateDir]);
  expect(out).toMatch(/asked for kms:Decrypt on key\/\S+ for keys-\S+\/a; no statement of its policy/);
});
