import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { allow, arnOf, policy, ROLE, ROOT } from "../../../kms/testing/world.ts";
import { type KeyedS3, openKeyedS3, uploadIdOf } from "../../testing/keyed.ts";
import type { Draft } from "../../testing/send.ts";

let world: KeyedS3;
/** The upload in the bucket with a key, and the one in the other. */
let uploads: { readonly keyed: string; readonly plain: string };
let partTag: string;
beforeEach(async () => {
  world = await openKeyedS3();
  await world.make({ call: "PUT /keyed/k", body: "one" });
  await world.make({ call: "PUT /plain/p", body: "two" });
  const begun = (bucket: string) => world.make({ call: `POST /${bucket}/up?uploads` }).then(uploadIdOf);
  uploads = { keyed: await begun("keyed"), plain: await begun("plain") };
  const part = { call: `PUT /keyed/up?partNumber=1&uploadId=${uploads.keyed}`, body: "part" };
  partTag = String((await world.make(part)).headers["ETag"]);
});
afterEach(() => world.s3.close());

const S3 = allow("s3:*");
const on = (keyId: string, action: string) => allow(action, { Resource: arnOf(keyId) });
const underKey = (keyId: string) => ({
  "x-amz-server-side-encryption": "aws:kms",
  "x-amz-server-side-encryption-aws-kms-key-id": keyId,
});
const from = (source: string) => ({ "x-amz-copy-source": source });
const completion = () =>
  `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${partTag}</ETag></Part></CompleteMultipartUpload>`;

type Row = readonly [title: string, action: "GenerateDataKey" | "Decrypt", draft: () => Draft];

/** What each operation needs of the key. */
const ROWS: readonly Row[] = [
  ["PutObject by the default", "GenerateDataKey", () => ({ call: "PUT /keyed/new", body: "x" })],
  [
    "PutObject by its headers",
    "GenerateDataKey",
    () => ({ call: "PUT /plain/new", body: "x", headers: underKey(world.keyId) }),
  ],
  [
    "PostObject by the default",
    "GenerateDataKey",
    () => ({ call: "POST /keyed", body: "x", form: { key: "f" } }),
  ],
  [
    "PostObject by its fields",
    "GenerateDataKey",
    () => ({ call: "POST /plain", body: "x", form: { key: "f", ...underKey(world.keyId) } }),
  ],
  ["CreateMultipartUpload", "GenerateDataKey", () => ({ call: "POST /keyed/new?uploads" })],
  ["CopyObject to under it", "GenerateDataKey", () => ({ call: "PUT /keyed/new", headers: from("plain/p") })],
  ["CopyObject from under it", "Decrypt", () => ({ call: "PUT /plain/new", headers: from("keyed/k") })],
  ["GetObject", "Decrypt", () => ({ call: "GET /keyed/k" })],
  ["GetObject of some bytes", "Decrypt", () => ({ call: "GET /keyed/k", headers: { range: "bytes=0-0" } })],
  [
    "HeadObject of the checksum",
    "Decrypt",
    () => ({ call: "HEAD /keyed/k", headers: { "x-amz-checksum-mode": "ENABLED" } }),
  ],
  [
    "UploadPart",
    "Decrypt",
    () => ({ call: `PUT /keyed/up?partNumber=2&uploadId=${uploads.keyed}`, body: "x" }),
  ],
  [
    "UploadPartCopy to under it",
    "Decrypt",
    () => ({ call: `PUT /keyed/up?partNumber=2&uploadId=${uploads.keyed}`, headers: from("plain/p") }),
  ],
  [
    "UploadPartCopy from under it",
    "Decrypt",
    () => ({ call: `PUT /plain/up?partNumber=1&uploadId=${uploads.plain}`, headers: from("keyed/k") }),
  ],
  ["ListParts", "Decrypt", () => ({ call: `GET /keyed/up?uploadId=${uploads.keyed}` })],
  [
    "CompleteMultipartUpload",
    "Decrypt",
    () => ({ call: `POST /keyed/up?uploadId=${uploads.keyed}`, body: completion() }),
  ],
];

/** Status, code and text of a refusal; of HEAD, whose answers have no body, the status. */
async function refusal(draft: Draft, ...statements: object[]): Promise<string> {
  const { status, code, message } = await world.by(draft, statements);
  if (status < 300) return "done";
  return draft.call.startsWith("HEAD") ? String(status) : `${status} ${code}: ${message}`;
}

