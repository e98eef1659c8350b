import { AwsError } from "../../core/errors.ts";
import type { WireProtocol } from "../authentication.ts";
import type { RefusalReason } from "./refusal-reason.ts";
import { whyOf } from "./why.ts";

interface Refusal {
  readonly code: string;
  readonly status: number;
  /** The sentence; left out where the check that refuses writes it. */
  readonly text?: string;
}

/** Every protocol but S3, whose refusals depend on the form of the signature (`s3-refusals.ts`). */
type CommonProtocol = Exclude<WireProtocol, "s3">;

const TOKEN_INVALID = "The security token included in the request is invalid.";
const TOKEN_EXPIRED = "The security token included in the request is expired";
const MISMATCH =
  "The request signature we calculated does not match the signature you provided. " +
  "Check your AWS Secret Access Key and signing method. Consult the service documentation for details.";

/** The four protocols differ in code and status; those of JSON share the codes. */
function row(jsonCode: string, query: Refusal, text?: string): Readonly<Record<CommonProtocol, Refusal>> {
  const words = text === undefined ? {} : { text };
  return {
    "aws-json": { code: jsonCode, status: 400, ...words },
    "rest-json": { code: jsonCode, status: 403, ...words },
    "execute-api": { code: jsonCode, status: 403, ...words },
    query: { ...words, ...query },
  };
}

const invalidSignature = (text?: string) =>
  row("InvalidSignatureException", { code: "SignatureDoesNotMatch", status: 403 }, text);
const unrecognizedClient = row(
  "UnrecognizedClientException",
  { code: "InvalidClientTokenId", status: 403 },
  TOKEN_INVALID,
);

/**
 * Reason × protocol → code, status, sentence.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-troubleshooting.html
 */
const REFUSALS: Readonly<Record<RefusalReason, Readonly<Record<CommonProtocol, Refusal>>>> = {
  missing: row(
    "MissingAuthenticationTokenException",
    { code: "MissingAuthenticationToken", status: 403, text: "Request is missing Authentication Token" },
    "Missing Authentication Token",
  ),
  incomplete: {
    ...row("IncompleteSignatureException", { code: "IncompleteSignature", status: 400 }),
    "rest-json": { code: "IncompleteSignatureException", status: 400 },
  },
  "wrong-scope": invalidSignature(),
  "unsigned-header": invalidSignature(),
  "expired-signature": invalidSignature(),
  "future-signature": invalidSignature(),
  "unknown-key": unrecognizedClient,
  "token-missing": unrecognizedClient,
  "token-invalid": unrecognizedClient,
  "expired-token": row("ExpiredTokenException", { code: "ExpiredToken", status: 403 }, TOKEN_EXPIRED),
  "bad-signature": invalidSignature(MISMATCH),
};

/** @param detail the sentence, for the reasons whose sentence names what was sent */
export function refusal(reason: RefusalReason, protocol: CommonProtocol, detail?: string): AwsError {
  const { code, status, text } = REFUSALS[reason][protocol];
  return new AwsError(code, detail ?? text ?? "", status).because(whyOf(reason));
}
