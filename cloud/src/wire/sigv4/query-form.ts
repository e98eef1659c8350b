import type { WireProtocol } from "../authentication.ts";
import type { HttpRequest } from "../http.ts";
import { refusal } from "./refusals.ts";
import { S3_QUERY_PARAMETERS_REQUIRED, s3Malformed, s3QueryParameters } from "./s3-refusals.ts";
import { ALGORITHM } from "./signature.ts";
import { parseCredential, parseIsoBasic, parseSignedHeaders, type SignatureForm } from "./signature-form.ts";

const REQUIRED = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Date",
  "X-Amz-SignedHeaders",
  "X-Amz-Signature",
] as const;

const ONE_OF_THEM = /(?:^|&)X-Amz-(?:Algorithm|Credential|Signature)=/;

/**
 * Whether an address is taken for a presigned one. Everybody asks here: names may be percent-encoded, also that
 * of the signature, which is no part of what is signed.
 */
export function isSignedAddress(query: string): boolean {
  return query !== "" && ONE_OF_THEM.test(query);
}

/**
 * Reads the `X-Amz-…` parameters of a presigned request. Throws the protocol's refusal of
 * incomplete parameters.
 */
export function parseQueryForm(request: HttpRequest, protocol: WireProtocol): SignatureForm {
  const parameters = new URLSearchParams(request.query);
  const text = (name: string): string => parameters.get(name) ?? "";
  const missing = REQUIRED.filter((name) => text(name) === "");
  if (protocol === "s3") assertS3Parameters(parameters, missing);
  else if (missing.length > 0) {
    const sentences = missing.map((name) => `AWS query-string parameters must include '${name}'.`);
    throw refusal("incomplete", protocol, `${sentences.join(" ")} Re-examine the query-string parameters.`);
  } else if (text("X-Amz-Algorithm") !== ALGORITHM) {
    throw refusal("incomplete", protocol, `Unsupported AWS 'algorithm': '${text("X-Amz-Algorithm")}'.`);
  }
  const time = parseIsoBasic(text("X-Amz-Date"));
  if (time === undefined) {
    throw protocol === "s3"
      ? s3QueryParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"")
      : refusal(
          "incomplete",
          protocol,
          `Date must be in ISO-8601 'basic format'. Got '${text("X-Amz-Date")}'. See http://en.wikipedia.org/wiki/ISO_8601`,
        );
  }
  const credential = parseCredential(text("X-Amz-Credential"));
  if (credential === undefined) throw malformedCredential(protocol, text("X-Amz-Credential"));
  return {
    form: "query",
    ...credential,
    signedHeaders: parseSignedHeaders(text("X-Amz-SignedHeaders")),
    signature: text("X-Amz-Signature"),
    date: text("X-Amz-Date"),
    time,
    sessionToken: parameters.get("X-Amz-Security-Token") ?? undefined,
    expires: parameters.get("X-Amz-Expires") ?? undefined,
  };
}

function assertS3Parameters(parameters: URLSearchParams, missing: readonly string[]): void {
  if (missing.length > 0 || !parameters.has("X-Amz-Expires")) {
    throw s3QueryParameters(S3_QUERY_PARAMETERS_REQUIRED);
  }
  if (parameters.get("X-Amz-Algorithm") !== ALGORITHM) {
    throw s3QueryParameters('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  }
}

function malformedCredential(protocol: WireProtocol, sent: string): Error {
  if (protocol === "s3") {
    return s3Malformed(
      "query",
      'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  return refusal(
    "incomplete",
    protocol,
    `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${sent}'`,
  );
}
