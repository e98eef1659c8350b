import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { anonymous } from "../../../../core/caller.ts";
import { signRequest } from "../../../../wire/sigv4/sign.ts";
import { deriveSigningKey } from "../../../../wire/sigv4/signature.ts";
import { ADMIN_KEY, REGION, SECRET } from "../../../../wire/testing/access-keys.ts";
import { createCrc32, createCrc32c, createCrc64Nvme } from "../../domain/objects/checksums.ts";
import { serveS3, type TestS3 } from "../../testing/service.ts";
import { AwsChunkedDecoder, type ChunkSignatures } from "../uploads/aws-chunked.ts";
import { createChunkSignatures } from "../uploads/chunk-signatures.ts";

const Bucket = "data";
const CreateBucketConfiguration = { LocationConstraint: "eu-west-1" } as const;

let s3: TestS3;
beforeAll(async () => {
  s3 = await serveS3();
  await s3.client().send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
});
afterAll(() => s3.close());

describe("checksums", () => {
  test.each([
    ["CRC32", createCrc32, "cbf43926"],
    ["CRC32C", createCrc32c, "e3069283"],
    ["CRC64NVME", createCrc64Nvme, "ae8b14860a799888"],
  ] as const)("%s of 123456789 is the published check value", (_name, create, expected) => {
    const running = create();
    running.update(Buffer.from("12345"));
    running.update(Buffer.from("6789"));
    expect(running.digest().toString("hex")).toBe(expected);
  });
});

/** A PUT signed by hand, its headers and body then changed as the test wants. */
async function put(headers: Record<string, string>, body: string, signedBody = body): Promise<Response> {
  const url = `${s3.url}/${Bucket}/by-hand`;
  const signed = signRequest({
    method: "PUT",
    url,
    headers,
    body: signedBody,
    service: "s3",
    region: REGION,
    credentials: { accessKeyId: ADMIN_KEY, secretAccessKey: SECRET },
    clock: { now: () => Date.now() },
  });
  return fetch(url, { method: "PUT", headers: signed, body });
}

const errorCode = async (reply: Response): Promise<string> =>
  /<Code>(\w+)<\/Code>/.exec(await reply.text())?.[1] ?? String(reply.status);

describe("PutObject by hand", () => {
  test("S3-5 another body than the signed one is XAmzContentSHA256Mismatch and nothing is stored", async () => {
    expect((await put({}, "good")).status).toBe(200);
    expect(await errorCode(await put({}, "evil", "good"))).toBe("XAmzContentSHA256Mismatch");
    const got = await s3.client().send(new GetObjectCommand({ Bucket, Key: "by-hand" }));
    expect(await got.Body?.transformToString()).toBe("good");
  });

  test("S3-7 a wrong checksum or MD5 is BadDigest, a malformed one InvalidRequest or InvalidDigest", async () => {
    const crc = createCrc32();
    crc.update(Buffer.from("x"));
    const right = crc.digest().toString("base64");
    const md5 = createHash("md5").update("x").digest("base64");
    expect((await put({ "x-amz-checksum-crc32": right, "content-md5": md5 }, "x")).status).toBe(200);
    expect(await errorCode(await put({ "x-amz-checksum-crc32": right }, "y"))).toBe("BadDigest");
    expect(await errorCode(await put({ "content-md5": md5 }, "y"))).toBe("BadDigest");
    expect(await errorCode(await put({ "x-amz-checksum-crc32": "AAAA" }, "x"))).toBe("InvalidRequest");
    expect(await errorCode(await put({ "content-md5": "AAAA" }, "x"))).toBe("InvalidDigest");
    expect(await errorCode(await put({ "x-amz-checksum-md4": "AAAA" }, "x"))).toBe("InvalidRequest");
  });

  test("S3-2 a signed request without x-amz-content-sha256 is InvalidRequest, with nonsense InvalidArgument", async () => {
    const authorization = "AWS4-HMAC-SHA256 Credential=x";
    const url = `${s3.url}/${Bucket}/k`;
    expect(await errorCode(await fetch(url, { headers: { authorization } }))).toBe("InvalidRequest");
    const headers = { authorization, "x-amz-content-sha256": "nonsense" };
    expect(await errorCode(await fetch(url, { headers }))).toBe("InvalidArgument");
  });

  test("S3-13 another expected bucket owner is AccessDenied, the real one is not", async () => {
    expect((await put({ "x-amz-expected-bucket-owner": "123456789012" }, "x")).status).toBe(200);
    expect(await errorCode(await put({ "x-amz-expected-bucket-owner": "999999999999" }, "x"))).toBe(
      "AccessDenied",
    );
  });

  test("If-None-Match * stores once; another value is NotImplemented", async () => {
    const once = { Bucket, Key: "once", Body: "1", IfNoneMatch: "*" };
    await s3.client().send(new PutObjectCommand(once));
    await expect(s3.client().send(new PutObjectCommand(once))).rejects.toMatchObject({
      name: "PreconditionFailed",
      Condition: "If-None-Match",
    });
    await expect(
      s3.client().send(new PutObjectCommand({ ...once, IfNoneMatch: '"x"' })),
    ).rejects.toMatchObject({ name: "NotImplemented" });
  });
});

