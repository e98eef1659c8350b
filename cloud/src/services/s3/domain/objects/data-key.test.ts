import { createHash, createHmac } from "node:crypto";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../../../core/errors.ts";
import { versionTwoSignature } from "../../../../wire/sigv4/version-two.ts";
import { allow, arnOf } from "../../../kms/testing/world.ts";
import { encryptedBy, type KeyedS3, openKeyedS3, uploadIdOf } from "../../testing/keyed.ts";
import { multipartForm, type Reply, send } from "../../testing/send.ts";
import { arn } from "../../testing/world.ts";
import type { ObjectEncryption } from "../shared/encryption.ts";
import { openDataKey } from "./data-key.ts";

let world: KeyedS3;
beforeEach(async () => {
  world = await openKeyedS3();
});
afterEach(() => world.s3.close());

const SSE = "x-amz-server-side-encryption";
const KEY_ID = `${SSE}-aws-kms-key-id`;
const BUCKET_KEY = `${SSE}-bucket-key-enabled`;
const shown = ({ headers }: Reply) => [headers[SSE], headers[KEY_ID], headers[BUCKET_KEY]];
const outcome = ({ status, code, message }: Reply): string =>
  status < 300 ? "done" : `${status} ${code}: ${message}`;
const S3 = allow("s3:*");
const put = (key: string, headers: Record<string, string> = {}, bucket = "plain") =>
  world.send({ call: `PUT /${bucket}/${key}`, body: "x", headers });
const managed = async (): Promise<string> => {
  const { KeyMetadata } = await world.kms.call("DescribeKey", { KeyId: "alias/aws/s3" });
  return (KeyMetadata as { readonly Arn: string }).Arn;
};

