import { s3Errors } from "./errors.ts";

export interface ObjectEncryption {
  readonly algorithm: "AES256" | "aws:kms";
  /** Of what is stored, the ARN; of a bucket's default, as it was given. */
  readonly keyId?: string;
  readonly bucketKey?: boolean;
  /** Base64 of the data key under that key; absent in objects of versions that asked no key. */
  readonly dataKey?: string;
}

export const DEFAULT_ENCRYPTION: ObjectEncryption = { algorithm: "AES256" };

interface EncryptionSettings {
  readonly algorithm: string | undefined;
  readonly keyId: string | undefined;
  readonly bucketKey: boolean;
}

/** Encryption from loose settings, as the API and CloudFormation give them. */
export function toEncryption({ algorithm, keyId, bucketKey }: EncryptionSettings): ObjectEncryption {
  if (algorithm === "aws:kms:dsse") throw s3Errors.notImplemented("Encryption aws:kms:dsse");
  if (algorithm !== "AES256" && algorithm !== "aws:kms") throw s3Errors.malformedXml();
  if (algorithm === "AES256" && keyId !== undefined) {
    throw s3Errors.invalidArgument(
      "a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
      "ApplyServerSideEncryptionByDefault",
      "",
    );
  }
  return { algorithm, ...(keyId === undefined ? {} : { keyId }), ...(bucketKey ? { bucketKey } : {}) };
}
