import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
const call = (line: string, headers: Record<string, string> = {}, body = "") =>
  send(open.service, { call: line, headers, body });
beforeAll(async () => {
  open = openS3();
  await call("PUT /own", {}, IN_IRELAND);
});
afterAll(() => open.close());

describe("a read says nothing of how an object is kept", () => {
  test.each([
    ["x-amz-server-side-encryption", "AES256"],
    ["x-amz-server-side-encryption", "aws:kms"],
    ["x-amz-server-side-encryption-aws-kms-key-id", "k"],
    ["x-amz-server-side-encryption-bucket-key-enabled", "true"],
  ])("%s: %s", async (name, value) => {
    await call("PUT /own/kept", {}, "bytes");
    const got = await call("GET /own/kept", { [name]: value });
    const head = await call("HEAD /own/kept", { [name]: value });
    const none = await call("GET /own/nothing", { [name]: value });

    expect([got.status, head.status, none.status]).toEqual([400, 400, 404]);
    expect(got.text).toContain(
      `<Code>InvalidArgument</Code><Message>${name} header is not supported for this operation.</Message>`,
    );
    expect(got.text).toContain(`<ArgumentName>${name}</ArgumentName><ArgumentValue>${value}</ArgumentValue>`);
  });
});

describe("what a write says of an object is stored and returned", () => {
  test.each([
    [{}, { "content-type": "binary/octet-stream", "x-amz-server-side-encryption": "AES256" }],
    [{ "content-type": "text/plain" }, { "content-type": "text/plain" }],
    [{ "cache-control": "max-age=5" }, { "cache-control": "max-age=5" }],
    [{ "content-disposition": "inline" }, { "content-disposition": "inline" }],
    [{ "content-language": "de" }, { "content-language": "de" }],
    [{ expires: "tomorrow" }, { expires: "tomorrow" }],
    [{ "content-encoding": "gzip" }, { "content-encoding": "gzip" }],
    [{ "content-encoding": "aws-chunked, gzip" }, { "content-encoding": "gzip" }],
    [{ "content-encoding": "aws-chunked" }, { "content-encoding": undefined }],
    [{ "x-amz-meta-owner": "ann" }, { "x-amz-meta-owner": "ann" }],
    [{ "x-amz-storage-class": "STANDARD_IA" }, { "x-amz-storage-class": "STANDARD_IA" }],
    [{ "x-amz-storage-class": "STANDARD" }, { "x-amz-storage-class": undefined }],
    [{ "x-amz-website-redirect-location": "/x" }, { "x-amz-website-redirect-location": "/x" }],
    [{ "x-amz-tagging": "a=1&b=2" }, { "x-amz-tagging-count": "2" }],
    [
      {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": "k",
        "x-amz-server-side-encryption-bucket-key-enabled": "true",
      },
      {
        "x-amz-server-side-encryption": "aws:kms",
        "x-amz-server-side-encryption-aws-kms-key-id": "k",
        "x-amz-server-side-encryption-bucket-key-enabled": "true",
      },
    ],
  ])("PutObject %j", async (headers, expected) => {
    const put = await call("PUT /own/k", headers, "bytes");
    const got = await call("GET /own/k");
    const head = await call("HEAD /own/k");
    const copied = await call("PUT /own/copy", { "x-amz-copy-source": "/own/k" });

    expect([put.status, got.status, got.text, head.status, copied.status]).toEqual([
      200,
      200,
      "bytes",
      200,
      200,
    ]);
    for (const [name, value] of Object.entries(expected)) {
      expect([name, got.headers[name], head.headers[name]]).toEqual([name, value, value]);
    }
  });

  test.each([
    [{ "x-amz-storage-class": "GLACIER" }, "NotImplemented"],
    [{ "x-amz-storage-class": "COLD" }, "InvalidStorageClass"],
    [{ "x-amz-server-side-encryption": "rot13" }, "InvalidArgument"],
    [{ "x-amz-server-side-encryption": "aws:kms:dsse" }, "NotImplemented"],
    [{ "x-amz-server-side-encryption-aws-kms-key-id": "k" }, "InvalidArgument"],
    [{ "x-amz-acl": "public-read" }, "AccessControlListNotSupported"],
    [{ "x-amz-grant-read": "id=1" }, "NotImplemented"],
    [{ "x-amz-tagging": "a=1&a=2" }, "InvalidArgument"],
    [{ "x-amz-tagging": "a*=1" }, "InvalidArgument"],
    [{ "x-amz-tagging": "a=1%3F" }, "InvalidArgument"],
    [{ "x-amz-tagging": "aws:a=1" }, "InvalidTag"],
    [{ "x-amz-tagging": "&" }, "InvalidArgument"],
    [{ "x-amz-meta-big": "x".repeat(2048) }, "MetadataTooLarge"],
    [{ "content-md5": "nonsense" }, "InvalidDigest"],
    [{ "x-amz-checksum-crc32": "AAAAAA==", "x-amz-checksum-sha1": "x" }, "InvalidRequest"],
    [{ "x-amz-sdk-checksum-algorithm": "CRC32" }, "InvalidRequest"],
    [{ "x-amz-sdk-checksum-algorithm": "MD4" }, "InvalidRequest"],
    [{ "x-amz-trailer": "x-amz-checksum-md4" }, "InvalidRequest"],
    [{ "x-amz-expected-bucket-owner": "me" }, "InvalidArgument"],
    [{ "x-amz-expected-bucket-owner": "999999999999" }, "AccessDenied"],
  ])("PutObject refuses %j as %s, and stores nothing", async (headers, code) => {
    const reply = await call("PUT /own/refused", headers, "bytes");

    expect(reply.code).toBe(code);
    expect((await call("HEAD /own/refused")).status).toBe(404);
  });

  test("a key of 1,024 bytes is stored, one of 1,025 is KeyTooLongError", async () => {
    expect((await call(`PUT /own/${"k".repeat(1024)}`)).status).toBe(200);
    expect((await call(`PUT /own/${"k".repeat(1025)}`)).code).toBe("KeyTooLongError");
  });
});

