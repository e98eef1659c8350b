import { s3Errors } from "../../domain/shared/errors.ts";
import type { Headers } from "./call.ts";

const REFUSED_PREFIXES = [
  "x-amz-server-side-encryption-customer-",
  "x-amz-copy-source-server-side-encryption-customer-",
  "x-amz-object-lock-",
  "x-amz-bucket-object-lock-",
  "x-amz-grant-",
] as const;
/** What every signed call has. */
const OF_SIGNATURE: ReadonlySet<string> = new Set([
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-security-token",
]);
const REFUSED: ReadonlySet<string> = new Set([
  "x-amz-mfa",
  "x-amz-bucket-namespace",
  "x-amz-object-annotation-directive",
  "x-amz-bypass-governance-retention",
  "x-amz-server-side-encryption-context",
  "x-amz-write-offset-bytes",
  "x-amz-optional-object-attributes",
  "x-amz-source-expected-bucket-owner",
  "x-amz-if-match-last-modified-time",
  "x-amz-if-match-size",
  "x-amz-if-match-initiated-time",
]);

/**
 * Refuses headers that ask for something this service does not do.
 * @throws AwsError NotImplemented naming the header
 */
export function assertNoRefusedHeaders(headers: Headers): void {
  for (const name in headers) {
    if (!name.startsWith("x-amz-") || OF_SIGNATURE.has(name)) continue;
    const refused = REFUSED.has(name) || REFUSED_PREFIXES.some((prefix) => name.startsWith(prefix));
    if (refused) throw s3Errors.headerNotImplemented(name);
  }
}

// S3-13: the caller may insist on whose bucket it is.
export function assertExpectedOwner(headers: Headers, accountId: string): void {
  const expected = headers["x-amz-expected-bucket-owner"];
  if (expected === undefined) return;
  if (!/^\d{12}$/.test(expected)) {
    throw s3Errors.invalidArgument(
      "The value of the expected bucket owner parameter must be an AWS account ID",
      "x-amz-expected-bucket-owner",
      expected,
    );
  }
  if (expected !== accountId) throw s3Errors.accessDenied();
}