describe("S3-26 which key it is", () => {
  test.each<readonly [string, (id: string) => string]>([
    ["an id", (id) => id],
    ["an ARN", arnOf],
    ["an alias", () => "alias/mine"],
    ["the ARN of an alias", () => "arn:aws:kms:eu-west-1:123456789012:alias/mine"],
  ])(
    "S3-26 %s names it, in headers and in a bucket's default; answers have its ARN",
    async (_title, named) => {
      const id = await world.kms.key();
      await world.kms.call("CreateAlias", { AliasName: "alias/mine", TargetKeyId: id });
      const expected = ["aws:kms", arnOf(id), undefined];
      expect(shown(await put("a", { [SSE]: "aws:kms", [KEY_ID]: named(id) }))).toEqual(expected);
      await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(named(id)) });
      expect(shown(await put("a", {}, "keyed"))).toEqual(expected);
      expect((await world.make({ call: "GET /keyed?encryption" })).text).toContain(named(id));

      const begun = await world.make({ call: "POST /keyed/up?uploads" });
      const upload = `uploadId=${uploadIdOf(begun)}`;
      const part = await world.make({ call: `PUT /keyed/up?partNumber=1&${upload}`, body: "part" });
      const body = `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${part.headers["ETag"]}</ETag></Part></CompleteMultipartUpload>`;
      const completed = await world.make({ call: `POST /keyed/up?${upload}`, body });
      const copied = await world.make({
        call: "PUT /keyed/copy",
        headers: { "x-amz-copy-source": "keyed/a" },
      });
      const posted = await world.make({ call: "POST /keyed", body: "x", form: { key: "f" } });
      const read = await world.make({ call: "GET /keyed/up" });
      const looked = await world.make({ call: "HEAD /keyed/copy" });
      for (const reply of [begun, part, completed, copied, posted, read, looked])
        expect(shown(reply)).toEqual(expected);
    },
  );

  test("S3-26 without a name it is AWS's own, for all of the account that S3 lets in; a Deny wins", async () => {
    await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(undefined) });
    const draft = { call: "PUT /keyed/a", body: "x" };
    expect(shown(await world.by(draft, [S3]))).toEqual(["aws:kms", await managed(), undefined]);
    expect((await world.by({ call: "GET /keyed/a" }, [S3])).text).toBe("x");
    const never = { ...allow("kms:Decrypt"), Effect: "Deny" };
    expect(outcome(await world.by({ call: "GET /keyed/a" }, [S3, never]))).toMatch(
      /^403 AccessDenied: User: .*kms:Decrypt on resource: .* with an explicit deny in an identity-based policy$/,
    );
    await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(world.keyId) });
    // A request that names no key means that of AWS, whatever the bucket's default is.
    expect(shown(await put("b", { [SSE]: "aws:kms" }, "keyed"))[1]).toBe(await managed());
  });

  test.each([
    ["fake-key-id", "Invalid keyId 'fake-key-id'"],
    [
      "134f2428-cec1-4b25-a1ae-9048164dba47",
      "Key 'arn:aws:kms:eu-west-1:123456789012:key/134f2428-cec1-4b25-a1ae-9048164dba47' does not exist",
    ],
    ["arn:aws:kms:us-west-2:123456789012:key/134f2428-cec1-4b25-a1ae-9048164dba47", "Invalid arn us-west-2"],
    ["alias/none", "Alias arn:aws:kms:eu-west-1:123456789012:alias/none is not found."],
  ])("S3-26 a key that is not there: %s", async (named, told) => {
    const refused = `400 KMS.NotFoundException: ${told}`;
    expect(outcome(await put("a", { [SSE]: "aws:kms", [KEY_ID]: named }))).toBe(refused);
    await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(named) });
    expect(outcome(await put("a", {}, "keyed"))).toBe(refused);
  });

  test("S3-15 policies are told its ARN: a Deny of a key can not be passed by another spelling", async () => {
    await world.kms.call("CreateAlias", { AliasName: "alias/mine", TargetKeyId: world.keyId });
    const StringEquals = { [`s3:${KEY_ID}`]: arnOf(world.keyId) };
    const deny = { ...S3, Effect: "Deny", Condition: { StringEquals } };
    const draft = (named: string) => ({
      call: "PUT /plain/a",
      body: "x",
      headers: { [SSE]: "aws:kms", [KEY_ID]: named },
    });
    const rights = [S3, allow("kms:*"), deny];
    for (const named of [world.keyId, arnOf(world.keyId), "alias/mine"])
      expect(outcome(await world.by(draft(named), rights))).toMatch(/^403 AccessDenied: .* s3:PutObject on/);
    expect(outcome(await world.by(draft(await world.kms.key()), rights))).toBe("done");
    expect(outcome(await world.by(draft("alias/none"), rights))).toContain("KMS.NotFoundException");
  });

  test("S3-26 a key that signs encrypts nothing", async () => {
    const id = await world.kms.key({ KeySpec: "ECC_NIST_P256", KeyUsage: "SIGN_VERIFY" });
    expect(outcome(await put("a", { [SSE]: "aws:kms", [KEY_ID]: id }))).toMatch(
      /^400 KMS.InvalidKeyUsageException: /,
    );
  });

  test.each<Record<string, string>>([{}, { [SSE]: "AES256" }])(
    "S3-26 a key without aws:kms is refused: %j",
    async (headers) => {
      expect(outcome(await put("a", { ...headers, [KEY_ID]: world.keyId }, "keyed"))).toBe(
        "400 InvalidArgument: Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms",
      );
    },
  );

  test("S3-26 what lies under a key that was deleted is closed for good", async () => {
    await put("a", {}, "keyed");
    await world.kms.call("ScheduleKeyDeletion", { KeyId: world.keyId, PendingWindowInDays: 7 });
    world.kms.account.clock.advanceSeconds(7 * 86_400);
    expect(outcome(await world.send({ call: "GET /keyed/a" }))).toBe(
      "403 AccessDenied: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    );
    expect(outcome(await world.send({ call: "DELETE /keyed/a" }))).toBe("done");
  });

  test("S3-26 an object stays under its key when the bucket gets another", async () => {
    await put("a", {}, "keyed");
    const other = await world.kms.key();
    await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(other) });
    const decrypt = allow("kms:Decrypt", { Resource: arnOf(other) });
    expect(outcome(await world.by({ call: "GET /keyed/a" }, [S3, decrypt]))).toContain(arnOf(world.keyId));
  });
});

