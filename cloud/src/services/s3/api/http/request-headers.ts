import type { HttpRequest } from "../../../../wire/http.ts";
import { isSignedAddress } from "../../../../wire/sigv4/query-form.ts";
import { headersInAddress } from "../../../../wire/sigv4/version-two.ts";
import { EMPTY_SHA256 } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Headers } from "./call.ts";

/** What is about the signature and its address, not about the object. */
const OF_SIGNED_ADDRESS: ReadonlySet<string> = new Set([
  "x-amz-algorithm",
  "x-amz-content-sha256",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-expires",
  "x-amz-security-token",
  "x-amz-signature",
  "x-amz-signedheaders",
]);
/** S3 reads these in headers alone, whatever an address says. */
const HEADERS_ONLY =
  /^x-amz-(?:checksum-|sdk-checksum-algorithm$|server-side-encryption(?:$|-(?!customer-))|tagging$)/;
const SIGNED_TWO = /(?:^|&)Signature=/;

/**
 * S3-21: the headers of a request together with what its signed address says in place of headers: clients put
 * every `x-amz-*` header there, and with version 2 type and digest. A header that was sent goes first.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
 */
export function withAddressHeaders(headers: Headers, query: string): Headers {
  const isTwo = SIGNED_TWO.test(query);
  if (headers["authorization"] !== undefined || !(isTwo || isSignedAddress(query))) return headers;
  const inAddress = [...headersInAddress(query)].filter(
    ([name]) =>
      (name.startsWith("x-amz-") && !OF_SIGNED_ADDRESS.has(name) && !HEADERS_ONLY.test(name)) ||
      (isTwo && (name === "content-md5" || name === "content-type")),
  );
  if (inAddress.length === 0) return headers;
  // As they would arrive: a character for each byte.
  const arrived = inAddress.map(([name, value]) => [name, Buffer.from(value, "utf8").toString("latin1")]);
  return { ...Object.fromEntries(arrived), ...headers };
}

const REFUSED_PREFIXES = [
  "x-amz-server-side-encryption-customer-",
  "x-amz-copy-source-server-side-encryption-customer-",
  "x-amz-object-lock-",
  "x-amz-bucket-object-lock-",
  "x-amz-grant-",
] as const;
/** What every signed call has. */
const OF_SIGNED_CALL: ReadonlySet<string> = new Set([
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
    if (!name.startsWith("x-amz-") || OF_SIGNED_CALL.has(name)) continue;
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

const PAYLOAD_HASH =
  /^(?:[0-9a-f]{64}|UNSIGNED-PAYLOAD|STREAMING-UNSIGNED-PAYLOAD-TRAILER|STREAMING-AWS4-HMAC-SHA256-PAYLOAD(?:-TRAILER)?)$/;

/**
 * What the signature covers of the body. S3-2: a header-signed request says what it signs of its body.
 * @throws AwsError InvalidRequest, InvalidArgument, NotImplemented, XAmzContentSHA256Mismatch
 */
export function declaredPayloadHash(request: HttpRequest): string {
  const declared = request.headers["x-amz-content-sha256"];
  if (declared === undefined) {
    // Presigned requests may declare it in the query; the verifier reads it there, and it refuses
    // headers of other schemes by name.
    if (!(request.headers["authorization"] ?? "").startsWith("AWS4-")) return "";
    throw s3Errors.invalidRequest("Missing required header for this request: x-amz-content-sha256");
  }
  if (declared.startsWith("STREAMING-AWS4-ECDSA-"))
    throw s3Errors.notImplemented("SigV4a (AWS4-ECDSA-P256-SHA256)");
  if (!PAYLOAD_HASH.test(declared)) {
    throw s3Errors.invalidArgument(
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
      "x-amz-content-sha256",
      declared,
    );
  }
  const bodiless = request.method === "GET" || request.method === "HEAD";
  if (bodiless && declared.length === 64 && declared !== EMPTY_SHA256) {
    throw s3Errors.contentSha256Mismatch(declared, EMPTY_SHA256);
  }
  return declared;
}
