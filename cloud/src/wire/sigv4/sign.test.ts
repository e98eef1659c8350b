import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { AdministratorCaller } from "../../core/caller.ts";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { createAuthentication } from "./index.ts";
import { presignUrl, signRequest } from "./sign.ts";
import { fakeRequest } from "./testing/fake-request.ts";

const clock = new ManualClock();
const credentials = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "secret" };
const caller: AdministratorCaller = {
  kind: "administrator",
  arn: "arn:aws:iam::123456789012:user/administrator",
  accountId: "123456789012",
  accessKeyId: "AKIAEXAMPLE",
  userId: "AIDA",
};
const authentication = createAuthentication({
  clock,
  region: "eu-west-1",
  keys: { resolve: () => ({ kind: "found", secretAccessKey: "secret", caller }) },
});

describe("signRequest", () => {
  for (const service of ["cognito-idp", "s3"]) {
    test(`${service}: what it signs verifies, and a changed body does not`, () => {
      const url = "http://127.0.0.1:4566/a%20b/c?y=2&x=%2F";
      const body = '{"a":1}';
      const headers = signRequest({
        method: "POST",
        url,
        headers: { "Content-Type": "application/json" },
        body,
        service,
        region: "eu-west-1",
        credentials: { ...credentials, sessionToken: "t" },
        clock,
      });
      const request = fakeRequest({ method: "POST", path: "/a%20b/c", query: "y=2&x=%2F" }, [
        ["Host", "127.0.0.1:4566"],
        ...Object.entries(headers),
      ]);
      const verify = (text: string) =>
        authentication.authenticate({
          request,
          signingNames: [service],
          protocol: service === "s3" ? "s3" : "aws-json",
          payloadHash: createHash("sha256").update(text).digest("hex"),
        });
      expect(verify(body).caller).toBe(caller);
      expect(() => verify("{}")).toThrow(/signature we calculated/);
    });
  }
});

describe("presignUrl", () => {
  test("the address works until it expires", () => {
    const url = new URL(
      presignUrl({
        method: "GET",
        url: "http://127.0.0.1:4566/bucket/a%20b?response-content-type=image%2Fpng",
        service: "s3",
        region: "eu-west-1",
        credentials,
        clock,
        expiresSeconds: 60,
      }),
    );
    const request = fakeRequest({ path: url.pathname, query: url.search.slice(1) }, [["Host", url.host]]);
    const verify = () =>
      authentication.authenticate({
        request,
        signingNames: ["s3"],
        protocol: "s3",
        payloadHash: "UNSIGNED-PAYLOAD",
      });
    expect(verify().caller).toBe(caller);
    clock.advanceSeconds(60);
    expect(verify).toThrow("Request has expired");
  });
});
