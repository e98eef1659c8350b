import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { API_ID, api, method, serve } from "../../../testing/stage.ts";

const JWT = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl";
const hashed = (text: string) => createHash("sha256").update(text).digest("base64");
const REQUIRES =
  "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.";
const DATE = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.";
const WELL_FORMED =
  "AWS4-HMAC-SHA256 Credential=AKIA/20260903/eu-west-1/execute-api/aws4_request, SignedHeaders=host, Signature=";

interface Case {
  readonly title: string;
  readonly path?: string;
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly message: string;
  readonly errorType: string;
}

const MISSING = { message: "Missing Authentication Token", errorType: "MissingAuthenticationTokenException" };
const FORBIDDEN = { message: "Forbidden", errorType: "ForbiddenException" };
const incomplete = (message: string) => ({ message, errorType: "IncompleteSignatureException" });

const CASES: readonly Case[] = [
  { title: "unknown path, no header", path: "/v1/nothing", ...MISSING },
  { title: "unknown method, no header", path: "/v1/x", method: "POST", ...MISSING },
  { title: "OPTIONS without a method of its own", path: "/v1/x", method: "OPTIONS", ...MISSING },
  { title: "HEAD is a method of its own", path: "/v1/x", method: "HEAD", ...MISSING },
  { title: "ANY is no method of clients", path: "/v1/x", method: "ANY", ...MISSING },
  { title: "other letter case", path: "/v1/X", ...MISSING },
  { title: "stage root", path: "/v1", ...MISSING },
  { title: "empty header", path: "/v1/nothing", headers: { Authorization: "" }, ...MISSING },
  {
    title: "Bearer token",
    path: "/v1/nothing",
    headers: { Authorization: `Bearer ${JWT}` },
    ...incomplete(
      `Invalid key=value pair (missing equal-sign) in Authorization header (hashed with SHA-256 and encoded with Base64): '${hashed(`Bearer ${JWT}`)}'.`,
    ),
  },
  {
    title: "raw token",
    path: "/v1/nothing",
    headers: { Authorization: JWT },
    ...incomplete(
      `${REQUIRES} ${DATE} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(JWT)}`,
    ),
  },
  {
    title: "raw token with a date",
    path: "/v1/nothing",
    headers: { Authorization: JWT, Date: "Thu, 03 Sep 2026 08:05:09 GMT" },
    ...incomplete(`${REQUIRES} (Hashed with SHA-256 and encoded with Base64) Authorization=${hashed(JWT)}`),
  },
  {
    title: "well-formed, wrong signature",
    path: "/v1/nothing",
    headers: { Authorization: `${WELL_FORMED}bad`, "X-Amz-Date": "20260903T080509Z" },
    message:
      "The request signature we calculated does not match the signature you provided. InvocationCheck your AWS Secret Access Key and signing method. Consult the service documentation for details.",
    errorType: "InvalidSignatureException",
  },
  {
    title: "rightly signed",
    path: "/v1/nothing",
    headers: { Authorization: `${WELL_FORMED}good`, "X-Amz-Date": "20260903T080509Z" },
    ...MISSING,
  },
  { title: "unknown stage", path: "/v2/x", ...FORBIDDEN },
  { title: "no stage", path: "/", ...FORBIDDEN },
  { title: "unknown stage with a token", path: "/v2/x", headers: { Authorization: JWT }, ...FORBIDDEN },
  { title: "a prototype name as stage", path: "/__proto__/x", ...FORBIDDEN },
];

describe("APIGW-2 APIGW-10 calls nobody serves", () => {
  for (const it of CASES) {
    test(`APIGW-2 ${it.title}: 403 ${it.errorType}`, async () => {
      const stage = serve(api({ "/x": [method("GET")] }));

      const response = await stage.call({
        path: it.path,
        method: it.method ?? "GET",
        headers: it.headers ?? {},
      } as never);

      expect([response.status, response.body]).toEqual([403, JSON.stringify({ message: it.message })]);
      expect(response.headers["x-amzn-ErrorType"]).toBe(it.errorType);
      expect(response.headers["Content-Type"]).toBe("application/json");
      expect(stage.fakes.invocations).toHaveLength(0);
    });
  }

  test("APIGW-2 the path that is served passes, whatever the header", async () => {
    const stage = serve(api({ "/x": [method("GET")] }));

    const response = await stage.call({ path: "/v1/x", headers: { Authorization: `Bearer ${JWT}` } });

    expect([response.status, stage.fakes.invocations.length]).toEqual([200, 1]);
  });

  test("APIGW-2 a verb that a resource lacks is left to an open greedy route beside it, as on AWS", async () => {
    const stage = serve(
      api({ "/x": [method("GET", { authorizationType: "AWS_IAM" })], "/{proxy+}": [method("POST")] }),
    );

    const greedy = await stage.call({ method: "POST", path: "/v1/x" });
    const nobody = await stage.call({ method: "PUT", path: "/v1/x" });

    expect([greedy.status, nobody.status, stage.fakes.invocations.length]).toEqual([200, 403, 1]);
    expect(String(stage.fakes.invocations[0]?.payload)).toContain('"resource":"/{proxy+}"');
  });

  test("APIGW-10 an unknown API is Forbidden", async () => {
    const stage = serve(api({ "/x": [method("GET")] }));

    const refused = await stage.call({ path: "/v1/x", apiId: "zzzzzzzzzz" });
    const passed = await stage.call({ path: "/v1/x", apiId: API_ID });

    expect([refused.status, refused.body, passed.status]).toEqual([403, '{"message":"Forbidden"}', 200]);
  });

  test("APIGW-2 X-HTTP-Method-Override decides which method is routed and reported", async () => {
    const stage = serve(api({ "/x": [method("DELETE")] }));

    const passed = await stage.call({
      method: "POST",
      path: "/v1/x",
      headers: { "X-HTTP-Method-Override": "DELETE" },
    });
    const refused = await stage.call({
      method: "DELETE",
      path: "/v1/x",
      headers: { "X-HTTP-Method-Override": "GET" },
    });

    expect([passed.status, refused.status, stage.fakes.invocations.length]).toEqual([200, 403, 1]);
    expect(String(stage.fakes.invocations[0]?.payload)).toContain('"httpMethod":"DELETE"');
  });
});
