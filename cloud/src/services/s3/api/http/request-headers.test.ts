import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { HttpResponse } from "../../../../wire/http.ts";
import { presignUrl } from "../../../../wire/sigv4/sign.ts";
import { versionTwoSignature } from "../../../../wire/sigv4/version-two.ts";
import { ADMIN_KEY, REGION, SECRET } from "../../../../wire/testing/access-keys.ts";
import { send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND } from "../../testing/world.ts";

let open: OpenS3;
beforeAll(async () => {
  open = openS3();
  await send(open.service, { call: "PUT /own", body: IN_IRELAND });
  await send(open.service, { call: "PUT /own/source", body: "bytes of the source" });
});
afterAll(() => open.close());

const EXPIRES = "4102444800";

/** As botocore makes an address of version 2: what would be headers goes into the address. */
function versionTwo(key: string, parameters: Readonly<Record<string, string>>): string {
  const { "content-md5": md5 = "", "content-type": type = "" } = parameters;
  const lines = Object.entries(parameters)
    .filter(([name]) => name.startsWith("x-amz-"))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}:${value}\n`);
  const text = `PUT\n${md5}\n${type}\n${EXPIRES}\n${lines.join("")}/own/${key}`;
  const Signature = versionTwoSignature(SECRET, text);
  const query = new URLSearchParams({
    ...parameters,
    AWSAccessKeyId: ADMIN_KEY,
    Signature,
    Expires: EXPIRES,
  });
  return query.toString();
}

/** Nothing but the address says anything of the body, which is `x`. */
const putVersionTwo = (key: string, parameters: Readonly<Record<string, string>>) =>
  putAt(key, versionTwo(key, parameters));

async function putAt(key: string, query: string) {
  const headers = { host: "s3.localhost", "content-length": "1" };
  const { status, body } = await open.service.http.handle({
    method: "PUT",
    path: `/own/${key}`,
    query,
    headers,
    rawHeaders: Object.entries(headers).flat(),
    stream: Readable.from([Buffer.from("x")]),
    sourceIp: "127.0.0.1",
    requestId: "00000000-0000-4000-8000-000000000000",
  });
  return { status, code: /<Code>(\w+)/.exec(textOf(body))?.[1] };
}

const textOf = (body: HttpResponse["body"]): string =>
  typeof body === "string" || Buffer.isBuffer(body) ? body.toString() : "";

const byVersion = {
  "2": putVersionTwo,
  "4": (key: string, parameters: Readonly<Record<string, string>>) =>
    send(
      open.service,
      { call: `PUT /own/${key}?${new URLSearchParams(parameters)}`, body: "x" },
      { presigned: true },
    ),
} as const;
const get = (key: string) => send(open.service, { call: `GET /own/${key}` });

describe.each(["2", "4"] as const)(
  "S3-21 what an address of version %s says in place of headers",
  (version) => {
    const put = byVersion[version];

    test("S3-21 metadata is the object's", async () => {
      const reply = await put(`meta${version}`, { "x-amz-meta-owner": "ann" });
      expect([reply.status, (await get(`meta${version}`)).headers["x-amz-meta-owner"]]).toEqual([200, "ann"]);
    });

    test("S3-21 another owner's bucket is refused", async () => {
      const reply = await put(`owner${version}`, { "x-amz-expected-bucket-owner": "999999999999" });
      expect([reply.status, reply.code]).toEqual([403, "AccessDenied"]);
      expect((await get(`owner${version}`)).status).toBe(404);
    });

    test("S3-21 a copy copies: what was there is not overwritten with nothing", async () => {
      const reply = await put(`copy${version}`, { "x-amz-copy-source": "own/source" });
      expect([reply.status, (await get(`copy${version}`)).text]).toEqual([200, "bytes of the source"]);
    });

    test("S3-21 what is not done is refused by name", async () => {
      const reply = await put(`lock${version}`, { "x-amz-object-lock-mode": "COMPLIANCE" });
      expect([reply.status, reply.code]).toEqual([501, "NotImplemented"]);
    });

    test("S3-21 tags and checksums stand in headers alone", async () => {
      const reply = await put(`tags${version}`, {
        "x-amz-tagging": "a=1",
        "x-amz-checksum-crc32": "AAAAAA==",
      });
      const got = await get(`tags${version}`);
      expect([reply.status, got.text, got.headers["x-amz-tagging-count"]]).toEqual([200, "x", undefined]);
    });
  },
);

test("S3-21 version 2: the digest and the type of the address are held to", async () => {
  const wrong = await byVersion["2"]("md5", { "content-md5": "XrY7u+Ae7tCTyyK7j1rNww==" });
  expect([wrong.status, wrong.code]).toEqual([400, "BadDigest"]);
  const right = await byVersion["2"]("type", { "content-type": "text/plain" });
  expect([right.status, (await get("type")).headers["content-type"]]).toEqual([200, "text/plain"]);
});

test("S3-21 an address whose signature is spelt otherwise says the same", async () => {
  const { search } = new URL(
    presignUrl({
      method: "PUT",
      url: "http://s3.localhost/own/respelt?x-amz-expected-bucket-owner=999999999999",
      service: "s3",
      region: REGION,
      credentials: { accessKeyId: ADMIN_KEY, secretAccessKey: SECRET },
      clock: { now: () => Date.now() },
      expiresSeconds: 60,
    }),
  );
  // The name is no part of what is signed: who holds the address may write it so.
  const reply = await putAt("respelt", search.slice(1).replace("X-Amz-Signature", "X-Amz-%53ignature"));
  expect([reply.status, reply.code]).toEqual([403, "AccessDenied"]);
  expect((await get("respelt")).status).toBe(404);
});

test("S3-21 without a signature an address says nothing in place of headers", async () => {
  const reply = await send(
    open.service,
    { call: "PUT /own/nobody?x-amz-copy-source=own/source", body: "x" },
    { as: "anonymous" },
  );
  expect([reply.status, reply.code]).toEqual([403, "AccessDenied"]);
});
