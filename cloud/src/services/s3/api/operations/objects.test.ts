import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { signRequest } from "../../../../wire/sigv4/sign.ts";
import { ADMIN_KEY, REGION, SECRET } from "../../../../wire/testing/access-keys.ts";
import { serveS3, type TestS3 } from "../../testing/service.ts";

let s3: TestS3;
beforeAll(async () => {
  s3 = await serveS3({ roleMay: ({ action }) => action === "s3:GetObject" });
  await s3.client().send(
    new CreateBucketCommand({
      Bucket: "photos",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    }),
  );
});
afterAll(() => s3.close());

describe("PutObject, GetObject, HeadObject with the AWS SDK", () => {
  test("PutObject stores a small object and GetObject gives the same bytes and metadata", async () => {
    const put = await s3.client().send(
      new PutObjectCommand({
        Bucket: "photos",
        Key: "a b/ü+?&.txt",
        Body: "hello",
        ContentType: "text/plain",
        CacheControl: "max-age=5",
        Metadata: { owner: "ann" },
      }),
    );
    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(put.ServerSideEncryption).toBe("AES256");
    expect(put.ChecksumType).toBe("FULL_OBJECT");
    const got = await s3.client().send(new GetObjectCommand({ Bucket: "photos", Key: "a b/ü+?&.txt" }));
    expect(await got.Body?.transformToString()).toBe("hello");
    expect(got.ContentType).toBe("text/plain");
    expect(got.CacheControl).toBe("max-age=5");
    expect(got.Metadata).toEqual({ owner: "ann" });
    expect(got.ContentLength).toBe(5);
    expect(got.AcceptRanges).toBe("bytes");
  });

  test("PutObject streams a large body as aws-chunked with a trailer and keeps every byte", async () => {
    const bytes = randomBytes(3_000_000);
    const body = Readable.from(
      (function* () {
        for (let at = 0; at < bytes.length; at += 100_000) yield bytes.subarray(at, at + 100_000);
      })(),
    );
    await s3
      .client()
      .send(
        new PutObjectCommand({ Bucket: "photos", Key: "large", Body: body, ContentLength: bytes.length }),
      );
    const got = await s3.client().send(new GetObjectCommand({ Bucket: "photos", Key: "large" }));
    const received = Buffer.from((await got.Body?.transformToByteArray()) ?? []);
    expect(received.equals(bytes)).toBe(true);
    expect(got.ContentEncoding).toBeUndefined();
    expect(got.ContentType).toBe("application/octet-stream");
    const part = await s3
      .client()
      .send(new GetObjectCommand({ Bucket: "photos", Key: "large", Range: "bytes=2999990-" }));
    expect(part.ContentRange).toBe("bytes 2999990-2999999/3000000");
    expect(Buffer.from((await part.Body?.transformToByteArray()) ?? []).equals(bytes.subarray(-10))).toBe(
      true,
    );
  });

  test("HeadObject answers the same headers; 404 without a body for a missing key", async () => {
    const head = await s3.client().send(new HeadObjectCommand({ Bucket: "photos", Key: "large" }));
    expect(head.ContentLength).toBe(3_000_000);
    await expect(
      s3.client().send(new HeadObjectCommand({ Bucket: "photos", Key: "nothing" })),
    ).rejects.toMatchObject({
      name: "NotFound",
      $metadata: { httpStatusCode: 404 },
    });
  });

  test("GetObject refuses a missing key with NoSuchKey and a missing bucket with NoSuchBucket", async () => {
    await expect(
      s3.client().send(new GetObjectCommand({ Bucket: "photos", Key: "nothing" })),
    ).rejects.toMatchObject({
      name: "NoSuchKey",
      message: "The specified key does not exist.",
      Key: "nothing",
    });
    await expect(
      s3.client().send(new GetObjectCommand({ Bucket: "nowhere", Key: "x" })),
    ).rejects.toMatchObject({
      name: "NoSuchBucket",
      BucketName: "nowhere",
    });
  });

  test("S3-4 GetObject of a missing key is AccessDenied for a role that may not list the bucket", async () => {
    await expect(
      s3.roleClient().send(new GetObjectCommand({ Bucket: "photos", Key: "nothing" })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message:
        'User: arn:aws:sts::123456789012:assumed-role/reader/session is not authorized to perform: s3:ListBucket on resource: "arn:aws:s3:::photos" because no identity-based policy allows the s3:ListBucket action',
      $metadata: { httpStatusCode: 403 },
    });
    const got = await s3.roleClient().send(new GetObjectCommand({ Bucket: "photos", Key: "large" }));
    expect(got.ContentLength).toBe(3_000_000);
    got.Body?.transformToByteArray().catch(() => undefined);
  });

  test("S3-3 PutObject is AccessDenied for a role without s3:PutObject, and nothing is stored", async () => {
    await expect(
      s3.roleClient().send(new PutObjectCommand({ Bucket: "photos", Key: "forbidden", Body: "x" })),
    ).rejects.toMatchObject({
      name: "AccessDenied",
      message:
        'User: arn:aws:sts::123456789012:assumed-role/reader/session is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::photos/forbidden" because no identity-based policy allows the s3:PutObject action',
    });
    await expect(
      s3.client().send(new HeadObjectCommand({ Bucket: "photos", Key: "forbidden" })),
    ).rejects.toThrow();
  });

  test("DeleteObject removes the object, and succeeds again when it is gone", async () => {
    await s3.client().send(new PutObjectCommand({ Bucket: "photos", Key: "gone", Body: "x" }));
    for (let times = 0; times < 2; times += 1) {
      const reply = await s3.client().send(new DeleteObjectCommand({ Bucket: "photos", Key: "gone" }));
      expect(reply.$metadata.httpStatusCode).toBe(204);
    }
    await expect(s3.client().send(new GetObjectCommand({ Bucket: "photos", Key: "gone" }))).rejects.toThrow(
      "The specified key does not exist.",
    );
  });

  test("S3-14 DeleteBucket refuses a bucket that is not empty; HeadBucket knows it", async () => {
    await expect(s3.client().send(new DeleteBucketCommand({ Bucket: "photos" }))).rejects.toMatchObject({
      name: "BucketNotEmpty",
      message: "The bucket you tried to delete is not empty",
    });
    const head = await s3.client().send(new HeadBucketCommand({ Bucket: "photos" }));
    expect(head.BucketRegion).toBe("eu-west-1");
  });

  test("S3-8 DeleteObjects deletes with a checksum of the list, object by object, and not without one", async () => {
    const client = s3.client();
    await client.send(new PutObjectCommand({ Bucket: "photos", Key: "listed", Body: "x" }));
    const list = { Bucket: "photos", Delete: { Objects: [{ Key: "listed" }] } };
    const refused = await s3.roleClient().send(new DeleteObjectsCommand(list));
    expect(refused.Errors).toMatchObject([{ Key: "listed", Code: "AccessDenied" }]);
    const url = `${s3.url}/photos?delete`;
    const body = "<Delete><Object><Key>listed</Key></Object></Delete>";
    const headers = signRequest({
      method: "POST",
      url,
      headers: {},
      body,
      service: "s3",
      region: REGION,
      credentials: { accessKeyId: ADMIN_KEY, secretAccessKey: SECRET },
      clock: { now: () => Date.now() },
    });
    const reply = await fetch(url, { method: "POST", headers, body });
    expect([reply.status, (await reply.text()).includes("<Code>InvalidRequest</Code>")]).toEqual([400, true]);
    const deleted = await client.send(new DeleteObjectsCommand(list));
    expect(deleted.Deleted).toMatchObject([{ Key: "listed" }]);
  });
});
