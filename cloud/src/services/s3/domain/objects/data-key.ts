import type { Caller } from "../../../../core/caller.ts";
import { AwsError } from "../../../../core/errors.ts";
import type { KeyUse } from "../../../../core/ports/customer-keys.ts";
import { bucketArn, objectArn } from "../buckets/bucket.ts";
import type { ObjectEncryption } from "../shared/encryption.ts";
import { s3Errors } from "../shared/errors.ts";
import type { ObjectsContext } from "./context.ts";

/** The key of objects that name no other. */
const DEFAULT_KEY = "alias/aws/s3";
const DATA_KEY_BYTES = 32;
const ETAG_BYTES = 16;

/** Who reads or writes, and which object. */
export interface KeyedObject {
  readonly caller: Caller;
  readonly bucket: string;
  readonly key: string;
}

type Keys = Pick<ObjectsContext, "customerKeys" | "randomness">;

/**
 * S3-26: what is written under a key of KMS gets a data key, made under the right of who writes.
 * @returns the encryption with the key's ARN, as it is kept
 * @throws AwsError AccessDenied, KMS.NotFoundException, KMS.DisabledException, KMS.KMSInvalidStateException
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html
 */
export function withDataKey(s3: Keys, object: KeyedObject, encryption: ObjectEncryption): ObjectEncryption {
  const use = useOf(object, encryption);
  const plain = s3.randomness.bytes(DATA_KEY_BYTES);
  const { keyArn, ciphertext } = asS3Tells(() => s3.customerKeys.seal(use, "kms:GenerateDataKey", plain));
  return { ...encryption, keyId: keyArn, dataKey: ciphertext.toString("base64") };
}

/**
 * S3-26: what lies under a key of KMS is read by who may decrypt with it.
 * @throws AwsError as `withDataKey`
 */
export function openDataKey({ customerKeys }: Keys, object: KeyedObject, encryption: ObjectEncryption): void {
  const use = useOf(object, encryption);
  asS3Tells(() => {
    if (encryption.dataKey !== undefined) {
      customerKeys.open(use, Buffer.from(encryption.dataKey, "base64"));
      return;
    }
    // Written before keys were asked.
    customerKeys.assertMayOpen(use);
    customerKeys.assertUsable(use.keyId);
  });
}

/** With a bucket key it is the bucket that policies are told of. */
function useOf(
  { caller, bucket, key }: KeyedObject,
  { keyId = DEFAULT_KEY, bucketKey }: ObjectEncryption,
): KeyUse {
  const arn = bucketKey === true ? bucketArn(bucket) : objectArn(bucket, key);
  return { caller, service: "s3", keyId, context: { "aws:s3:arn": arn } };
}

function asS3Tells<Result>(use: () => Result): Result {
  try {
    return use();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw s3Errors.keyRefused(error.code, error.message).because(error.why);
  }
}

/** The digest of what is stored, without quotes: under a key of KMS that is not what was sent. */
export function etagOf({ randomness }: Keys, { algorithm }: ObjectEncryption, md5: Buffer): string {
  return (algorithm === "aws:kms" ? randomness.bytes(ETAG_BYTES) : md5).toString("hex");
}