describe("S3-26 what key policies are told", () => {
  const under = (Context: string) => ({
    ...allow(["kms:Decrypt", "kms:GenerateDataKey"]),
    Condition: { StringEquals: { "kms:EncryptionContext:aws:s3:arn": Context } },
  });

  test.each([
    ["the object", false, arn("keyed/a"), arn("keyed")],
    ["with a bucket key the bucket", true, arn("keyed"), arn("keyed/a")],
  ])("S3-26 %s is the context", async (_title, bucketKey, context, other) => {
    await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(world.keyId, bucketKey) });
    const write = { call: "PUT /keyed/a", body: "x" };
    expect(outcome(await world.by(write, [S3, under(other)]))).toContain("kms:GenerateDataKey");
    expect(outcome(await world.by(write, [S3, under(context)]))).toBe("done");
    expect(outcome(await world.by({ call: "GET /keyed/a" }, [S3, under(other)]))).toContain("kms:Decrypt");
    expect(outcome(await world.by({ call: "GET /keyed/a" }, [S3, under(context)]))).toBe("done");
  });

  test.each<readonly [boolean, string | undefined, string | undefined]>([
    [true, undefined, "true"],
    [true, "false", undefined],
    [false, "true", "true"],
    [false, undefined, undefined],
  ])("S3-26 a bucket key by default (%s) and by header (%s): %s", async (byDefault, header, told) => {
    await world.make({ call: "PUT /keyed?encryption", body: encryptedBy(world.keyId, byDefault) });
    const headers = header === undefined ? {} : { [BUCKET_KEY]: header };
    expect(shown(await put("a", headers, "keyed"))[2]).toBe(told);
    expect(shown(await put("a", { [SSE]: "aws:kms", ...headers }, "keyed"))[2]).toBe(told);
    expect(shown(await put("a", { [SSE]: "AES256", ...headers }, "keyed"))).toEqual([
      "AES256",
      undefined,
      undefined,
    ]);
  });
});

test("the entity tag is the digest of the content, and under a key of KMS it is not", async () => {
  const md5 = `"${createHash("md5").update("x").digest("hex")}"`;
  const tags = [await put("a", {}, "keyed"), await put("a", {}, "keyed")].map(
    ({ headers }) => headers["ETag"],
  );
  expect(new Set([md5, ...tags]).size).toBe(3);
  expect(tags).toEqual([expect.stringMatching(/^"[0-9a-f]{32}"$/), expect.anything()]);
  expect((await put("a")).headers["ETag"]).toBe(md5);
  const upload = `uploadId=${uploadIdOf(await world.make({ call: "POST /keyed/up?uploads" }))}`;
  const part = await world.make({ call: `PUT /keyed/up?partNumber=1&${upload}`, body: "x" });
  expect(part.headers["ETag"]).not.toBe(md5);
  const copy = await world.make({ call: "PUT /plain/b", headers: { "x-amz-copy-source": "keyed/a" } });
  expect(copy.text).toContain(md5.replaceAll('"', "&quot;"));
});

