import { AwsError } from "../../../core/errors.ts";

/** @see https://docs.aws.amazon.com/kms/latest/APIReference/CommonErrors.html */
export function notFound(message: string): AwsError {
  return new AwsError("NotFoundException", message);
}

export function keyNotFound(arn: string): AwsError {
  return notFound(`Key '${arn}' does not exist`);
}

export function invalidState(message: string): AwsError {
  return new AwsError("KMSInvalidStateException", message);
}

export function disabled(arn: string): AwsError {
  return new AwsError("DisabledException", `${arn} is disabled.`);
}

/** AWS says nothing but the code: neither that the context is another nor that the text was changed. */
export function invalidCiphertext(): AwsError {
  return new AwsError("InvalidCiphertextException", "");
}

export function incorrectKey(): AwsError {
  return new AwsError(
    "IncorrectKeyException",
    "The key ID in the request does not identify a CMK that can perform this operation.",
  );
}

/** Of a ciphertext: who may not use a key learns not whether it is there. */
export function cipherKeyUnknown(): AwsError {
  return new AwsError(
    "AccessDeniedException",
    "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
  );
}

export function invalidUsage(message: string): AwsError {
  return new AwsError("InvalidKeyUsageException", message);
}

/** AWS says nothing but the code of either. */
export function invalidSignature(): AwsError {
  return new AwsError("KMSInvalidSignatureException", "");
}

export function invalidMac(): AwsError {
  return new AwsError("KMSInvalidMacException", "");
}

/** Of what asymmetric keys and HMAC keys do not have; AWS says nothing but the code. */
export function unsupportedKind(): AwsError {
  return new AwsError("UnsupportedOperationException", "");
}

export function validation(message: string): AwsError {
  return new AwsError("ValidationException", message);
}

export function malformedPolicy(message: string): AwsError {
  return new AwsError("MalformedPolicyDocumentException", message);
}

export function tagError(message: string): AwsError {
  return new AwsError("TagException", message);
}

export function dryRun(): AwsError {
  return new AwsError(
    "DryRunOperationException",
    "The request would have succeeded, but the DryRun option is set.",
    412,
  );
}

/** @param arn of another account's key: whether it is there, or lets the caller in, is not told */
export function incorrectAccount(arn: string): AwsError {
  return new AwsError(
    "AccessDeniedException",
    `The key ${arn} does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access`,
  );
}
