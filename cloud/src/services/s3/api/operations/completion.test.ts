import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createCrc32 } from "../../domain/objects/checksums.ts";
import { type Reply, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
let now = Date.now();
const call = (line: string, headers: Record<string, string> = {}, body = ""): Promise<Reply> =>
  send(open.service, { call: line, headers, body }, { at: now });
beforeAll(async () => {
  open = openS3({ clock: { now: () => now } });
  for (const bucket of ["plain", "versioned"]) await call(`PUT /${bucket}`, {}, IN_IRELAND);
  await call(
    "PUT /versioned?versioning",
    {},
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
  );
});
afterAll(() => open.close());

const BODY = "part";
const ETAG = createHash("md5").update(BODY).digest("hex");
const crc = createCrc32();
crc.update(Buffer.from(BODY));
const CRC32 = crc.digest().toString("base64");
const SHA256 = createHash("sha256").update(BODY).digest("base64");

/** An upload to `/plain/<key>` with one part. */
async function upload(key: string, headers: Record<string, string> = {}, partHeaders = {}): Promise<string> {
  const begun = await call(`POST /plain/${key}?uploads`, headers);
  const id = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? "";
  const part = await call(`PUT /plain/${key}?partNumber=1&uploadId=${id}`, partHeaders, BODY);
  expect(part.status).toBe(200);
  return id;
}

const list = (members = ""): string =>
  `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>"${ETAG}"</ETag>${members}</Part></CompleteMultipartUpload>`;
const complete = (key: string, id: string, headers: Record<string, string> = {}, body = list()) =>
  call(`POST /plain/${key}?uploadId=${id}`, headers, body);

const WITH_CRC = { "x-amz-checksum-algorithm": "CRC32" } as const;
const RIGHT = `<ChecksumCRC32>${CRC32}</ChecksumCRC32>`;

describe("CompleteMultipartUpload holds what the client says against what it sent", () => {
  test.each([
    [{}, {}, {}, "", "taken"],
    [WITH_CRC, {}, {}, RIGHT, "taken"],
    [{}, { "x-amz-checksum-sha256": SHA256 }, {}, `<ChecksumSHA256>${SHA256}</ChecksumSHA256>`, "taken"],
    [{}, {}, { "x-amz-mp-object-size": "4" }, "", "taken"],
    [WITH_CRC, {}, { "x-amz-checksum-type": "COMPOSITE" }, RIGHT, "taken"],
    [WITH_CRC, {}, {}, "<ChecksumCRC32>AAAAAA==</ChecksumCRC32>", "InvalidPart"],
    [WITH_CRC, {}, {}, `${RIGHT}<ChecksumSHA256>${SHA256}</ChecksumSHA256>`, "InvalidPart"],
    [{}, {}, {}, "<ChecksumCRC64NVME>AAAAAAAAAAA=</ChecksumCRC64NVME>", "InvalidPart"],
    [{}, {}, {}, RIGHT, "InvalidPart"],
    [
      {},
      { "x-amz-checksum-sha256": SHA256 },
      {},
      `<ChecksumSHA256>${SHA256.replace(/^./, "!")}</ChecksumSHA256>`,
      "InvalidPart",
    ],
    [
      WITH_CRC,
      {},
      { "x-amz-checksum-type": "FULL_OBJECT" },
      RIGHT,
      "InvalidRequest: The upload was created using the COMPOSITE checksum mode. The complete request must use the same checksum mode.",
    ],
    [
      {},
      {},
      { "x-amz-checksum-type": "COMPOSITE" },
      "",
      "InvalidRequest: The upload was created using the null checksum mode. The complete request must use the same checksum mode.",
    ],
    [
      {},
      {},
      { "x-amz-mp-object-size": "5" },
      "",
      "InvalidRequest: The provided 'x-amz-mp-object-size' header value 5 does not match what was computed: 4",
    ],
    [
      {},
      {},
      { "x-amz-mp-object-size": "four" },
      "",
      "InvalidRequest: Value for x-amz-mp-object-size header is invalid.",
    ],
    [
      WITH_CRC,
      {},
      { "x-amz-checksum-sha256": SHA256 },
      RIGHT,
      "InvalidRequest: Checksum Type mismatch occurred, expected checksum Type: crc32, actual checksum Type: sha256",
    ],
    [WITH_CRC, {}, { "x-amz-checksum-crc32": "AAAAAA==" }, RIGHT, "BadDigest"],
  ])("upload %j, part %j, completion %j %s: %s", async (begin, part, headers, members, expected) => {
    const id = await upload("held", begin, part);
    const reply = await complete("held", id, headers as Record<string, string>, list(members));
    const outcome = reply.status === 200 ? "taken" : `${reply.code}: ${reply.message}`;
    expect(outcome.startsWith(expected), outcome).toBe(true);
  });
});

describe("CompleteMultipartUpload with a condition whose key changed meanwhile", () => {
  const conflict = [409, "ConditionalRequestConflict"];
  const outcomeOf = ({ status, code }: Reply) => [status, code];

  test("If-Match: an object written after the upload began is a conflict, one from before is replaced", async () => {
    const before = await call("PUT /plain/matched", {}, "old");
    const etag = String(before.headers["ETag"]);
    now += 1000;
    const id = await upload("matched");
    now += 1000;
    await call("PUT /plain/matched", {}, "old");
    expect(outcomeOf(await complete("matched", id, { "if-match": etag }))).toEqual(conflict);
    const second = await upload("matched");
    now += 1000;
    expect((await complete("matched", second, { "if-match": etag })).status).toBe(200);
  });

  test("If-None-Match: a key deleted after the upload began is a conflict, an absent one is made", async () => {
    await call("PUT /plain/unmatched", {}, "old");
    const id = await upload("unmatched");
    expect(outcomeOf(await complete("unmatched", id, { "if-none-match": "*" }))).toEqual([
      412,
      "PreconditionFailed",
    ]);
    await call("DELETE /plain/unmatched");
    expect(outcomeOf(await complete("unmatched", id, { "if-none-match": "*" }))).toEqual(conflict);
    const second = await upload("unmatched");
    expect((await complete("unmatched", second, { "if-none-match": "*" })).status).toBe(200);
  });
});

describe("CompleteMultipartUpload a second time", () => {
  test("is the same success for a day, for the same parts of the same key", async () => {
    const id = await upload("twice");
    const first = await complete("twice", id);
    const second = await complete("twice", id);
    expect([second.status, second.text]).toEqual([200, first.text]);
    expect(first.text).toContain(`<ETag>&quot;`);
    const others = list().replace(ETAG, "0".repeat(32));
    expect((await complete("twice", id, {}, others)).code).toBe("NoSuchUpload");
    expect((await complete("other", id)).code).toBe("NoSuchUpload");
    expect((await call(`GET /plain/twice?uploadId=${id}`)).code).toBe("NoSuchUpload");
    now += 86_400_000;
    expect((await complete("twice", id)).code).toBe("NoSuchUpload");
  });

  test("is NoSuchUpload when the bucket was made anew", async () => {
    await call("PUT /again", {}, IN_IRELAND);
    const begun = await call("POST /again/k?uploads");
    const id = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? "";
    await call(`PUT /again/k?partNumber=1&uploadId=${id}`, {}, BODY);
    expect((await call(`POST /again/k?uploadId=${id}`, {}, list())).status).toBe(200);
    await call("DELETE /again/k");
    await call("DELETE /again");
    await call("PUT /again", {}, IN_IRELAND);
    expect((await call(`POST /again/k?uploadId=${id}`, {}, list())).code).toBe("NoSuchUpload");
  });
});

describe("versions that there are none of", () => {
  const UNKNOWN = "v".repeat(32);
  const deletion = (versionId: string): string =>
    `<Delete><Object><Key>k</Key><VersionId>${versionId}</VersionId></Object></Delete>`;

  test.each([
    ["plain", UNKNOWN, true],
    ["versioned", UNKNOWN, true],
    ["versioned", "short", true],
    ["versioned", "null", true],
    ["plain", "null", false],
  ])("DeleteObjects in %s of version %s: NoSuchVersion %s", async (bucket, versionId, isRefused) => {
    const { text } = await call(`POST /${bucket}?delete`, {}, deletion(versionId));
    expect(text.includes("<Code>NoSuchVersion</Code>")).toBe(isRefused);
    expect(text.includes("<Deleted>")).toBe(!isRefused);
  });

  test("DeleteObjects deletes a version that is there", async () => {
    const put = await call("PUT /versioned/there", {}, "x");
    const id = String(put.headers["x-amz-version-id"]);
    const { text } = await call(
      "POST /versioned?delete",
      {},
      `<Delete><Object><Key>there</Key><VersionId>${id}</VersionId></Object></Delete>`,
    );
    expect(text).toContain(`<Deleted><Key>there</Key><VersionId>${id}</VersionId></Deleted>`);
  });

  test.each(["GET", "DELETE"])("%s names a version in a bucket without versioning", async (method) => {
    await call("PUT /plain/k", {}, "x");
    const { status, code, text } = await call(`${method} /plain/k?versionId=${UNKNOWN}`);
    expect([status, code]).toEqual([400, "InvalidArgument"]);
    expect(text).toContain(`<ArgumentName>versionId</ArgumentName><ArgumentValue>${UNKNOWN}</ArgumentValue>`);
    const copy = await call("PUT /plain/copy", { "x-amz-copy-source": `plain/k?versionId=${UNKNOWN}` });
    expect(copy.code).toBe("InvalidArgument");
    expect((await call(`${method} /plain/k?versionId=null`)).status).toBeLessThan(300);
  });
});
