import { createHmac, type KeyObject } from "node:crypto";
import { AwsError } from "../../core/errors.ts";
import { s3QueryParameters } from "./s3-refusals.ts";
import { ALGORITHM, hmacHex } from "./signature.ts";
import { parseCredential, parseIsoBasic, type SignatureForm } from "./signature-form.ts";
import { whyOf } from "./why.ts";

/** Fields of a form by lower-case name. */
export type FormFields = ReadonlyMap<string, string>;

const VERSION_FOUR = ["X-Amz-Algorithm", "X-Amz-Credential", "X-Amz-Date", "X-Amz-Signature"] as const;
const VERSION_TWO = ["AWSAccessKeyId", "Signature"] as const;

/** Which version signed the policy of a form; undefined for a form without one. @throws AwsError */
export function formSignatureVersion(fields: FormFields): "two" | "four" | undefined {
  if (!fields.has("policy")) {
    const signed = [...VERSION_FOUR, ...VERSION_TWO].some((name) => fields.has(name.toLowerCase()));
    if (signed) throw missingField("policy");
    return undefined;
  }
  if (VERSION_TWO.some((name) => fields.has(name.toLowerCase()))) {
    assertFields(fields, VERSION_TWO);
    return "two";
  }
  if (!VERSION_FOUR.some((name) => fields.has(name.toLowerCase()))) {
    throw new AwsError("AccessDenied", "Access Denied", 403).because(whyOf("missing"));
  }
  assertFields(fields, VERSION_FOUR);
  return "four";
}

/** S3 reads a form in order: what it needs stands before the file. */
export function missingField(name: string): AwsError {
  return new AwsError(
    "InvalidArgument",
    `Bucket POST must contain a field named '${name}'.  If it is specified, please check the order of the fields.`,
    400,
    { ArgumentName: name, ArgumentValue: "" },
  ).because(whyOf("incomplete"));
}

function assertFields(fields: FormFields, names: readonly string[]): void {
  const missing = names.find((name) => (fields.get(name.toLowerCase()) ?? "") === "");
  if (missing !== undefined) throw missingField(missing);
}

/** The fields of version 4 as the verifier reads other signatures. @throws AwsError of a malformed field */
export function formOfVersionFour(fields: FormFields): SignatureForm {
  const fieldOf = (name: string): string => fields.get(name) ?? "";
  if (fieldOf("x-amz-algorithm") !== ALGORITHM) {
    throw s3QueryParameters('X-Amz-Algorithm only supports "AWS4-HMAC-SHA256 and AWS4-ECDSA-P256-SHA256"');
  }
  const credential = parseCredential(fieldOf("x-amz-credential"));
  if (credential === undefined) {
    throw s3QueryParameters(
      'Error parsing the X-Amz-Credential parameter; the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".',
    );
  }
  const time = parseIsoBasic(fieldOf("x-amz-date"));
  if (time === undefined) {
    throw s3QueryParameters("X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\"");
  }
  return {
    form: "query",
    ...credential,
    signedHeaders: [],
    signature: fieldOf("x-amz-signature"),
    date: fieldOf("x-amz-date"),
    time,
    sessionToken: fields.get("x-amz-security-token"),
    expires: undefined,
  };
}

/** What both versions sign is the policy, as it stands in the form. */
export const policySignature = {
  four: (signingKey: KeyObject, policy: string): string => hmacHex(signingKey, policy),
  two: (secretAccessKey: string, policy: string): string =>
    createHmac("sha1", secretAccessKey).update(policy, "utf8").digest("base64"),
} as const;
