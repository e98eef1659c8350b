import { describe, expect, test } from "vitest";
import { ManualClock } from "../../core/testing/manual-clock.ts";
import { ADMIN_KEY, ROLE_KEY, SECRET, testKeys } from "../testing/access-keys.ts";
import { createAuthentication } from "./index.ts";
import { fakeRequest } from "./testing/fake-request.ts";
import { takesVersionTwo, versionTwoSignature } from "./version-two.ts";

const NOW = "2026-09-03T08:00:00Z";
const END = String(Date.parse("2026-09-03T08:10:00Z") / 1000);

interface Sent {
  readonly query: string;
  readonly headers?: readonly (readonly [string, string])[];
  readonly region?: string;
  readonly now?: string;
  readonly method?: string;
}

function authenticate({ query, headers = [], region = "eu-west-1", now = NOW, method = "GET" }: Sent) {
  const authentication = createAuthentication({
    keys: testKeys("reader", "token"),
    clock: new ManualClock(now),
    region,
  });
  const request = fakeRequest({ method, path: "/photos/key", query }, [["host", "localhost"], ...headers]);
  return authentication.authenticate({
    request,
    signingNames: ["s3"],
    protocol: "s3",
    payloadHash: "",
    signedResource: () => "/photos/key",
  });
}

/** The address that a client with the secret makes for this text. */
const address = (text: string, { key = ADMIN_KEY, expires = END, more = "" } = {}): string =>
  `AWSAccessKeyId=${key}&Signature=${encodeURIComponent(versionTwoSignature(SECRET, text))}&Expires=${expires}${more}`;
const GET = `GET\n\n\n${END}\n/photos/key`;

const refusal = (act: () => unknown): string => {
  try {
    act();
  } catch (error) {
    const { code, status, message } = error as { code: string; status: number; message: string };
    return `${status} ${code}: ${message}`;
  }
  return "taken";
};

describe("SIG-8 addresses signed with version 2", () => {
  test("SIG-8 an address that botocore made with a token, headers and sub-resources is taken", () => {
    const text =
      "PUT\n\ntext/plain\n1788423000\nx-amz-acl:private\nx-amz-meta-b:2\nx-amz-security-token:token\n/photos/a%20b?acl&versionId=v1";
    expect(versionTwoSignature(SECRET, text)).toBe("zoY1+ODK2bJ9FRQnRJ8AKAt/wJ4=");
    const authentication = createAuthentication({
      keys: testKeys("reader", "token"),
      clock: new ManualClock(NOW),
      region: "eu-west-1",
    });
    const query =
      "versionId=v1&acl&AWSAccessKeyId=AKIAADMINISTRATOR000&Signature=zoY1%2BODK2bJ9FRQnRJ8AKAt%2FwJ4%3D&content-type=text%2Fplain&x-amz-meta-b=2&x-amz-acl=private&x-amz-security-token=token&Expires=1788423000";
    const request = fakeRequest({ method: "PUT", path: "/photos/a%20b", query }, [
      ["host", "s3.amazonaws.com"],
      ["content-type", "text/plain"],
      ["x-amz-meta-b", "2"],
      ["x-amz-acl", "private"],
    ]);
    const signed = { signingNames: ["s3"], protocol: "s3", payloadHash: "" } as const;
    const signedResource = () => "/photos/a%20b?acl&versionId=v1";
    expect(authentication.authenticate({ ...signed, request, signedResource }).caller.kind).toBe(
      "administrator",
    );
  });

  test.each([
    ["plain", { query: address(GET) }],
    [
      "with a content type in the header",
      {
        method: "PUT",
        query: address(`PUT\n\ntext/plain\n${END}\n/photos/key`),
        headers: [["content-type", "text/plain"]],
      },
    ],
    [
      "with what stands for headers in the address",
      {
        query: address(`GET\n\n\n${END}\nx-amz-security-token:token\n/photos/key`, {
          key: ROLE_KEY,
          more: "&x-amz-security-token=token",
        }),
      },
    ],
    [
      "with x-amz headers",
      {
        query: address(`GET\n\n\n${END}\nx-amz-a:1\nx-amz-b:2\n/photos/key`),
        headers: [
          ["X-Amz-B", "2"],
          ["x-amz-a", "1"],
        ],
      },
    ],
  ] as const)("SIG-8 %s is taken", (_name, sent) => {
    expect(refusal(() => authenticate(sent))).toBe("taken");
  });

  test.each([
    ["another method", { query: address(GET), method: "PUT" }, "403 SignatureDoesNotMatch"],
    [
      "a header more",
      { query: address(GET), headers: [["x-amz-acl", "private"]] },
      "403 SignatureDoesNotMatch",
    ],
    [
      "a parameter for a header more",
      { query: address(GET, { more: "&x-amz-acl=private" }) },
      "403 SignatureDoesNotMatch",
    ],
    [
      "a later end",
      { query: address(GET).replace(END, String(Number(END) + 1)) },
      "403 SignatureDoesNotMatch",
    ],
    ["an unknown key", { query: address(GET, { key: "AKIANOBODY" }) }, "403 InvalidAccessKeyId"],
    [
      "a foreign token",
      { query: address(GET, { key: ROLE_KEY, more: "&x-amz-security-token=x" }) },
      "400 InvalidToken",
    ],
    [
      "its end reached",
      { query: address(GET), now: "2026-09-03T08:10:00Z" },
      "403 AccessDenied: Request has expired",
    ],
    [
      "an end that is no time",
      { query: address(GET, { expires: "soon" }) },
      "403 AccessDenied: Invalid date (should be seconds since epoch): soon",
    ],
    [
      "no end",
      { query: "AWSAccessKeyId=AKIA&Signature=x" },
      "403 AccessDenied: Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters",
    ],
    [
      "a signature of version 4 as well",
      { query: address(GET, { more: "&X-Amz-Signature=x" }) },
      "400 InvalidArgument: Only one auth mechanism allowed",
    ],
    [
      "a region that knows version 4 only",
      { query: address(GET), region: "eu-central-1" },
      "400 InvalidRequest: The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    ],
  ] as const)("SIG-8 with %s it is refused", (_name, sent, expected) => {
    const outcome = refusal(() => authenticate(sent));
    expect(outcome.startsWith(expected), outcome).toBe(true);
  });

  test("SIG-1 version 2 in the header is refused by name, not taken for an unsigned call", () => {
    const headers = [["authorization", "AWS AKIA:abc"]] as const;
    expect(refusal(() => authenticate({ query: "", headers }))).toBe(
      "400 InvalidRequest: The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    );
  });

  test.each(["", "Signature=x", "AWSAccessKeyId=AKIA"])("SIG-1 %j is unsigned", (query) => {
    expect(authenticate({ query }).caller.kind).toBe("anonymous");
  });

  test.each([
    ["eu-west-1", true],
    ["us-east-1", true],
    ["eu-central-1", false],
    ["eu-west-2", false],
  ])("SIG-8 %s takes version 2: %s", (region, expected) => {
    expect(takesVersionTwo(region)).toBe(expected);
  });
});
