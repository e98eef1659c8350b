import { createHmac } from "node:crypto";
import { PassThrough } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMIN_KEY, ROLE_KEY, SECRET } from "../../../../wire/testing/access-keys.ts";
import { multipartForm, type Reply, send, signedForm } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND, tagging } from "../../testing/world.ts";

const NOW = Date.parse("2026-09-03T08:00:00Z");
let now = NOW;
let open: OpenS3;
const call = (line: string, headers: Record<string, string> = {}, body = ""): Promise<Reply> =>
  send(open.service, { call: line, headers, body }, { at: now });
beforeAll(async () => {
  open = openS3({ clock: { now: () => now } });
  await call("PUT /own", {}, IN_IRELAND);
});
afterAll(() => open.close());

type Fields = Readonly<Record<string, string>>;

/** Posts the fields as they are. */
function post(fields: Fields, file: string | Buffer = "bytes", headers: Fields = {}): Promise<Reply> {
  const { contentType, bytes } = multipartForm(fields, file);
  const draft = { call: "POST /own", headers: { "content-type": contentType, ...headers }, body: bytes };
  return send(open.service, draft, { as: "anonymous" });
}

const signed = (fields: Fields, further: readonly unknown[] = [], accessKeyId = ADMIN_KEY) =>
  signedForm({ bucket: "own", ...fields }, { accessKeyId, at: NOW }, further);

/** Fields signed with version 2 under this policy. */
function versionTwo(fields: Fields, policy: object, secret = SECRET): Fields {
  const text = Buffer.from(JSON.stringify(policy)).toString("base64");
  const signature = createHmac("sha1", secret).update(text).digest("base64");
  return { ...fields, AWSAccessKeyId: ADMIN_KEY, policy: text, signature };
}

const LATER = "2026-09-03T09:00:00Z";
const policyOf = (conditions: readonly unknown[], expiration: unknown = LATER) => ({
  expiration,
  conditions,
});
const outcome = ({ status, code, message }: Reply): string =>
  status < 400 ? String(status) : `${status} ${code}: ${message}`;

describe("PostObject stores what a form sends", () => {
  test("PostObject: metadata, tags and type come from the fields, the name of the file into the key", async () => {
    const fields = {
      key: `user/\${filename}`,
      "Content-Type": "image/png",
      "x-amz-meta-owner": "ann",
      "x-amz-storage-class": "STANDARD_IA",
      tagging: tagging({ class: "a" }),
    };
    const reply = await post(signed({ ...fields, key: "user/photo.jpg" }), "bytes");
    expect([reply.status, reply.text]).toEqual([204, ""]);
    const viaName = signedForm(
      { bucket: "own", ...fields, key: "user/photo.jpg" },
      { accessKeyId: ADMIN_KEY, at: NOW },
    );
    expect((await post({ ...viaName, key: fields.key })).status).toBe(204);
    const got = await call("GET /own/user/photo.jpg");
    expect(got.text).toBe("bytes");
    expect(got.headers).toMatchObject({
      "content-type": "image/png",
      "x-amz-meta-owner": "ann",
      "x-amz-storage-class": "STANDARD_IA",
      "x-amz-tagging-count": "1",
    });
    expect(reply.headers["ETag"]).toBe(got.headers["etag"]);
  });

  test("PostObject: without a type it is binary/octet-stream, whatever the file's part says", async () => {
    await post(signed({ key: "untyped" }));
    expect((await call("GET /own/untyped")).headers["content-type"]).toBe("binary/octet-stream");
  });

  test("PostObject: a large file goes through", async () => {
    const file = Buffer.alloc(300_000, 7);
    expect((await post(signed({ key: "large" }), file)).status).toBe(204);
    expect((await call("GET /own/large")).text.length).toBe(300_000);
  });

  test.each([
    ["200", 200, ""],
    ["204", 204, ""],
    ["500", 204, ""],
    [
      "201",
      201,
      '<?xml version="1.0" encoding="UTF-8"?>\n<PostResponse><Location>http://s3.localhost/own/a%20b/c</Location><Bucket>own</Bucket><Key>a b/c</Key><ETag>&quot;4b3b2b4b&quot;</ETag></PostResponse>',
    ],
  ])("PostObject: success_action_status %s is answered with %i", async (asked, status, text) => {
    const reply = await post(signed({ key: "a b/c", success_action_status: asked }));
    const etag = String(reply.headers["ETag"]).replaceAll('"', "&quot;");
    expect([reply.status, reply.text]).toEqual([status, text.replace("&quot;4b3b2b4b&quot;", etag)]);
    expect(reply.headers["Location"]).toBe("http://s3.localhost/own/a%20b/c");
  });

  test.each([
    ["https://app.example/done?a=1", 303],
    ["javascript:alert(1)", 204],
    ["done", 204],
  ])("PostObject: success_action_redirect %s is answered with %i", async (address, status) => {
    const reply = await post(signed({ key: "k", success_action_redirect: address }));
    expect(reply.status).toBe(status);
    if (status !== 303) return;
    const location = new URL(String(reply.headers["Location"]));
    expect(Object.fromEntries(location.searchParams)).toEqual({
      a: "1",
      bucket: "own",
      key: "k",
      etag: reply.headers["ETag"],
    });
  });
});