describe("signed chunks", () => {
  // The worked example of the AWS page on chunked uploads with a trailer.
  const seed = {
    caller: anonymous,
    signature: "106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e",
    scope: "20130524/us-east-1/s3/aws4_request",
    date: "20130524T000000Z",
    signingKey: deriveSigningKey(SECRET, { date: "20130524", region: "us-east-1", service: "s3" }),
  };
  const body = (first: string): Buffer =>
    Buffer.concat([
      Buffer.from(`10000;chunk-signature=${first}\r\n`),
      Buffer.alloc(65_536, "a"),
      Buffer.from(
        "\r\n400;chunk-signature=1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7\r\n",
      ),
      Buffer.alloc(1024, "a"),
      Buffer.from(
        "\r\n0;chunk-signature=2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992\r\n",
      ),
      Buffer.from(
        "x-amz-checksum-crc32c:sOO8/Q==\r\nx-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n\r\n",
      ),
    ]);
  const FIRST = "b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2";
  const decode = (bytes: Buffer, signatures: ChunkSignatures | undefined, step: number) => {
    const pieces: Buffer[] = [];
    const decoder = new AwsChunkedDecoder({ signatures, trailer: true }, (piece) => pieces.push(piece));
    for (let at = 0; at < bytes.length; at += step) decoder.push(bytes.subarray(at, at + step));
    return { trailers: decoder.finish(), size: Buffer.concat(pieces).length };
  };

  test.each([7, 1000, 100_000])("S3-6 the published example verifies in pieces of %i bytes", (step) => {
    const { trailers, size } = decode(body(FIRST), createChunkSignatures(seed), step);
    expect(size).toBe(66_560);
    expect(trailers.get("x-amz-checksum-crc32c")).toBe("sOO8/Q==");
  });

  test("S3-6 a changed signature, byte or trailer, and a cut body, are refused", () => {
    const good = body(FIRST);
    const changed = Buffer.from(good);
    changed[200] = 98;
    const trailer = Buffer.from(good.toString("latin1").replace("sOO8", "sOO9"), "latin1");
    for (const bytes of [body(FIRST.replace("b4", "b5")), changed, trailer]) {
      expect(() => decode(bytes, createChunkSignatures(seed), 5000)).toThrow("signature we calculated");
    }
    expect(() => decode(good.subarray(0, 66_000), createChunkSignatures(seed), 5000)).toThrow(
      "number of bytes",
    );
    expect(() => decode(good, undefined, 5000)).toThrow("signature we calculated");
  });
});

describe("presigned addresses and address styles", () => {
  const command = new GetObjectCommand({ Bucket, Key: "styles", ResponseContentType: "text/x-test" });

  test("S3-9 a presigned GetObject works once signed, with its response overrides; changed it is refused", async () => {
    await s3.client().send(new PutObjectCommand({ Bucket, Key: "styles", Body: "hello" }));
    const url = await getSignedUrl(s3.client(), command, { expiresIn: 60 });
    const reply = await fetch(url);
    expect([reply.status, await reply.text(), reply.headers.get("content-type")]).toEqual([
      200,
      "hello",
      "text/x-test",
    ]);
    expect(await errorCode(await fetch(url.replace("styles", "by-hand")))).toBe("SignatureDoesNotMatch");
    expect(await errorCode(await fetch(`${s3.url}/${Bucket}/styles?response-content-type=text/html`))).toBe(
      "AccessDenied",
    );
  });

  test("a presigned address that has expired is AccessDenied", async () => {
    const past = new Date(Date.now() - 120_000);
    const url = await getSignedUrl(s3.client(), command, { expiresIn: 60, signingDate: past });
    const text = await (await fetch(url)).text();
    expect(text).toContain("<Code>AccessDenied</Code><Message>Request has expired</Message>");
  });

  test("virtual-host style finds the bucket in the Host header", async () => {
    const virtual = s3.client({ endpoint: `http://localhost:${s3.port}`, forcePathStyle: false });
    const { request } = await import("node:http");
    const url = new URL(await getSignedUrl(virtual, command, { expiresIn: 60 }));
    expect(url.hostname).toBe("data.localhost");
    const status = await new Promise((resolve) => {
      const options = { port: s3.port, path: url.pathname + url.search, headers: { host: url.host } };
      request({ host: "127.0.0.1", ...options }, (reply) => resolve(reply.resume().statusCode)).end();
    });
    expect(status).toBe(200);
    expect(s3.service.ownsHost("data.localhost:4566")).toBe(true);
    expect(s3.service.ownsHost("abc.execute-api.localhost:4566")).toBe(false);
    await s3.client().send(new HeadBucketCommand({ Bucket }));
  });
});

