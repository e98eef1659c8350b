import { describe, expect, test } from "vitest";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { createAuthentication } from "./index.ts";
import { fakeRequest } from "./testing/fake-request.ts";

const authentication = createAuthentication({
  keys: { resolve: () => ({ kind: "unknown" }) },
  clock: new ManualClock(),
  region: "eu-west-1",
});

function authenticate(query: string, headers: readonly (readonly [string, string])[] = []) {
  const request = fakeRequest({ path: "/photos/key", query }, [["host", "localhost"], ...headers]);
  return authentication.authenticate({ request, signingNames: ["s3"], protocol: "s3", payloadHash: "" });
}

describe("SIG-1 signatures of version 2", () => {
  test.each([
    ["in the query", "AWSAccessKeyId=AKIA&Signature=x&Expires=1", []],
    ["in the header", "", [["authorization", "AWS AKIA:abc"]]],
  ] as const)("%s are refused by name, not taken for an unsigned call", (_name, query, headers) => {
    expect(() => authenticate(query, headers)).toThrow(
      expect.objectContaining({
        code: "InvalidRequest",
        status: 400,
        message:
          "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
      }),
    );
  });

  test.each(["", "Signature=x", "AWSAccessKeyId=AKIA"])("%j is unsigned", (query) => {
    expect(authenticate(query).caller.kind).toBe("anonymous");
  });
});