describe("SIG-9 the policy of a form is signed", () => {
  const conditions = [{ bucket: "own" }, { key: "two" }];

  test("SIG-9 with version 2 and version 4", async () => {
    expect(outcome(await post(versionTwo({ key: "two" }, policyOf(conditions))))).toBe("204");
    expect(outcome(await post(signed({ key: "four" })))).toBe("204");
  });

  test("SIG-9 by a key whose role may not write: refused", async () => {
    expect(outcome(await post(signed({ key: "k" }, [], ROLE_KEY)))).toMatch(
      /^403 AccessDenied: User: arn:aws:sts/,
    );
  });

  const without = (fields: Fields, ...names: string[]): Fields =>
    Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
  const field = (name: string): string =>
    `400 InvalidArgument: Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`;

  test.each([
    ["another policy", { ...signed({ key: "k" }), policy: "e30=" }, "403 SignatureDoesNotMatch"],
    [
      "another signature",
      { ...signed({ key: "k" }), "x-amz-signature": "0".repeat(64) },
      "403 SignatureDoesNotMatch",
    ],
    [
      "a wrong secret",
      versionTwo({ key: "two" }, policyOf(conditions), "wrong"),
      "403 SignatureDoesNotMatch",
    ],
    ["an unknown key", signed({ key: "k" }, [], "AKIANOBODY"), "403 InvalidAccessKeyId"],
    ["no signature", without(signed({ key: "k" }), "x-amz-signature"), field("X-Amz-Signature")],
    ["no date", without(signed({ key: "k" }), "x-amz-date"), field("X-Amz-Date")],
    ["no policy", without(signed({ key: "k" }), "policy"), field("policy")],
    [
      "no secret of version 2",
      without(versionTwo({ key: "two" }, policyOf(conditions)), "signature"),
      field("Signature"),
    ],
    ["a policy alone", { key: "k", policy: "e30=" }, "403 AccessDenied: Access Denied"],
    ["nothing", { key: "k" }, "403 AccessDenied: Access Denied"],
    [
      "another algorithm",
      { ...signed({ key: "k" }), "x-amz-algorithm": "x" },
      "400 AuthorizationQueryParametersError",
    ],
    [
      "a malformed credential",
      { ...signed({ key: "k" }), "x-amz-credential": "x" },
      "400 AuthorizationQueryParametersError",
    ],
    [
      "another region",
      { ...signed({ key: "k" }), "x-amz-credential": `${ADMIN_KEY}/20260903/us-east-1/s3/aws4_request` },
      "400 AuthorizationQueryParametersError",
    ],
    [
      "another day",
      { ...signed({ key: "k" }), "x-amz-date": "20260904T000000Z" },
      "400 AuthorizationQueryParametersError",
    ],
  ])("SIG-9 with %s it is refused", async (_name, fields, expected) => {
    const text = outcome(await post(fields));
    expect(text.startsWith(expected), text).toBe(true);
  });

  test("SIG-9 a form that is signed in its headers as well is refused by name", async () => {
    const reply = await post(signed({ key: "k" }), "x", { authorization: "AWS4-HMAC-SHA256 x" });
    expect([reply.status, reply.code]).toEqual([501, "NotImplemented"]);
  });

  test("S3-1 without a policy a form is anonymous: the bucket's policy lets it in or not", async () => {
    await call("DELETE /own?publicAccessBlock");
    const statement = {
      Effect: "Allow",
      Principal: "*",
      Action: "s3:PutObject",
      Resource: "arn:aws:s3:::own/open/*",
    };
    await call("PUT /own?policy", {}, JSON.stringify({ Version: "2012-10-17", Statement: [statement] }));
    const asked = open.questions.length;
    await post({ key: "open/k" });
    expect(open.questions[asked]).toMatchObject({
      caller: { kind: "anonymous" },
      action: "s3:PutObject",
      resource: "arn:aws:s3:::own/open/k",
    });
  });
});

