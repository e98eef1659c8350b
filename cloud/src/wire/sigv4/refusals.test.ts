import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { WireProtocol } from "../authentication.ts";
import { fakeRequest } from "./testing/fake-request.ts";
import {
  type Attempt,
  caller,
  KEY,
  refusalOf,
  S3,
  type Signing,
  signed,
  verify,
  withHeaders,
} from "./testing/signing.ts";

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
