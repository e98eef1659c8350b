import type { Bucket } from "../../domain/buckets/bucket.ts";
import { checksumRow, type StoredChecksum } from "../../domain/objects/checksums.ts";
import type { ReadConditions, WriteConditions } from "../../domain/objects/conditions.ts";
import { NULL_VERSION } from "../../domain/shared/constants.ts";
import type { ObjectEncryption } from "../../domain/shared/encryption.ts";
import type { Headers } from "./call.ts";

export function encryptionHeaders(encryption: ObjectEncryption): Record<string, string> {
  return {
    "x-amz-server-side-encryption": encryption.algorithm,
    ...(encryption.keyId === undefined
      ? {}
      : { "x-amz-server-side-encryption-aws-kms-key-id": encryption.keyId }),
    ...(encryption.bucketKey === true ? { "x-amz-server-side-encryption-bucket-key-enabled": "true" } : {}),
  };
}

export function checksumHeaders(checksum: StoredChecksum | undefined): Record<string, string> {
  if (checksum === undefined) return {};
  return {
    [checksumRow(checksum.algorithm).header]: checksum.value,
    "x-amz-checksum-type": checksum.type,
  };
}

/** `x-amz-version-id` of what is read or copied to, in buckets that ever had versioning. */
export function versionHeaders(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.versioning === undefined ? {} : { "x-amz-version-id": versionId };
}

/** `x-amz-version-id` of what is uploaded: the `null` version is not named, also where versioning is suspended. */
export function uploadedVersionHeaders(versionId: string): Record<string, string> {
  return versionId === NULL_VERSION ? {} : { "x-amz-version-id": versionId };
}

export function readConditions(headers: Headers): ReadConditions {
  return {
    match: headers["if-match"],
    noneMatch: headers["if-none-match"],
    modifiedSince: headers["if-modified-since"],
    unmodifiedSince: headers["if-unmodified-since"],
  };
}

/** What a copy asks of its source. */
export function copyConditions(headers: Headers): ReadConditions {
  return {
    match: headers["x-amz-copy-source-if-match"],
    noneMatch: headers["x-amz-copy-source-if-none-match"],
    modifiedSince: headers["x-amz-copy-source-if-modified-since"],
    unmodifiedSince: headers["x-amz-copy-source-if-unmodified-since"],
  };
}

export function writeConditions(headers: Headers): WriteConditions {
  return { match: headers["if-match"], noneMatch: headers["if-none-match"] };
}
