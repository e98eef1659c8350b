import { headersInAddress } from "../../../../wire/sigv4/version-two.ts";
import type { Headers } from "./call.ts";

/** What is about the signature and its address, not about the object. */
const OF_SIGNATURE: ReadonlySet<string> = new Set([
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
const SIGNED_FOUR = /(?:^|&)X-Amz-Signature=/;
const SIGNED_TWO = /(?:^|&)Signature=/;

/**
 * S3-21: the headers of a request together with what its signed address says in place of headers: clients put
 * every `x-amz-*` header there, and with version 2 type and digest. A header that was sent goes first.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/RESTAuthentication.html
 */
export function withAddressHeaders(headers: Headers, query: string): Headers {
  const isTwo = SIGNED_TWO.test(query);
  if (headers["authorization"] !== undefined || !(isTwo || SIGNED_FOUR.test(query))) return headers;
  const inAddress = [...headersInAddress(query)].filter(
    ([name]) =>
      (name.startsWith("x-amz-") && !OF_SIGNATURE.has(name) && !HEADERS_ONLY.test(name)) ||
      (isTwo && (name === "content-md5" || name === "content-type")),
  );
  if (inAddress.length === 0) return headers;
  // As they would arrive: a character for each byte.
  const arrived = inAddress.map(([name, value]) => [name, Buffer.from(value, "utf8").toString("latin1")]);
  return { ...Object.fromEntries(arrived), ...headers };
}
