import { createHash, randomBytes } from "node:crypto";
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateBucketCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListPartsCommand,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCrc32, createCrc64Nvme } from "../../domain/objects/checksums.ts";
import { serveS3, type TestS3 } from "../../testing/service.ts";

const MiB = 1_048_576;
const target = { Bucket: "uploads", Key: "big" } as const;
const parts = [randomBytes(5 * MiB), randomBytes(5 * MiB + 3), randomBytes(10)];
const whole = Buffer.concat(parts);

let s3: TestS3;
beforeAll(async () => {
  s3 = await serveS3();
  await s3.client().send(
    new CreateBucketCommand({
      Bucket: "uploads",
      CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
    }),
  );
});
afterAll(() => s3.close());

async function uploadParts(UploadId: string | undefined, bodies: readonly Buffer[]) {
  const done: { PartNumber: number; ETag?: string; ChecksumCRC32?: string }[] = [];
  for (const [index, Body] of bodies.entries()) {
    const PartNumber = index + 1;
    const reply = await s3.client().send(new UploadPartCommand({ ...target, UploadId, PartNumber, Body }));
    done.push({
      PartNumber,
      ...(reply.ETag === undefined ? {} : { ETag: reply.ETag }),
      ...(reply.ChecksumCRC32 === undefined ? {} : { ChecksumCRC32: reply.ChecksumCRC32 }),
    });
  }
  return done;
}

describe("CompleteMultipartUpload", () => {
  test("CompleteMultipartUpload joins the parts with a composite CRC32 and the -n entity tag", async () => {
    const { UploadId } = await s3
      .client()
      .send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: "CRC32" }));
    const Parts = await uploadParts(UploadId, parts);
    expect((await s3.client().send(new ListPartsCommand({ ...target, UploadId }))).Parts?.length).toBe(3);
    const done = await s3
      .client()
      .send(new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts } }));
    const md5s = Buffer.concat(parts.map((part) => createHash("md5").update(part).digest()));
    expect(done.ETag).toBe(`"${createHash("md5").update(md5s).digest("hex")}-3"`);
    const composite = createCrc32();
    for (const { ChecksumCRC32 = "" } of Parts) composite.update(Buffer.from(ChecksumCRC32, "base64"));
    expect(done.ChecksumCRC32).toBe(`${composite.digest().toString("base64")}-3`);
    const got = await s3.client().send(new GetObjectCommand(target));
    expect(Buffer.from((await got.Body?.transformToByteArray()) ?? []).equals(whole)).toBe(true);
    const second = await s3.client().send(new GetObjectCommand({ ...target, PartNumber: 2 }));
    expect(second.PartsCount).toBe(3);
    expect(
      Buffer.from((await second.Body?.transformToByteArray()) ?? []).equals(parts[1] ?? Buffer.alloc(0)),
    ).toBe(true);
    const across = await s3
      .client()
      .send(new GetObjectCommand({ ...target, Range: `bytes=${5 * MiB - 2}-${5 * MiB + 1}` }));
    expect(
      Buffer.from((await across.Body?.transformToByteArray()) ?? []).equals(
        whole.subarray(5 * MiB - 2, 5 * MiB + 2),
      ),
    ).toBe(true);
    await expect(s3.client().send(new ListPartsCommand({ ...target, UploadId }))).rejects.toMatchObject({
      name: "NoSuchUpload",
    });
  });

  test("CompleteMultipartUpload without an algorithm stores the CRC64NVME of the whole object", async () => {
    const { UploadId } = await s3
      .client({ requestChecksumCalculation: "WHEN_REQUIRED" })
      .send(new CreateMultipartUploadCommand(target));
    const Parts = await uploadParts(UploadId, parts);
    const done = await s3.client().send(
      new CompleteMultipartUploadCommand({
        ...target,
        UploadId,
        MultipartUpload: { Parts: Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ETag })) },
      }),
    );
    const expected = createCrc64Nvme();
    expected.update(whole);
    expect(done.ChecksumType).toBe("FULL_OBJECT");
    expect(done.ChecksumCRC64NVME).toBe(expected.digest().toString("base64"));
  });

  test("CompleteMultipartUpload refuses small, unknown, unordered and unproved parts", async () => {
    const { UploadId } = await s3
      .client()
      .send(new CreateMultipartUploadCommand({ ...target, ChecksumAlgorithm: "CRC32" }));
    const Parts = await uploadParts(UploadId, [Buffer.from("small"), Buffer.from("last")]);
    const complete = (chosen: typeof Parts) =>
      s3
        .client()
        .send(
          new CompleteMultipartUploadCommand({ ...target, UploadId, MultipartUpload: { Parts: chosen } }),
        );
    await expect(complete(Parts)).rejects.toMatchObject({
      name: "EntityTooSmall",
      PartNumber: "1",
      MinSizeAllowed: "5242880",
    });
    await expect(complete([...Parts].reverse())).rejects.toMatchObject({ name: "InvalidPartOrder" });
    await expect(complete(Parts.map((part) => ({ ...part, ETag: '"0"' })))).rejects.toMatchObject({
      name: "InvalidPart",
    });
    await expect(
      complete(
        Parts.map(({ PartNumber, ETag }) => ({ PartNumber, ...(ETag === undefined ? {} : { ETag }) })),
      ),
    ).rejects.toMatchObject({
      name: "InvalidRequest",
      message:
        "The upload was created using a crc32 checksum. The complete request must include the checksum for each part. It was missing for part 1 in the request.",
    });
    const uploads = await s3.client().send(new ListMultipartUploadsCommand({ Bucket: "uploads" }));
    expect(uploads.Uploads?.map((upload) => upload.UploadId)).toEqual([UploadId]);
    await s3.client().send(new AbortMultipartUploadCommand({ ...target, UploadId }));
    await expect(
      s3.client().send(new AbortMultipartUploadCommand({ ...target, UploadId })),
    ).rejects.toMatchObject({ name: "NoSuchUpload" });
  });
});
