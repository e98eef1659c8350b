import { describe, expect, test } from "vitest";
import { sent, TOKEN } from "../testing/sent.ts";
import { curlOf } from "./curl.ts";
import { evidenceOf } from "./evidence.ts";

describe("evidence", () => {
  test.each([
    ["a header", sent({ headers: [["Authorization", TOKEN]] })],
    ["a cookie", sent({ headers: [["cookie", `access=${TOKEN}`]] })],
    ["a query", sent({ path: `/v1/orders?access_token=${TOKEN}` })],
    ["a body", sent({ body: JSON.stringify({ AccessToken: TOKEN }) })],
  ])("AUDIT-7 has no token of %s", (_where, request) => {
    const curl = curlOf(request);
    expect(curl).not.toContain("sssss");
    expect(curl).toMatch(/\$(?:TOKEN|COOKIE)"/);
  });

  test.each([
    "Password",
    "PASSWORD",
    "NEW_PASSWORD",
    "Session",
    "SecretCode",
    "REFRESH_TOKEN",
    "SECRET_HASH",
    "PASSWORD_CLAIM_SECRET_BLOCK",
    "PASSWORD_CLAIM_SIGNATURE",
    "SOFTWARE_TOKEN_MFA_CODE",
    "EMAIL_OTP_CODE",
    "TemporaryPassword",
    "accessToken",
    "clientSecret",
    "SecretAccessKey",
    "Authorization",
    "x-api-key",
  ])("AUDIT-7 has no %s of a body", (member) => {
    const body = JSON.stringify({ [member]: 'a "quoted" hunter2-secret' });
    const { curl, body: answered } = evidenceOf(sent({ body }), {
      status: 200,
      headers: {},
      cookies: [],
      body,
    });
    expect(curl + answered).not.toContain("hunter2");
  });

  test.each([
    ["a password with what a form may have", "password=hunter2*(hunter2)+hunter2;/hunter2&a=1"],
    ["a code of a query", "/callback?code=ab/hunter2+hunter2&state=1"],
    [
      "an address that is signed",
      "https://b.example/k?X-Amz-Signature=hunter2&X-Amz-Security-Token=a/hunter2",
    ],
    ["a signature", "AWS4-HMAC-SHA256 Credential=AKIA/x, SignedHeaders=host, Signature=hunter2"],
    ["JSON in JSON", JSON.stringify({ body: JSON.stringify({ password: 'a"hunter2', a: 1 }) })],
    [
      "JSON in it once more",
      JSON.stringify({ a: JSON.stringify({ body: JSON.stringify({ Session: "hunter2", a: 1 }) }) }),
    ],
    ["JSON on lines", '{\n  "client_secret" :\n    "hunter2"\n}'],
    ["JSON that was cut off", '{"a":1,"Session":"hunter2'],
    ["a field of a page", '<input type="hidden" name="_csrf" value="hunter2">'],
  ])("AUDIT-7 has no secret of %s", (_what, body) => {
    const answer = { status: 200, headers: {}, cookies: [], body };
    const { curl, body: answered } = evidenceOf(
      sent({ body, path: body.startsWith("/") ? body : "/" }),
      answer,
    );
    expect(curl + answered).not.toContain("hunter2");
    expect(answered).toMatch(/\$[A-Z_]+/);
  });

  test("AUDIT-7 has no code that is a number, and has what is no secret", () => {
    const body = '{"code":123456,"status":{"code":403},"Code":"AccessDenied","tokens":"none","session_id":7}';
    const answer = { status: 200, headers: {}, cookies: [], body };
    expect(evidenceOf(sent(), answer).body).toBe(body.replace("123456", "$CODE"));
  });

  test("is at most 512 bytes of an answer", () => {
    const answer = {
      status: 200,
      headers: { "x-amzn-requestid": "1a2b" },
      cookies: [],
      body: "ä".repeat(2_000),
    };
    const { body, trace } = evidenceOf(sent(), answer);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(512);
    expect(trace).toBe("1a2b");
  });
});