describe("S3-20 a form does what its policy says", () => {
  const under = (fields: Fields, conditions: readonly unknown[], expiration: unknown = LATER) =>
    versionTwo(fields, policyOf([{ bucket: "own" }, ...conditions], expiration));
  const denied = (what: string): string => `403 AccessDenied: Invalid according to Policy: ${what}`;
  const KEY = ["starts-with", "$key", "user/"];
  const K = { key: "user/k" };

  test.each([
    [under(K, [KEY]), "204"],
    [under(K, [["eq", "$key", "user/k"]]), "204"],
    [under(K, [["EQ", "$Key", "user/k"]]), "204"],
    [under({ ...K, "x-ignore-me": "1" }, [KEY]), "204"],
    [under({ ...K, "x-amz-meta-a": "1" }, [KEY, ["starts-with", "$x-amz-meta-a", ""]]), "204"],
    [under({ ...K, "Content-Type": "image/png" }, [KEY, ["starts-with", "$Content-Type", "image/"]]), "204"],
    [under(K, [KEY, ["content-length-range", 1, 5]]), "204"],
    [under(K, [KEY, ["content-length-range", "0", "5"]]), "204"],
    [under({ key: "other/k" }, [KEY]), denied('Policy Condition failed: [ "starts-with", "$key", "user/" ]')],
    [under({ key: "user/j" }, [{ key: "user/k" }]), denied('Policy Condition failed: { "key": "user/k" }')],
    [under(K, [KEY, { acl: "private" }]), denied('Policy Condition failed: { "acl": "private" }')],
    [
      versionTwo(K, policyOf([{ bucket: "other" }, KEY])),
      denied('Policy Condition failed: { "bucket": "other" }'),
    ],
    [
      under({ ...K, "Content-Type": "image/png,text/html" }, [
        KEY,
        ["starts-with", "$Content-Type", "image/"],
      ]),
      denied('Policy Condition failed: [ "starts-with", "$Content-Type", "image/" ]'),
    ],
    [under({ ...K, "x-amz-meta-a": "1" }, [KEY]), denied("Extra input fields: x-amz-meta-a")],
    [under(K, []), denied("Extra input fields: key")],
    [under(K, [KEY], "2026-09-03T08:00:00Z"), denied("Policy expired.")],
    [
      under(K, [KEY, ["content-length-range", 0, 4]]),
      "400 EntityTooLarge: Your proposed upload exceeds the maximum allowed size",
    ],
    [
      under(K, [KEY, ["content-length-range", 6, 9]]),
      "400 EntityTooSmall: Your proposed upload is smaller than the minimum allowed size",
    ],
    [
      under(K, [KEY, ["content-length-range", 0, 9], ["content-length-range", 0, 4]]),
      "400 EntityTooLarge: Your proposed upload exceeds the maximum allowed size",
    ],
    [under(K, [KEY, ["content-length-range", 0]]), "400 InvalidPolicyDocument"],
    [under(K, [KEY, ["ends-with", "$key", "k"]]), "400 InvalidPolicyDocument"],
    [under(K, [KEY, ["eq", "key", "k"]]), "400 InvalidPolicyDocument"],
    [under(K, ["key"]), "400 InvalidPolicyDocument"],
    [
      under(K, [KEY], "tomorrow"),
      "400 InvalidPolicyDocument: Invalid Policy: Invalid 'expiration' value: 'tomorrow'",
    ],
    [
      versionTwo(K, { conditions: [] }),
      "400 InvalidPolicyDocument: Invalid Policy: Policy missing expiration.",
    ],
    [
      versionTwo(K, { expiration: LATER }),
      "400 InvalidPolicyDocument: Invalid Policy: Policy missing conditions.",
    ],
    [versionTwo(K, []), "400 InvalidPolicyDocument: Invalid Policy: Invalid JSON."],
    [versionTwo({}, policyOf([])), "400 InvalidArgument: Bucket POST must contain a field named 'key'."],
  ])("S3-20 case %# is %s", async (fields, expected) => {
    await call("DELETE /own/user/k");
    const text = outcome(await post(fields as Fields));
    expect(text.startsWith(expected), text).toBe(true);
    expect((await call("GET /own/user/k")).status).toBe(expected === "204" ? 200 : 404);
  });
});