describe("S3-26 who may use the key of an object", () => {
  test.each(ROWS)("S3-26 %s: s3 first, then kms:%s on that key", async (_title, action, draft) => {
    const { kms, keyId } = world;
    const isHead = draft().call.startsWith("HEAD");
    const told = (status: number, text: string | RegExp) =>
      isHead ? String(status) : expect.stringMatching(text);
    const not = `403 AccessDenied: User: arn:aws:sts::123456789012:assumed-role/caller/test is not authorized to perform: kms:${action} on resource: ${arnOf(keyId)} `;
    const needed = on(keyId, `kms:${action}`);

    expect(await refusal(draft(), S3)).toEqual(
      told(403, `^${not}because no identity-based policy allows the kms:${action} action$`),
    );
    const other = on(await kms.key(), "kms:*");
    expect(await refusal(draft(), S3, other)).toEqual(told(403, `^${not}`));
    const otherAction = action === "Decrypt" ? "GenerateDataKey" : "Decrypt";
    expect(await refusal(draft(), S3, on(keyId, `kms:${otherAction}`))).toEqual(told(403, `^${not}`));
    expect(await refusal(draft(), needed)).toEqual(told(403, /^403 AccessDenied: .* perform: s3:/));

    const account = { ...allow("kms:*"), Principal: { AWS: ROOT } };
    const denies = { ...allow(`kms:${action}`), Effect: "Deny", Principal: { AWS: ROLE } };
    const put = (Policy: string) => kms.call("PutKeyPolicy", { KeyId: keyId, PolicyName: "default", Policy });
    await put(policy(account, denies));
    expect(await refusal(draft(), S3, needed)).toEqual(
      told(403, `^${not}with an explicit deny in a resource-based policy$`),
    );
    await put(policy(account));

    await kms.call("DisableKey", { KeyId: keyId });
    expect(await refusal(draft(), S3, needed)).toEqual(
      told(400, `^400 KMS.DisabledException: ${arnOf(keyId)} is disabled.$`),
    );
    await kms.call("ScheduleKeyDeletion", { KeyId: keyId, PendingWindowInDays: 7 });
    expect(await refusal(draft(), S3, needed)).toEqual(
      told(400, `^400 KMS.KMSInvalidStateException: ${arnOf(keyId)} is pending deletion.$`),
    );
    await kms.call("CancelKeyDeletion", { KeyId: keyId });
    await kms.call("EnableKey", { KeyId: keyId });

    const via = { "kms:ViaService": "s3.eu-west-1.amazonaws.com", "kms:CallerAccount": "123456789012" };
    expect(await refusal(draft(), S3, { ...needed, Condition: { StringEquals: via } })).toBe("done");
  });

  test.each<readonly [string, () => Draft]>([
    ["HeadObject", () => ({ call: "HEAD /keyed/k" })],
    ["DeleteObject", () => ({ call: "DELETE /keyed/k" })],
    ["ListObjectsV2", () => ({ call: "GET /keyed?list-type=2" })],
    ["GetObjectTagging", () => ({ call: "GET /keyed/k?tagging" })],
    ["ListMultipartUploads", () => ({ call: "GET /keyed?uploads" })],
    ["AbortMultipartUpload", () => ({ call: `DELETE /keyed/up?uploadId=${uploads.keyed}` })],
    ["GetObject of an object without a key", () => ({ call: "GET /plain/p" })],
    [
      "PutObject that asks for AES256",
      () => ({ call: "PUT /keyed/new", body: "x", headers: { "x-amz-server-side-encryption": "AES256" } }),
    ],
  ])("S3-26 %s needs no key", async (_title, draft) => {
    expect(await refusal(draft(), S3)).toBe("done");
  });

  test("S3-26 what is not changed is told only to who may decrypt", async () => {
    const { headers } = await world.make({ call: "HEAD /keyed/k" });
    const draft = { call: "GET /keyed/k", headers: { "if-none-match": String(headers["etag"]) } };
    expect(await refusal(draft, S3)).toContain("kms:Decrypt");
    expect((await world.by(draft, [S3, on(world.keyId, "kms:Decrypt")])).status).toBe(304);
  });

  test("S3-26 a refused write leaves nothing", async () => {
    expect(await refusal({ call: "PUT /keyed/k", body: "other" }, S3)).toContain("kms:GenerateDataKey");
    expect((await world.make({ call: "GET /keyed/k" })).text).toBe("one");
  });

  test("S3-26 a copy needs the one key of its source and the other of its place", async () => {
    const other = await world.kms.key();
    const draft = { call: "PUT /plain/new", headers: { ...from("keyed/k"), ...underKey(other) } };
    const [decrypt, generate] = [on(world.keyId, "kms:Decrypt"), on(other, "kms:GenerateDataKey")];
    expect(await refusal(draft, S3, decrypt)).toContain(`kms:GenerateDataKey on resource: ${arnOf(other)}`);
    expect(await refusal(draft, S3, generate)).toContain(`kms:Decrypt on resource: ${arnOf(world.keyId)}`);
    expect(await refusal(draft, S3, decrypt, generate)).toBe("done");
  });

  test("S3-26 a repeated completion needs the key again", async () => {
    const draft = { call: `POST /keyed/up?uploadId=${uploads.keyed}`, body: completion() };
    await world.make(draft);
    expect(await refusal(draft, S3)).toContain("kms:Decrypt");
    expect((await world.make(draft)).status).toBe(200);
  });

  test("S3-26 an upload that became an object is none of another", async () => {
    const draft = { call: `POST /keyed/up?uploadId=${uploads.keyed}`, body: completion() };
    await world.make(draft);
    const other = await world.send({ ...draft, call: `POST /keyed/other?uploadId=${uploads.keyed}` });
    expect(other).toMatchObject({ status: 404, text: expect.stringContaining("NoSuchUpload") });
  });

  test("S3-26 what is read for another service is read under the key, too", async () => {
    const { kms, s3 } = world;
    const as = (...statements: object[]) => {
      const { accessKeyId, sessionToken } = kms.as(...statements);
      const found = kms.account.identities.resolve(accessKeyId, sessionToken);
      if (found.kind !== "found") throw new Error(found.kind);
      return s3.service.reader.readObject(found.caller, { bucket: "keyed", key: "k" });
    };
    await expect(as(S3)).rejects.toMatchObject({ code: "AccessDenied", status: 403 });
    expect((await as(on(world.keyId, "kms:Decrypt"))).body.toString()).toBe("one");
  });
});