describe("versions and listings", () => {
  test("DeleteObject in a versioned bucket hides, and its removal brings back", async () => {
    const client = s3.client();
    const target = { Bucket: "history", Key: "k" };
    await client.send(new CreateBucketCommand({ Bucket: "history", CreateBucketConfiguration }));
    await client.send(
      new PutBucketVersioningCommand({ Bucket: "history", VersioningConfiguration: { Status: "Enabled" } }),
    );
    const first = await client.send(new PutObjectCommand({ ...target, Body: "one" }));
    await client.send(new PutObjectCommand({ ...target, Body: "two" }));
    const marker = await client.send(new DeleteObjectCommand(target));
    expect(marker.DeleteMarker).toBe(true);
    await expect(client.send(new GetObjectCommand(target))).rejects.toMatchObject({ name: "NoSuchKey" });
    const old = await client.send(new GetObjectCommand({ ...target, VersionId: first.VersionId }));
    expect(await old.Body?.transformToString()).toBe("one");
    const all = await client.send(new ListObjectVersionsCommand({ Bucket: "history" }));
    expect([all.Versions?.length, all.DeleteMarkers?.length]).toEqual([2, 1]);
    await client.send(new DeleteObjectCommand({ ...target, VersionId: marker.VersionId }));
    expect(await (await client.send(new GetObjectCommand(target))).Body?.transformToString()).toBe("two");
  });

  test("ListObjectsV2 pages through keys and common prefixes", async () => {
    const client = s3.client();
    await client.send(new CreateBucketCommand({ Bucket: "tree", CreateBucketConfiguration }));
    for (const Key of ["a", "b/1", "b/2", "c/1", "d", "ü ö"])
      await client.send(new PutObjectCommand({ Bucket: "tree", Key, Body: "" }));
    const seen: string[] = [];
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({ Bucket: "tree", Delimiter: "/", MaxKeys: 2, ContinuationToken }),
      );
      expect(page.KeyCount).toBeLessThanOrEqual(2);
      seen.push(
        ...(page.Contents ?? []).map(({ Key = "" }) => Key),
        ...(page.CommonPrefixes ?? []).map(({ Prefix = "" }) => Prefix),
      );
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken !== undefined);
    expect(seen.sort()).toEqual(["a", "b/", "c/", "d", "ü ö"]);
  });
});

describe("durability", () => {
  test("files that no object refers to are removed at the next start, objects stay", async () => {
    const stateDir = mkdtempSync(join(tmpdir(), "portcullis-s3-orphans-"));
    const first = await serveS3({ stateDir });
    await first.client().send(new CreateBucketCommand({ Bucket, CreateBucketConfiguration }));
    await first.client().send(new PutObjectCommand({ Bucket, Key: "large", Body: Buffer.alloc(100_000, 7) }));
    await first.close();
    mkdirSync(join(stateDir, "objects", "00"), { recursive: true });
    writeFileSync(join(stateDir, "objects", "00", "killed-00"), "orphan");
    writeFileSync(join(stateDir, "objects", "incoming", "killed-01"), "orphan");
    const second = await serveS3({ stateDir });
    await second.service.close();
    expect(readdirSync(join(stateDir, "objects", "00"))).not.toContain("killed-00");
    expect(readdirSync(join(stateDir, "objects", "incoming"))).toEqual([]);
    const { body } = await second.service.reader.readObject(anonymous, {
      bucket: Bucket,
      key: "large",
    });
    expect(body.equals(Buffer.alloc(100_000, 7))).toBe(true);
    await second.close();
  });
});