describe("what is no form", () => {
  test.each([
    ["", "text/plain", 412, "PreconditionFailed"],
    ["", "multipart/form-data", 400, "MalformedPOSTRequest"],
    ["nothing", "multipart/form-data; boundary=b", 400, "MalformedPOSTRequest"],
    [
      '--b\r\nContent-Disposition: form-data; name="key"\r\n\r\nk\r\n--b--\r\n',
      "multipart/form-data; boundary=b",
      400,
      "InvalidArgument",
    ],
    [
      `--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${"k".repeat(20_481)}\r\n--b--\r\n`,
      "multipart/form-data; boundary=b",
      400,
      "MaxPostPreDataLengthExceeded",
    ],
  ])("%.30j of type %s is %i %s", async (body, type, status, code) => {
    const reply = await send(
      open.service,
      { call: "POST /own", headers: { "content-type": type }, body },
      { as: type === "text/plain" ? "administrator" : "anonymous", at: now },
    );
    expect([reply.status, reply.code]).toEqual([status, code]);
  });

  test("PostObject: a file that breaks off stores nothing", async () => {
    const { contentType, bytes } = multipartForm(signed({ key: "cut" }), "bytes");
    const draft = {
      call: "POST /own",
      headers: { "content-type": contentType },
      body: bytes.subarray(0, -20),
    };
    const reply = await send(open.service, draft, { as: "anonymous" });
    expect(reply.status).toBe(400);
    now += 1;
    expect((await call("GET /own/cut")).status).toBe(404);
  });

  test.each(["fields", "file"])(
    "PostObject: a browser that goes away in the %s ends the call",
    async (where) => {
      const { contentType, bytes } = multipartForm(signed({ key: "gone" }), "bytes");
      const headers = { host: "s3.localhost", "content-type": contentType };
      const stream = new PassThrough();
      const reply = open.service.http.handle({
        method: "POST",
        path: "/own",
        query: "",
        headers,
        rawHeaders: Object.entries(headers).flat(),
        stream,
        sourceIp: "127.0.0.1",
        requestId: "00000000-0000-4000-8000-000000000000",
      });
      stream.write(where === "file" ? bytes.subarray(0, -29) : bytes.subarray(0, 200));
      await new Promise((resolve) => setImmediate(resolve));
      stream.destroy(new Error("aborted"));

      expect((await reply).status).toBe(400);
      expect((await call("GET /own/gone")).status).toBe(404);
    },
  );
});