describe("reads", () => {
  beforeAll(() => call("PUT /own/read", { "cache-control": "max-age=5" }, "0123456789"));

  test.each([
    [{ range: "bytes=2-4" }, 206, "234", { "content-range": "bytes 2-4/10", "content-length": "3" }],
    [{ range: "bytes=-2" }, 206, "89", { "content-range": "bytes 8-9/10" }],
    [{ range: "bytes=0-1,4-5" }, 200, "0123456789", { "content-range": undefined }],
    [{ "x-amz-checksum-mode": "ENABLED" }, 200, "0123456789", { "x-amz-checksum-type": "FULL_OBJECT" }],
    [{ "if-none-match": "*" }, 304, "", { "cache-control": "max-age=5", "content-length": undefined }],
  ])("GetObject %j is %s", async (headers, status, text, expected) => {
    const reply = await call("GET /own/read", headers);

    expect([reply.status, reply.text]).toEqual([status, text]);
    for (const [name, value] of Object.entries(expected))
      expect([name, reply.headers[name]]).toEqual([name, value]);
  });

  test.each([
    ["GET /own/read", { range: "bytes=10-" }, 416, "InvalidRange"],
    ["GET /own/read", { "if-match": '"x"' }, 412, "PreconditionFailed"],
    ["GET /own/read?partNumber=2", {}, 416, "InvalidPartNumber"],
    ["GET /own/read?partNumber=0", {}, 400, "InvalidArgument"],
    ["GET /own/read?partNumber=1", { range: "bytes=0-1" }, 400, "InvalidRequest"],
    ["GET /own/read?versionId=nonsense", {}, 400, "InvalidArgument"],
    [`GET /own/read?versionId=${"v".repeat(32)}`, {}, 400, "InvalidArgument"],
    ["GET /nowhere/read", {}, 404, "NoSuchBucket"],
    ["GET /own/read?torrent", {}, 501, "NotImplemented"],
    ["POST /own/read", {}, 405, "MethodNotAllowed"],
    ["PATCH /own", {}, 405, "MethodNotAllowed"],
    ["DELETE /", {}, 405, "MethodNotAllowed"],
  ])("%s %j is %s %s", async (line, headers, status, code) => {
    const reply = await call(line, headers);

    expect([reply.status, reply.code]).toEqual([status, code]);
  });

  test("strangers learn nothing of what is supported before they may be told", async () => {
    const unsigned = {
      authorization: "AWS4-HMAC-SHA256 nonsense",
      "x-amz-content-sha256": "UNSIGNED-PAYLOAD",
    };
    const reply = await send(open.service, { call: "PATCH /own", headers: unsigned }, { as: "anonymous" });

    expect(reply.code).not.toBe("MethodNotAllowed");
    expect(reply.status).toBe(400);
  });
});

