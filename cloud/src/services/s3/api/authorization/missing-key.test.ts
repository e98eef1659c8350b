import { describe, expect, test } from "vitest";
import { anonymous } from "../../../../core/caller.ts";
import { AwsError } from "../../../../core/errors.ts";
import type { CallContext } from "../../../../wire/operation.ts";
import { missingKey } from "./missing-key.ts";
import type { Asking } from "./questions.ts";

/** What is told of a missing key where asking about the listing ends like that. */
const told = (assertAllowed: () => void): Error =>
  missingKey(
    { assertAllowed } as unknown as CallContext,
    { s3: {}, call: { caller: anonymous } } as unknown as Asking,
    { bucket: { name: "files" } as never, key: "a" },
  );
const failing = (error: Error) => () => {
  throw error;
};

describe("S3-4 missing keys", () => {
  test("S3-4 are told to who may list the bucket", () => {
    expect(told(() => undefined)).toMatchObject({ code: "NoSuchKey" });
  });

  test("S3-4 are a refusal to others, and the trace says what it hides", () => {
    const refusal = new AwsError("AccessDenied", "Access Denied", 403);

    const run = () => told(failing(refusal));

    expect(run).toThrow(
      expect.objectContaining({
        code: "AccessDenied",
        why: expect.objectContaining({ rule: "S3-4", reason: "object-missing-and-hidden", concealed: true }),
      }),
    );
  });

  test("S3-4 a fault while asking is that fault, and no refusal", () => {
    const fault = new Error("The disk is full");

    expect(() => told(failing(fault))).toThrow(fault);
  });
});
