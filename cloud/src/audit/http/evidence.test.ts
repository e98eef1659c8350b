import { describe, expect, test } from "vitest";
import { curlOf } from "./curl.ts";
import { evidenceOf } from "./evidence.ts";
import type { Sent } from "./send.ts";

const TOKEN = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJldmUifQ.${"s".repeat(40)}`;
const sent = (parts: Partial<Sent> = {}): Sent => ({
  method: "POST",
  origin: "http://127.0.0.1:9",
  path: "/v1/orders",
  headers: [],
  ...parts,
});

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