describe("CopyObject", () => {
  beforeAll(async () => {
    await call("PUT /own/from", { "x-amz-meta-a": "1", "x-amz-tagging": "t=1" }, "from");
  });

  test.each([
    [{}, { "x-amz-meta-a": "1", "x-amz-meta-b": undefined, "x-amz-tagging-count": "1" }],
    [{ "x-amz-meta-b": "2" }, { "x-amz-meta-a": "1", "x-amz-meta-b": undefined }],
    [
      { "x-amz-meta-b": "2", "x-amz-metadata-directive": "REPLACE" },
      { "x-amz-meta-a": undefined, "x-amz-meta-b": "2", "x-amz-tagging-count": "1" },
    ],
    [{ "x-amz-tagging-directive": "REPLACE" }, { "x-amz-tagging-count": undefined }],
    [{ "x-amz-tagging-directive": "REPLACE", "x-amz-tagging": "a=1&b=2" }, { "x-amz-tagging-count": "2" }],
  ])("%j", async (headers, expected) => {
    await call("PUT /own/to", { "x-amz-copy-source": "/own/from", ...headers });
    const got = await call("GET /own/to");

    expect(got.text).toBe("from");
    for (const [name, value] of Object.entries(expected))
      expect([name, got.headers[name]]).toEqual([name, value]);
  });

  test.each([
    [{ "x-amz-copy-source": "nonsense" }, "InvalidArgument"],
    [{ "x-amz-copy-source": "/nowhere/k" }, "NoSuchBucket"],
    [{ "x-amz-copy-source": "/own/none" }, "NoSuchKey"],
    [{ "x-amz-metadata-directive": "MOVE" }, "InvalidArgument"],
    [{ "x-amz-tagging-directive": "MOVE" }, "InvalidArgument"],
    [{ "x-amz-checksum-algorithm": "MD4" }, "InvalidRequest"],
    [{ "x-amz-copy-source-if-match": '"x"' }, "PreconditionFailed"],
    [{ "x-amz-copy-source-if-none-match": "*" }, "PreconditionFailed"],
    [{ "if-none-match": "*" }, "PreconditionFailed"],
  ])("%j is %s", async (headers, code) => {
    await call("PUT /own/to", { "x-amz-copy-source": "/own/from" });

    expect((await call("PUT /own/to", { "x-amz-copy-source": "/own/from", ...headers })).code).toBe(code);
  });

  test("an object is copied onto itself only when something changes", async () => {
    const onto = (headers = {}) => call("PUT /own/from", { "x-amz-copy-source": "/own/from", ...headers });

    expect((await onto()).code).toBe("InvalidRequest");
    expect((await onto({ "x-amz-storage-class": "STANDARD" })).status).toBe(200);
  });
});
