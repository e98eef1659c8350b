import { describe, expect, test } from "vitest";
import { createKnownPrefixes, signatureOf } from "./header-form.ts";

const PREFIX =
  "AWS4-HMAC-SHA256 Credential=AKIA/20261125/eu-west-1/s3/aws4_request, SignedHeaders=host;x-amz-date, Signature=";
const SIGNATURE = "a".repeat(64);
const part = {
  accessKeyId: "AKIA",
  scope: { date: "20261125", region: "eu-west-1", service: "s3" },
  terminator: "aws4_request",
  signedHeaders: ["host", "x-amz-date"],
};

describe("SIG-1 known Authorization headers", () => {
  test("SIG-1 the same header with another signature is read with that signature", () => {
    const known = createKnownPrefixes();
    known.remember(PREFIX + SIGNATURE, part);
    const other = "0123456789abcdef".repeat(4);
    expect(known.find(PREFIX + other)).toEqual(part);
    expect(signatureOf(PREFIX + other)).toBe(other);
  });

  test.each([
    ["another key", `${PREFIX.replace("AKIA", "AKIB")}${SIGNATURE}`],
    ["other signed headers", `${PREFIX.replace("host;", "")}${SIGNATURE}`],
    ["a longer signature", `${PREFIX}${SIGNATURE}a`],
    ["a shorter signature", `${PREFIX}${SIGNATURE.slice(1)}`],
    ["upper-case digits", `${PREFIX}${SIGNATURE.toUpperCase()}`],
    ["something behind the signature", `${PREFIX}${SIGNATURE}, x=1`],
    ["no signature", PREFIX],
    ["nothing", ""],
  ])("SIG-1 %s is not known", (_, header) => {
    const known = createKnownPrefixes();
    known.remember(PREFIX + SIGNATURE, part);
    expect(known.find(header)).toBeUndefined();
  });

  test("SIG-1 headers that do not end in their signature, or are very long, are not remembered", () => {
    const known = createKnownPrefixes();
    const swapped = `AWS4-HMAC-SHA256 Signature=${SIGNATURE}, Credential=${"b".repeat(64)}`;
    const long = `${"x".repeat(2_000)} Signature=${SIGNATURE}`;
    for (const header of [swapped, long]) {
      known.remember(header, part);
      expect(known.find(header)).toBeUndefined();
    }
  });

  test("SIG-1 the oldest makes room", () => {
    const known = createKnownPrefixes(2);
    const headers = ["one", "two", "three"].map((name) => `${name} Signature=${SIGNATURE}`);
    for (const header of headers) known.remember(header, part);
    expect(headers.map((header) => known.find(header) !== undefined)).toEqual([false, true, true]);
  });
});
