import { openDataKey, withDataKey } from "../../domain/objects/data-key.ts";
import type { ObjectMetadata } from "../../domain/objects/object.ts";
import type { ObjectEncryption } from "../../domain/shared/encryption.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { Asking } from "../authorization/questions.ts";
import type { S3Call } from "../http/call.ts";

interface Place {
  readonly bucket: string;
  readonly key: string;
}

/**
 * S3-26: the metadata of what is about to be written, with its data key. Asked when the policies have let
 * the caller write. @throws AwsError InvalidArgument, and what the key refuses
 */
export function underKey(
  { s3, call }: Asking,
  { bucket, key }: Place,
  metadata: ObjectMetadata,
): ObjectMetadata {
  const { encryption } = metadata;
  if (encryption.algorithm !== "aws:kms") return metadata;
  assertVersionFour(call);
  return { ...metadata, encryption: withDataKey(s3, { caller: call.caller, bucket, key }, encryption) };
}

/** S3-26: who reads an object, or adds a part to one. @throws AwsError InvalidArgument, and what the key refuses */
export function assertMayDecrypt(
  { s3, call }: Asking,
  { bucket, key }: Place,
  encryption: ObjectEncryption,
): void {
  if (encryption.algorithm !== "aws:kms") return;
  assertVersionFour(call);
  openDataKey(s3, { caller: call.caller, bucket, key }, encryption);
}

/** S3-27: KMS takes nothing from strangers, and nothing that is signed by version 2. */
export function assertVersionFourUnderKey({ call }: Asking, { algorithm }: ObjectEncryption): void {
  if (algorithm === "aws:kms") assertVersionFour(call);
}

function assertVersionFour({ signature }: S3Call): void {
  if (signature === undefined || signature.scope === "") throw s3Errors.keyNeedsVersionFour();
}
