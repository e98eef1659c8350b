import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { AdministratorCaller } from "../../core/caller.ts";
import type { AccessKeyResolver } from "../../core/ports/access-keys.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import type { WireProtocol } from "../authentication.ts";
import type { HttpRequest } from "../http.ts";
import { EMPTY_SHA256 } from "./digest.ts";
import { createAuthentication } from "./index.ts";
import { fakeRequest } from "./testing/fake-request.ts";

const KEY = {
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const NOW = "2026-09-03T08:05:09.000Z";
const caller: AdministratorCaller = {
  kind: "administrator",
  arn: "arn:aws:iam::123456789012:user/administrator",
  accountId: "123456789012",
  accessKeyId: KEY.accessKeyId,
  userId: "AIDA",
};

const keys: AccessKeyResolver = {
  resolve: (id, token) => {
    if (id === "ASIAEXPIRED") return { kind: "expired" };
    if (id === "ASIASESSION") {
      if (token === undefined) return { kind: "token-missing" };
      if (token !== "good/token==") return { kind: "token-invalid" };
    } else if (id !== KEY.accessKeyId) return { kind: "unknown" };
    return { kind: "found", secretAccessKey: KEY.secretAccessKey, caller };
  },
};

class NodeSha256 {
  readonly #hash;
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash =
      secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", typeof secret === "string" ? secret : toBuffer(secret));
  }
  update(data: Uint8Array | string): void {
    this.#hash.update(data);
  }
  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest());
  }
}

function toBuffer(data: ArrayBuffer | ArrayBufferView): Buffer {
  return ArrayBuffer.isView(data)
    ? Buffer.from(data.buffer, data.byteOffset, data.byteLength)
    : Buffer.from(data);
}

