import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Reply, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
const call = (line: string, headers: Record<string, string> = {}, body = ""): Promise<Reply> =>
  send(open.service, { call: line, headers, body });
beforeAll(async () => {
  open = openS3();
  for (const bucket of ["plain", "versioned"]) await call(`PUT /${bucket}`, {}, IN_IRELAND);
  await call(
    "PUT /versioned?versioning",
    {},
    "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>",
  );
});
afterAll(() => open.close());

describe("CreateBucket", () => {
  test.each([
    ["eu-central-1", "IllegalLocationConstraintException"],
    ["nowhere", "InvalidLocationConstraint"],
    ["us-east-1", "InvalidLocationConstraint"],
  ])("in %s is %s", async (location, expected) => {
    const { code, text } = await call("PUT /elsewhere", {}, IN_IRELAND.replace("eu-west-1", location));
    expect(code).toBe(expected);
    expect(text.includes(`<LocationConstraint>${location}</LocationConstraint>`)).toBe(
      expected === "InvalidLocationConstraint",
    );
  });
});

describe("x-amz-tagging", () => {
  test.each([
    [
      "a=1&a=2",
      "The header 'x-amz-tagging' shall be encoded as UTF-8 then URLEncoded URL query parameters without tag name duplicates.",
    ],
    ["aws:a=1", "Your TagKey cannot be prefixed with aws:"],
  ])("%s: %s", async (tagging, message) => {
    expect((await call("PUT /plain/k", { "x-amz-tagging": tagging })).message).toBe(message);
  });
});

describe("user metadata that is not ASCII", () => {
  test.each([
    // The example of the S3 documentation.
    ["ÄMÄZÕÑ S3", "=?UTF-8?B?w4PChE3Dg8KEWsODwpXDg8KRIFMz?="],
    ["=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?=", "=?UTF-8?Q?=C3=84M=C3=84Z=C3=95=C3=91_S3?="],
    ["plain", "plain"],
  ])("%j comes back as %s", async (sent, shown) => {
    await call("PUT /plain/named", { "x-amz-meta-name": sent, "content-disposition": sent }, "x");
    for (const method of ["GET", "HEAD"]) {
      const { headers } = await call(`${method} /plain/named`);
      expect([headers["x-amz-meta-name"], headers["content-disposition"]]).toEqual([
        shown,
        Buffer.from(sent, "utf8").toString("latin1"),
      ]);
    }
  });

  test("an overriding header of a presigned address travels as UTF-8", async () => {
    await call("PUT /plain/named", {}, "x");
    const line = `GET /plain/named?response-content-disposition=${encodeURIComponent("日.pdf")}`;
    const { status, headers } = await call(line);
    expect(status).toBe(200);
    expect(Buffer.from(String(headers["content-disposition"]), "latin1").toString("utf8")).toBe("日.pdf");
  });
});

describe("listings", () => {
  test.each([
    ["a/", ["b/"]],
    ["a/1", ["b/"]],
    ["a", ["a/", "b/"]],
    ["", ["a/", "b/"]],
  ])("ListObjects behind the marker %j shows the groups %j", async (marker, groups) => {
    for (const key of ["a/1", "a/2", "b/1"]) await call(`PUT /versioned/${key}`, {}, "x");
    const { text } = await call(`GET /versioned?delimiter=/&marker=${encodeURIComponent(marker)}`);
    expect([...text.matchAll(/<CommonPrefixes><Prefix>([^<]*)</g)].map(([, prefix]) => prefix)).toEqual(
      groups,
    );
  });

  test("ListMultipartUploads names the last upload, whether or not more follow", async () => {
    const empty = await call("GET /plain?uploads");
    expect(empty.text).toContain("<NextKeyMarker></NextKeyMarker><NextUploadIdMarker></NextUploadIdMarker>");
    const begun = await call("POST /plain/up?uploads");
    const id = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? "";
    const { text } = await call("GET /plain?uploads&upload-id-marker=x");
    expect(text).toContain(`<NextKeyMarker>up</NextKeyMarker><NextUploadIdMarker>${id}</NextUploadIdMarker>`);
    expect(text).toContain("<IsTruncated>false</IsTruncated>");
    expect(text).toContain("<UploadIdMarker></UploadIdMarker>");
  });
});

describe("CopyObject onto its own key", () => {
  test("is refused when nothing changes, taken when the source names a version", async () => {
    const put = await call("PUT /versioned/self", {}, "x");
    const version = String(put.headers["x-amz-version-id"]);
    const onto = (source: string) => call("PUT /versioned/self", { "x-amz-copy-source": source });

    expect((await onto("versioned/self")).code).toBe("InvalidRequest");
    const copied = await onto(`versioned/self?versionId=${version}`);

    expect([copied.status, copied.headers["x-amz-copy-source-version-id"]]).toEqual([200, version]);
    expect(copied.headers["x-amz-version-id"]).not.toBe(version);
    await call("PUT /plain/self", {}, "x");
    expect((await call("PUT /plain/self", { "x-amz-copy-source": "plain/self?versionId=null" })).code).toBe(
      "InvalidRequest",
    );
  });
});

describe("UploadPartCopy", () => {
  test.each([
    ["CRC32", "ChecksumCRC32"],
    ["CRC32C", "ChecksumCRC32C"],
    ["SHA1", "ChecksumSHA1"],
    ["SHA256", "ChecksumSHA256"],
    [undefined, undefined],
  ])("into an upload with %s tells the checksum, with which it completes", async (algorithm, element) => {
    await call("PUT /plain/source", {}, "source");
    const begun = await call(
      "POST /plain/copied?uploads",
      algorithm === undefined ? {} : { "x-amz-checksum-algorithm": algorithm },
    );
    const id = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? "";
    const part = await call(`PUT /plain/copied?partNumber=1&uploadId=${id}`, {
      "x-amz-copy-source": "plain/source",
    });
    const checksum = /<Checksum\w+>[^<]+<\/Checksum\w+>/.exec(part.text)?.[0] ?? "";
    const etag = /<ETag>([^<]*)</.exec(part.text)?.[1] ?? "";

    expect(checksum.startsWith(`<${element ?? ""}`)).toBe(element !== undefined);
    const done = await call(
      `POST /plain/copied?uploadId=${id}`,
      {},
      `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${etag}</ETag>${checksum}</Part></CompleteMultipartUpload>`,
    );
    expect(done.status, done.text).toBe(200);
    expect((await call("GET /plain/copied")).text).toBe("source");
  });
});
