import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import type { HttpRequest } from "../http.ts";
import { createAuthentication } from "./index.ts";
import { EMPTY_SHA256 } from "./signature.ts";
import { fakeRequest } from "./testing/fake-request.ts";
import {
  type Attempt,
  caller,
  KEY,
  keys,
  refusalOf,
  S3,
  signed,
  verify,
  withHeaders,
} from "./testing/signing.ts";

describe("createAuthentication with the AWS SDK as signer", () => {
  test("SIG-2 a signed request gives its caller, scope and key", async () => {
    const request = await signed({ method: "POST", path: "/2015-03-31/functions/f/invocations", body: "{}" });
    const verified = verify(request, { body: "{}" });
    expect(verified.caller).toBe(caller);
    expect(verified.scope).toBe("20260903/eu-west-1/lambda/aws4_request");
    expect(verified.date).toBe("20260903T080509Z");
    expect(verified.signature).toMatch(/^[0-9a-f]{64}$/);
    expect(verified.signingKey).toMatchObject({ type: "secret", symmetricKeySize: 32 });
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
  });

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

  test.each([
    ["é.pdf", "Ã©.pdf"],
    // Its last byte, A0, is a blank in Latin-1.
    ["voilà", "voilÃ\u00A0"],
    ["日本", "æ\u0097¥æ\u009C¬"],
    // What Node's clients send: Latin-1 has no bytes that are UTF-8 here.
    ["é.pdf", "é.pdf"],
  ])("SIG-2 a header value %s that arrives as %j verifies: its UTF-8 was signed", async (value, arrived) => {
    const request = await signed({ headers: { "x-amz-meta-name": value } }, { service: "s3" });
    const sent = withHeaders(request, (pairs) =>
      pairs.map(([name, text]) => [name, name === "x-amz-meta-name" ? arrived : text]),
    );
    expect(verify(sent, S3).caller).toBe(caller);
    const other = withHeaders(sent, (pairs) =>
      pairs.map(([name, text]) => [name, name === "x-amz-meta-name" ? `${text}x` : text]),
    );
    expect(() => verify(other, S3)).toThrow(/signature we calculated/);
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