interface Draft {
  readonly method?: string;
  readonly path?: string;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Signing {
  readonly service?: string;
  readonly region?: string;
  readonly at?: string;
  readonly credentials?: { accessKeyId: string; secretAccessKey: string; sessionToken?: string };
  readonly expiresIn?: number;
}

/** Signs with the AWS SDK's own signer: the oracle. */
async function signed(draft: Draft, signing: Signing = {}): Promise<HttpRequest> {
  const service = signing.service ?? "lambda";
  const signer = new SignatureV4({
    service,
    region: signing.region ?? "eu-west-1",
    credentials: signing.credentials ?? KEY,
    sha256: NodeSha256,
    uriEscapePath: service !== "s3",
    applyChecksum: service === "s3",
  });
  const request = {
    method: draft.method ?? "GET",
    protocol: "http:",
    hostname: "localhost",
    path: draft.path ?? "/",
    query: draft.query ?? {},
    headers: {
      host: "localhost:4566",
      // As the SDK's presigner does it: the declaration ends up in the query.
      ...(service === "s3" && signing.expiresIn !== undefined
        ? { "X-Amz-Content-Sha256": "UNSIGNED-PAYLOAD" }
        : {}),
      ...draft.headers,
    },
    ...(draft.body === undefined ? {} : { body: draft.body }),
  };
  const signingDate = new Date(signing.at ?? NOW);
  const done =
    signing.expiresIn === undefined
      ? await signer.sign(request, { signingDate })
      : await signer.presign(request, { signingDate, expiresIn: signing.expiresIn });
  const query = Object.entries(done.query ?? {})
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`)
    .join("&");
  return fakeRequest({ method: done.method, path: done.path, query }, Object.entries(done.headers));
}

interface Attempt {
  readonly protocol?: WireProtocol;
  readonly names?: readonly string[];
  readonly body?: string;
  readonly payloadHash?: string;
  readonly now?: string;
}

function verify(request: HttpRequest, attempt: Attempt = {}) {
  const authentication = createAuthentication({
    keys,
    clock: new ManualClock(attempt.now ?? NOW),
    region: "eu-west-1",
  });
  const payloadHash =
    attempt.payloadHash ??
    createHash("sha256")
      .update(attempt.body ?? "")
      .digest("hex");
  return authentication.authenticate({
    request,
    signingNames: attempt.names ?? ["lambda"],
    protocol: attempt.protocol ?? "rest-json",
    payloadHash,
  });
}

function refusalOf(work: () => unknown): object {
  try {
    work();
  } catch (error) {
    const { code, status, message, members } = error as {
      code: string;
      status: number;
      message: string;
      members: object;
    };
    return { code, status, message, members };
  }
  throw new Error("It was not refused.");
}

function withHeaders(
  request: HttpRequest,
  change: (headers: [string, string][]) => [string, string][],
): HttpRequest {
  const pairs: [string, string][] = [];
  for (let index = 0; index < request.rawHeaders.length; index += 2) {
    pairs.push([request.rawHeaders[index] ?? "", request.rawHeaders[index + 1] ?? ""]);
  }
  return fakeRequest(request, change(pairs));
}

const S3: Attempt = { protocol: "s3", names: ["s3"], payloadHash: EMPTY_SHA256 };

describe("createAuthentication with the AWS SDK as signer", () => {
  test("SIG-2 a signed request gives its caller, scope and key", async () => {
    const request = await signed({ method: "POST", path: "/2015-03-31/functions/f/invocations", body: "{}" });
    const verified = verify(request, { body: "{}" });
    expect(verified.caller).toBe(caller);
    expect(verified.scope).toBe("20260903/eu-west-1/lambda/aws4_request");
    expect(verified.date).toBe("20260903T080509Z");
    expect(verified.signature).toMatch(/^[0-9a-f]{64}$/);
    expect(verified.signingKey).toHaveLength(32);
  });

  test("SIG-2 any path, query and header that the SDK signs verifies, and no other", async () => {
    const segment = fc
      .string({ unit: "binary", minLength: 1, maxLength: 8 })
      .filter((text) => !/\p{Cs}/u.test(text));
    await fc.assert(
      fc.asyncProperty(
        fc.array(segment, { maxLength: 4 }),
        fc.dictionary(segment, segment, { maxKeys: 4 }),
        fc.constantFrom("lambda", "s3"),
        fc.boolean(),
        async (segments, query, service, presigned) => {
          const path = `/${segments.map(encodeURIComponent).join("/")}`;
          const draft = { path, query, headers: { "x-amz-meta-a": "  b   c " } };
          const request = await signed(draft, { service, ...(presigned ? { expiresIn: 60 } : {}) });
          const attempt: Attempt =
            service === "s3"
              ? { protocol: "s3", names: ["s3"], payloadHash: presigned ? "UNSIGNED-PAYLOAD" : EMPTY_SHA256 }
              : {};
          const checked =
            presigned && service === "lambda" ? { ...attempt, payloadHash: EMPTY_SHA256 } : attempt;
          expect(verify(request, checked).caller).toBe(caller);
          expect(() => verify({ ...request, path: `${request.path}x` }, checked)).toThrow(
            /signature we calculated/,
          );
          expect(() => verify({ ...request, method: "PUT" }, checked)).toThrow(/signature we calculated/);
          const more = request.query === "" ? "y=1" : `${request.query}&y=1`;
          expect(() => verify({ ...request, query: more }, checked)).toThrow(/signature we calculated/);
        },
      ),
      { numRuns: 30 },
    );
  }, 30_000);

  test("SIG-2 a changed body is refused", async () => {
    const request = await signed({ method: "POST", body: "{}" });
    expect(refusalOf(() => verify(request, { body: "{ }" }))).toMatchObject({
      code: "InvalidSignatureException",
      status: 403,
    });
  });

  test("SIG-2 repeated headers are joined by a comma", async () => {
    const request = await signed({ headers: { "x-amz-meta-a": "1,2" } });
    const repeated = withHeaders(request, (pairs) => [
      ...pairs.filter(([name]) => name !== "x-amz-meta-a"),
      ["X-Amz-Meta-A", "1"],
      ["x-amz-meta-a", "2"],
    ]);
    expect(verify(repeated).caller).toBe(caller);
    const other = withHeaders(repeated, (pairs) => [...pairs, ["x-amz-meta-a", "3"]]);
    expect(() => verify(other)).toThrow(/signature we calculated/);
  });

  test("SIG-2 dot segments are resolved for services, kept for S3", async () => {
    const plain = await signed({ path: "/a/../b//c/" });
    expect(verify(plain).caller).toBe(caller);
    expect(verify({ ...plain, path: "/b/c/" }).caller).toBe(caller);
    const key = await signed({ path: "/bucket/a/../b//c" }, { service: "s3" });
    expect(verify(key, S3).caller).toBe(caller);
    expect(() => verify({ ...key, path: "/bucket/b/c" }, S3)).toThrow(/signature we calculated/);
  });

  test("SIG-6 session credentials need their token", async () => {
    const credentials = { accessKeyId: "ASIASESSION", secretAccessKey: KEY.secretAccessKey };
    const good = await signed({}, { credentials: { ...credentials, sessionToken: "good/token==" } });
    expect(verify(good).caller).toBe(caller);
    const presigned = await signed(
      {},
      { credentials: { ...credentials, sessionToken: "good/token==" }, expiresIn: 60 },
    );
    expect(verify(presigned).caller).toBe(caller);
    const without = await signed({}, { credentials });
    expect(refusalOf(() => verify(without))).toMatchObject({ code: "UnrecognizedClientException" });
  });
});

describe("createAuthentication with the examples of the S3 documentation", () => {
  const at = { protocol: "s3", names: ["s3"], now: "2013-05-24T00:00:00Z" } as const;
  const host: [string, string] = ["Host", "examplebucket.s3.amazonaws.com"];
  const verifyThere = (request: HttpRequest, payloadHash: string) =>
    createAuthentication({ keys, clock: new ManualClock(at.now), region: "us-east-1" }).authenticate({
      request,
      signingNames: ["s3"],
      protocol: "s3",
      payloadHash,
    });
  const credential = "AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request";

  test("SIG-2 GET Object with Range", () => {
    const headers: [string, string][] = [
      host,
      ["Range", "bytes=0-9"],
      ["x-amz-content-sha256", EMPTY_SHA256],
      ["x-amz-date", "20130524T000000Z"],
      [
        "Authorization",
        `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41`,
      ],
    ];
    expect(verifyThere(fakeRequest({ path: "/test.txt" }, headers), EMPTY_SHA256).caller).toBe(caller);
  });

  test("SIG-2 presigned GET, with the payload hash left to the verifier", () => {
    const query = `X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=${encodeURIComponent(credential)}&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404`;
    expect(verifyThere(fakeRequest({ path: "/test.txt", query }, [host]), "").caller).toBe(caller);
    expect(() => verifyThere(fakeRequest({ path: "/test2.txt", query }, [host]), "")).toThrow(
      /signature we calculated/,
    );
  });
});

describe("refusals", () => {
  const INVALID = "The security token included in the request is invalid.";
  const MISMATCH =
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";
  const cases: [string, Signing, Record<string, [string, number]>, string][] = [
    [
      "wrong secret",
      { credentials: { ...KEY, secretAccessKey: "wrong" } },
      {
        "aws-json": ["InvalidSignatureException", 400],
        "rest-json": ["InvalidSignatureException", 403],
        "execute-api": ["InvalidSignatureException", 403],
        query: ["SignatureDoesNotMatch", 403],
      },
      MISMATCH,
    ],
    [
      "unknown key",
      { credentials: { ...KEY, accessKeyId: "AKIAUNKNOWN" } },
      {
        "aws-json": ["UnrecognizedClientException", 400],
        "rest-json": ["UnrecognizedClientException", 403],
        "execute-api": ["UnrecognizedClientException", 403],
        query: ["InvalidClientTokenId", 403],
      },
      INVALID,
    ],
    [
      "foreign session token",
      { credentials: { accessKeyId: "ASIASESSION", secretAccessKey: "x", sessionToken: "forged" } },
      {
        "aws-json": ["UnrecognizedClientException", 400],
        query: ["InvalidClientTokenId", 403],
      },
      INVALID,
    ],
    [
      "expired session",
      { credentials: { accessKeyId: "ASIAEXPIRED", secretAccessKey: "x", sessionToken: "old" } },
      {
        "aws-json": ["ExpiredTokenException", 400],
        "rest-json": ["ExpiredTokenException", 403],
        query: ["ExpiredToken", 403],
      },
      "The security token included in the request is expired",
    ],
    [
      "too old",
      { at: "2026-09-03T08:00:08Z" },
      {
        "aws-json": ["InvalidSignatureException", 400],
        "rest-json": ["InvalidSignatureException", 403],
        query: ["SignatureDoesNotMatch", 403],
      },
      "Signature expired: 20260903T080008Z is now earlier than 20260903T080009Z (20260903T080509Z - 5 min.)",
    ],
    [
      "from the future",
      { at: "2026-09-03T08:10:10Z" },
      { "aws-json": ["InvalidSignatureException", 400], query: ["SignatureDoesNotMatch", 403] },
      "Signature not yet current: 20260903T081010Z is still later than 20260903T081009Z (20260903T080509Z + 5 min.)",
    ],
    [
      "wrong region",
      { region: "us-west-2" },
      { "aws-json": ["InvalidSignatureException", 400], query: ["SignatureDoesNotMatch", 403] },
      "Credential should be scoped to a valid region, not 'us-west-2'.",
    ],
    [
      "wrong service",
      { service: "es" },
      { "aws-json": ["InvalidSignatureException", 400], query: ["SignatureDoesNotMatch", 403] },
      "Credential should be scoped to correct service: 'lambda'.",
    ],
  ];
  for (const [title, signing, answers, message] of cases) {
    for (const [protocol, [code, status]] of Object.entries(answers)) {
      test(`SIG-3 SIG-5 SIG-6 ${title} over ${protocol}`, async () => {
        const request = await signed({}, signing);
        expect(refusalOf(() => verify(request, { protocol: protocol as WireProtocol }))).toEqual({
          code,
          status,
          message,
          members: {},
        });
      });
    }
  }

  test("SIG-1 no signature at all", () => {
    const bare = fakeRequest({}, [["host", "localhost"]]);
    expect(refusalOf(() => verify(bare, { protocol: "aws-json" }))).toMatchObject({
      code: "MissingAuthenticationTokenException",
      status: 400,
      message: "Missing Authentication Token",
    });
    expect(refusalOf(() => verify(bare, { protocol: "query" }))).toMatchObject({
      code: "MissingAuthenticationToken",
      status: 403,
      message: "Request is missing Authentication Token",
    });
    expect(verify(bare, S3).caller).toEqual({ kind: "anonymous" });
  });

  test("SIG-1 an incomplete header names what it lacks and never repeats it in clear", () => {
    const request = fakeRequest({}, [
      ["authorization", "AWS4-HMAC-SHA256 Credential=secret/1/2/3/aws4_request"],
    ]);
    const { message, ...rest } = refusalOf(() => verify(request, { protocol: "query" })) as {
      message: string;
    };
    expect(rest).toMatchObject({ code: "IncompleteSignature", status: 400 });
    expect(message).toMatch(
      /^Authorization header requires 'Signature' parameter\. Authorization header requires 'SignedHeaders' parameter\. Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header\./,
    );
    expect(message).not.toContain("secret/");
  });

  test("SIG-1 a bearer token is no signature", () => {
    const request = fakeRequest({}, [["authorization", "Bearer abc"]]);
    expect(refusalOf(() => verify(request, { protocol: "execute-api" }))).toMatchObject({
      code: "IncompleteSignatureException",
      status: 403,
      message: expect.stringMatching(
        /^Invalid key=value pair \(missing equal-sign\) in Authorization header/,
      ),
    });
    expect(refusalOf(() => verify(request, S3))).toMatchObject({
      code: "InvalidArgument",
      message: "Unsupported Authorization Type",
    });
  });

  test("SIG-3 the date of the scope is the day of the request", async () => {
    const request = await signed({});
    const moved = withHeaders(request, (pairs) =>
      pairs.map(([name, value]) => [
        name,
        name === "authorization" ? value.replace("/20260903/", "/20260902/") : value,
      ]),
    );
    expect(refusalOf(() => verify(moved))).toMatchObject({
      message:
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20260902' != '20260903', from '20260903T080509Z'.",
    });
  });

  test("SIG-3 the terminator is aws4_request", async () => {
    const request = await signed({});
    const ended = withHeaders(request, (pairs) =>
      pairs.map(([name, value]) => [
        name,
        name === "authorization" ? value.replace("aws4_request", "aws5_request") : value,
      ]),
    );
    expect(refusalOf(() => verify(ended))).toMatchObject({
      message: "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
    });
  });

  test("SIG-3 iam and sts take the region of their global endpoint, others do not", async () => {
    const request = await signed({}, { service: "sts", region: "us-east-1" });
    expect(verify(request, { protocol: "query", names: ["sts"] }).caller).toBe(caller);
    const lambda = await signed({}, { region: "us-east-1" });
    expect(refusalOf(() => verify(lambda))).toMatchObject({
      message: "Credential should be scoped to a valid region, not 'us-east-1'.",
    });
  });

  test("SIG-4 an x-amz header added after signing is refused", async () => {
    const request = withHeaders(await signed({}), (pairs) => [...pairs, ["x-amz-target", "evil"]]);
    expect(refusalOf(() => verify(request))).toMatchObject({
      code: "InvalidSignatureException",
      message: "'x-amz-target' must be a 'SignedHeader' in the AWS Authorization.",
    });
    const presigned = withHeaders(await signed({}, { service: "s3", expiresIn: 60 }), (pairs) => [
      ...pairs,
      ["x-amz-acl", "public-read"],
    ]);
    expect(refusalOf(() => verify(presigned, { ...S3, payloadHash: "UNSIGNED-PAYLOAD" }))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "There were headers present in the request which were not signed",
      members: { HeadersNotSigned: "x-amz-acl" },
    });
  });

  test("SIG-4 host has to be signed and every header named has to be there", async () => {
    const request = await signed({});
    const edit = (from: string, to: string) =>
      withHeaders(request, (pairs) =>
        pairs.map(([name, value]) => [name, name === "authorization" ? value.replace(from, to) : value]),
      );
    expect(refusalOf(() => verify(edit("SignedHeaders=host;", "SignedHeaders=")))).toMatchObject({
      message: "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    });
    expect(refusalOf(() => verify(edit("SignedHeaders=host;", "SignedHeaders=accept;host;")))).toMatchObject({
      code: "IncompleteSignatureException",
      message: "'accept' is named as a SignedHeader, but it does not exist in the HTTP request.",
    });
  });

  test("SIG-5 the window is 5 minutes, and 15 for sts", async () => {
    const edge = await signed({}, { at: "2026-09-03T08:00:09Z" });
    expect(verify(edge).caller).toBe(caller);
    const sts = await signed({}, { service: "sts", at: "2026-09-03T07:50:09Z" });
    expect(verify(sts, { protocol: "query", names: ["sts"] }).caller).toBe(caller);
    const old = await signed({}, { service: "sts", at: "2026-09-03T07:50:08Z" });
    expect(refusalOf(() => verify(old, { protocol: "query", names: ["sts"] }))).toMatchObject({
      message:
        "Signature expired: 20260903T075008Z is now earlier than 20260903T075009Z (20260903T080509Z - 15 min.)",
    });
  });

  test("SIG-5 a presigned sts call lives 15 minutes whatever it says", async () => {
    const attempt: Attempt = { protocol: "query", names: ["sts"] };
    const short = await signed({}, { service: "sts", expiresIn: 60, at: "2026-09-03T07:55:09Z" });
    expect(verify(short, attempt).caller).toBe(caller);
    const long = await signed({}, { service: "sts", expiresIn: 3600, at: "2026-09-03T07:45:09Z" });
    expect(() => verify(long, attempt)).toThrow(/Signature expired/);
  });

  test("SIG-5 S3: skew, expiry, not yet valid, more than a week", async () => {
    const skewed = await signed({}, { service: "s3", at: "2026-09-03T07:45:09Z" });
    expect(refusalOf(() => verify(skewed, S3))).toEqual({
      code: "RequestTimeTooSkewed",
      status: 403,
      message: "The difference between the request time and the current time is too large.",
      members: {
        RequestTime: "20260903T074509Z",
        ServerTime: "2026-09-03T08:05:09Z",
        MaxAllowedSkewMilliseconds: 900_000,
      },
    });
    const presigned = { ...S3, payloadHash: "UNSIGNED-PAYLOAD" };
    const fresh = await signed({}, { service: "s3", expiresIn: 61, at: "2026-09-03T08:04:09Z" });
    expect(verify(fresh, presigned).caller).toBe(caller);
    const expired = await signed({}, { service: "s3", expiresIn: 60, at: "2026-09-03T08:04:09Z" });
    expect(refusalOf(() => verify(expired, presigned))).toEqual({
      code: "AccessDenied",
      status: 403,
      message: "Request has expired",
      members: { "X-Amz-Expires": "60", Expires: "2026-09-03T08:05:09Z", ServerTime: "2026-09-03T08:05:09Z" },
    });
    const future = await signed({}, { service: "s3", expiresIn: 60, at: "2026-09-03T08:25:09Z" });
    expect(refusalOf(() => verify(future, presigned))).toMatchObject({
      code: "AccessDenied",
      message: "Request is not yet valid",
    });
    const week = await signed({}, { service: "s3", expiresIn: 60 });
    const longer = { ...week, query: week.query.replace("X-Amz-Expires=60", "X-Amz-Expires=604801") };
    expect(refusalOf(() => verify(longer, presigned))).toMatchObject({
      code: "AuthorizationQueryParametersError",
      status: 400,
    });
    const word = { ...week, query: week.query.replace("X-Amz-Expires=60", "X-Amz-Expires=undefined") };
    expect(refusalOf(() => verify(word, presigned))).toMatchObject({
      message: "X-Amz-Expires should be a number",
    });
    const longerUndetected = { ...week, query: week.query.replace("X-Amz-Expires=60", "X-Amz-Expires=61") };
    expect(refusalOf(() => verify(longerUndetected, presigned))).toMatchObject({
      code: "SignatureDoesNotMatch",
    });
    const missing = { ...week, query: week.query.replace(/X-Amz-Expires=60&?/, "") };
    expect(refusalOf(() => verify(missing, presigned))).toMatchObject({
      message:
        "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    });
  });

  test("SIG-2 S3 shows what it signed", async () => {
    const request = await signed(
      { path: "/b/k" },
      { service: "s3", credentials: { ...KEY, secretAccessKey: "wrong" } },
    );
    expect(refusalOf(() => verify(request, S3))).toMatchObject({
      code: "SignatureDoesNotMatch",
      status: 403,
      message:
        "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
      members: {
        AWSAccessKeyId: KEY.accessKeyId,
        StringToSign: expect.stringMatching(
          /^AWS4-HMAC-SHA256\n20260903T080509Z\n20260903\/eu-west-1\/s3\/aws4_request\n[0-9a-f]{64}$/,
        ),
        StringToSignBytes: expect.stringMatching(/^41 57 53 34 /),
        CanonicalRequest: expect.stringMatching(/^GET\n\/b\/k\n\nhost:localhost:4566\n/),
        SignatureProvided: expect.stringMatching(/^[0-9a-f]{64}$/),
      },
    });
  });

  test("SIG-3 SIG-6 S3 words scope and key refusals its own way", async () => {
    const region = await signed({}, { service: "s3", region: "us-east-1" });
    expect(refusalOf(() => verify(region, S3))).toEqual({
      code: "AuthorizationHeaderMalformed",
      status: 400,
      message:
        "The authorization header is malformed; the region 'us-east-1' is wrong; expecting 'eu-west-1'",
      members: { Region: "eu-west-1" },
    });
    const unknown = await signed({}, { service: "s3", credentials: { ...KEY, accessKeyId: "AKIAUNKNOWN" } });
    expect(refusalOf(() => verify(unknown, S3))).toMatchObject({
      code: "InvalidAccessKeyId",
      status: 403,
      members: { AWSAccessKeyId: "AKIAUNKNOWN" },
    });
    const session = (accessKeyId: string) => ({ accessKeyId, secretAccessKey: "x", sessionToken: "old" });
    const expired = await signed({}, { service: "s3", credentials: session("ASIAEXPIRED") });
    expect(refusalOf(() => verify(expired, S3))).toMatchObject({ code: "ExpiredToken", status: 400 });
    const forged = await signed({}, { service: "s3", credentials: session("ASIASESSION") });
    expect(refusalOf(() => verify(forged, S3))).toMatchObject({ code: "InvalidToken", status: 400 });
    const undeclared = await signed({}, { service: "s3" });
    expect(refusalOf(() => verify(undeclared, { ...S3, payloadHash: "" }))).toMatchObject({
      code: "InvalidRequest",
    });
  });

  test("SIG-1 hostile headers are refused, never crash", () => {
    const hostile = fc.array(
      fc.constantFrom(
        "AWS4-HMAC-SHA256",
        "Credential=",
        "a/b/c/d/e",
        ",",
        "=",
        ";",
        " ",
        "Signature=é",
        "SignedHeaders=",
        "\u0000",
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(
        hostile,
        fc.constantFrom<WireProtocol>("aws-json", "rest-json", "query", "s3", "execute-api"),
        (parts, protocol) => {
          const headers: [string, string][] = [
            ["host", "x"],
            ["authorization", parts.join("")],
            ["x-amz-date", "20260903T080509Z"],
          ];
          const { code } = refusalOf(() => verify(fakeRequest({}, headers), { protocol })) as {
            code?: string;
          };
          expect(code).toMatch(/^[A-Z][A-Za-z]+$/);
        },
      ),
    );
  });
});