describe("S3-27 nothing under a key for strangers, or by version 2", () => {
  const REFUSED =
    "400 InvalidArgument: Requests specifying Server Side Encryption with AWS KMS managed keys require AWS Signature Version 4.";
  const EXPIRES = "1788423000";
  const opened = { ...allow("s3:*"), Principal: "*", Resource: [arn("keyed/*"), arn("plain/*")] };

  beforeEach(async () => {
    await put("k", {}, "keyed");
    await put("p");
    for (const bucket of ["keyed", "plain"]) {
      await world.make({ call: `DELETE /${bucket}?publicAccessBlock` });
      const Statement = [{ ...opened, Resource: arn(`${bucket}/*`) }];
      const body = JSON.stringify({ Version: "2012-10-17", Statement });
      await world.make({ call: `PUT /${bucket}?policy`, body });
    }
  });
  const unsigned = (call: string, body = "") =>
    send(world.s3.service, { call, body, headers: { host: "s3.localhost" } }, { as: "anonymous" });
  /** An address as clients of version 2 make it. */
  const byTwo = (method: string, path: string) => {
    const { accessKeyId, secretAccessKey } = world.kms.account.administrator;
    const text = `${method}\n\n\n${EXPIRES}\n${path}`;
    const Signature = versionTwoSignature(secretAccessKey, text);
    const query = new URLSearchParams({ AWSAccessKeyId: accessKeyId, Signature, Expires: EXPIRES });
    return unsigned(`${method} ${path}?${query}`);
  };

  test.each(["GET /keyed/k", "PUT /keyed/new"])("S3-27 unsigned: %s", async (call) => {
    expect(outcome(await unsigned(call))).toBe(REFUSED);
    expect(outcome(await unsigned(call.replace("keyed/k", "plain/p").replace("keyed", "plain")))).toBe(
      "done",
    );
  });

  test("S3-27 in an address of version 2; one of version 4 is taken", async () => {
    expect(outcome(await byTwo("GET", "/keyed/k"))).toBe(REFUSED);
    expect((await byTwo("HEAD", "/keyed/k")).status).toBe(400);
    expect(outcome(await byTwo("GET", "/plain/p"))).toBe("done");
    const rights = [S3, allow("kms:Decrypt")];
    expect(outcome(await world.by({ call: "GET /keyed/k" }, rights, true))).toBe("done");
    expect(outcome(await world.by({ call: "GET /keyed/k" }, [S3], true))).toContain("kms:Decrypt");
  });

  test("S3-27 in a form of version 2, or an unsigned one", async () => {
    const { accessKeyId, secretAccessKey } = world.kms.account.administrator;
    const conditions = [{ bucket: "keyed" }, { key: "f" }];
    const policy = Buffer.from(JSON.stringify({ expiration: "2026-09-03T09:00:00Z", conditions }));
    const text = policy.toString("base64");
    const signature = createHmac("sha1", secretAccessKey).update(text).digest("base64");
    const post = (fields: Record<string, string>) => {
      const { contentType, bytes } = multipartForm(fields, "x");
      const draft = { call: "POST /keyed", headers: { "content-type": contentType }, body: bytes };
      return send(world.s3.service, draft, { as: "anonymous" });
    };
    expect(outcome(await post({ key: "f", AWSAccessKeyId: accessKeyId, policy: text, signature }))).toBe(
      REFUSED,
    );
    expect(outcome(await post({ key: "f" }))).toBe(REFUSED);
  });
});

describe("S3-26 objects of versions that asked no key", () => {
  const open = (encryption: ObjectEncryption, ...statements: object[]): string => {
    const { kms } = world;
    const { accessKeyId, sessionToken } = kms.as(...statements);
    const found = kms.account.identities.resolve(accessKeyId, sessionToken);
    if (found.kind !== "found") throw new Error(found.kind);
    const s3 = { customerKeys: kms.keys(), randomness: { bytes: (size: number) => Buffer.alloc(size) } };
    try {
      openDataKey(s3 as never, { caller: found.caller, bucket: "keyed", key: "a" }, encryption);
      return "opened";
    } catch (error) {
      return error instanceof AwsError ? `${error.status} ${error.code}: ${error.message}` : String(error);
    }
  };

  test("S3-26 open for who may decrypt with the key that they name, or with AWS's own", async () => {
    expect(open({ algorithm: "aws:kms" })).toBe("opened");
    const named = { algorithm: "aws:kms", keyId: world.keyId } as const;
    expect(open(named)).toContain("403 AccessDenied: User: ");
    expect(open(named, allow("kms:Decrypt"))).toBe("opened");
    await world.kms.call("DisableKey", { KeyId: world.keyId });
    expect(open(named, allow("kms:Decrypt"))).toBe(
      `400 KMS.DisabledException: ${arnOf(world.keyId)} is disabled.`,
    );
  });

  test("S3-26 stay closed when the key that they name is not there", () => {
    expect(open({ algorithm: "aws:kms", keyId: "anything" }, allow("kms:*"))).toBe(
      "400 KMS.NotFoundException: Invalid keyId 'anything'",
    );
  });
});
