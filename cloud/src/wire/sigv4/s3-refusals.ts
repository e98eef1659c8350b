import { AwsError } from "../../core/errors.ts";
import type { SignatureForm } from "./signature-form.ts";
import { whyOf } from "./why.ts";

/**
 * What S3 answers for a signature it does not take.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 */
export const S3_SKEW_MILLISECONDS = 900_000;

/** The part of a scope that is wrong: S3 words it by header or by query parameter. */
export function s3Malformed(form: SignatureForm["form"], what: string, members = {}): AwsError {
  const error =
    form === "header"
      ? new AwsError(
          "AuthorizationHeaderMalformed",
          `The authorization header is malformed; ${what}`,
          400,
          members,
        )
      : new AwsError(
          "AuthorizationQueryParametersError",
          `Error parsing the X-Amz-Credential parameter; ${what}`,
          400,
          members,
        );
  return error.because(whyOf("incomplete"));
}

/** @param fault the same in short, for the trace */
export function s3QueryParameters(text: string, fault = text): AwsError {
  return new AwsError("AuthorizationQueryParametersError", text, 400).because(
    whyOf("incomplete", { had: { fault } }),
  );
}

export const S3_QUERY_PARAMETERS_REQUIRED =
  "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, " +
  "X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.";
export const S3_EXPIRES_TOO_LONG =
  "X-Amz-Expires must be less than a week (in seconds) that is, the given X-Amz-Expires must be less than 604800 seconds";

/** Regions since 2014 know version 4 only, and headers are taken with version 4 only; boto3 still presigns with version 2. */
export function s3OnlyVersionFour(): AwsError {
  return new AwsError(
    "InvalidRequest",
    "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
    400,
  );
}

export function s3InvalidAccessKeyId(accessKeyId: string): AwsError {
  return new AwsError(
    "InvalidAccessKeyId",
    "The AWS Access Key Id you provided does not exist in our records.",
    403,
    { AWSAccessKeyId: accessKeyId },
  );
}

export function s3InvalidToken(token: string): AwsError {
  return new AwsError("InvalidToken", "The provided token is malformed or otherwise invalid.", 400, {
    "Token-0": token,
  });
}

export function s3ExpiredToken(token: string): AwsError {
  return new AwsError("ExpiredToken", "The provided token has expired.", 400, { "Token-0": token });
}

export function s3RequestTimeTooSkewed(requestTime: string, serverTime: string): AwsError {
  return new AwsError(
    "RequestTimeTooSkewed",
    "The difference between the request time and the current time is too large.",
    403,
    {
      RequestTime: requestTime,
      ServerTime: serverTime,
      MaxAllowedSkewMilliseconds: S3_SKEW_MILLISECONDS,
    },
  );
}

export function s3HeadersNotSigned(names: readonly string[]): AwsError {
  return new AwsError(
    "AccessDenied",
    "There were headers present in the request which were not signed",
    403,
    { HeadersNotSigned: names.join(", ") },
  );
}

export function s3SignatureDoesNotMatch(details: {
  readonly accessKeyId: string;
  readonly stringToSign: string;
  readonly signature: string;
  /** Undefined for version 2, which has none. */
  readonly canonicalRequest: string | undefined;
}): AwsError {
  return new AwsError(
    "SignatureDoesNotMatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    403,
    {
      AWSAccessKeyId: details.accessKeyId,
      StringToSign: details.stringToSign,
      SignatureProvided: details.signature,
      StringToSignBytes: spacedHex(details.stringToSign),
      ...(details.canonicalRequest === undefined
        ? {}
        : {
            CanonicalRequest: details.canonicalRequest,
            CanonicalRequestBytes: spacedHex(details.canonicalRequest),
          }),
    },
  );
}

/** `41 57 53 34 …` */
function spacedHex(text: string): string {
  return Buffer.from(text, "utf8")
    .toString("hex")
    .replace(/(..)(?!$)/g, "$1 ");
}
