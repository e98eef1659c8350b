import { ALPHANUMERIC, randomText } from "../../../../core/randomness.ts";
import { bucketNameOf, keyOf, type S3Call, type S3Context } from "../../api/http/call.ts";
import { type Bucket, bucketArn, objectArn } from "../buckets/bucket.ts";
import { NULL_VERSION } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import { checksumRow, type StoredChecksum } from "./checksums.ts";
import { assertWriteAllowed } from "./conditions.ts";
import type { ObjectEncryption, ObjectMetadata, ObjectVersion } from "./object.ts";

export interface ObjectTarget {
  readonly bucket: Bucket;
  readonly key: string;
  readonly arn: string;
}

/** The bucket and key of a call. @throws AwsError NoSuchBucket */
export function targetOf(call: S3Call, s3: S3Context): ObjectTarget {
  const bucket = s3.buckets.get(bucketNameOf(call));
  const key = keyOf(call);
  return { bucket, key, arn: objectArn(bucket.name, key) };
}

/** Asks for an action on the object of a call. */
export function assertMayOnObject(call: S3Call, action: string, target: ObjectTarget): void {
  call.assertMay(action, { arn: target.arn, bucket: target.bucket });
}

// S3-4: whoever may not list the bucket does not learn which keys are missing.
export function missingKey(call: S3Call, { bucket, key }: ObjectTarget): Error {
  const access = call.may("s3:ListBucket", {
    arn: bucketArn(bucket.name),
    bucket,
    conditions: { "s3:prefix": key },
  });
  return access.allowed ? s3Errors.noSuchKey(key) : s3Errors.accessDenied(access.message);
}

/** The version a read names: `versionId`, else the latest, delete markers included. */
export function findVersion(call: S3Call, s3: S3Context, target: ObjectTarget): ObjectVersion {
  const versionId = call.query.get("versionId");
  const { bucket, key } = target;
  if (versionId === undefined) {
    const latest = s3.objects.latest(bucket.name, key);
    if (latest === undefined) throw missingKey(call, target);
    return latest;
  }
  assertVersionId(versionId);
  const version = s3.objects.version(bucket.name, key, versionId);
  if (version === undefined) throw s3Errors.noSuchVersion(key, versionId);
  return version;
}

const VERSION_ID = /^(?:null|[A-Za-z0-9._-]{32})$/;

export function assertVersionId(versionId: string): void {
  if (!VERSION_ID.test(versionId)) {
    throw s3Errors.invalidArgument("Invalid version id specified", "versionId", versionId);
  }
}

/** Id of the next version in a bucket. */
export function nextVersionId(s3: S3Context, bucket: Bucket): string {
  return bucket.versioning === "Enabled" ? randomText(s3.randomness, 32, ALPHANUMERIC) : NULL_VERSION;
}

interface NewObject {
  readonly target: ObjectTarget;
  readonly size: number;
  readonly etag: string;
  readonly metadata: ObjectMetadata;
  readonly data: Buffer | undefined;
  readonly blobs: ObjectVersion["blobs"];
  /** Headers of the request: its write conditions hold at the moment of the write. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Runs in the same transaction. */
  readonly also?: () => void;
}

/** Stores a new version; durable when it returns. @throws AwsError of a write condition that fails */
export function storeObject(s3: S3Context, added: NewObject): ObjectVersion {
  const { target } = added;
  const version = {
    // The bucket may have changed or gone while the body streamed.
    bucket: target.bucket.name,
    key: target.key,
    versionId: nextVersionId(s3, s3.buckets.get(target.bucket.name)),
    isDeleteMarker: false,
    size: added.size,
    etag: added.etag,
    lastModified: s3.clock.now(),
    metadata: added.metadata,
    data: added.data,
    blobs: added.blobs,
  };
  const freed = s3.database.transaction(() => {
    assertConditions(s3, added);
    added.also?.();
    return s3.objects.put(version);
  });
  s3.blobs.remove(freed);
  return { ...version, isLatest: true };
}

function assertConditions(s3: S3Context, { headers, target }: NewObject): void {
  if (headers["if-match"] === undefined && headers["if-none-match"] === undefined) return;
  const latest = s3.objects.latest(target.bucket.name, target.key);
  assertWriteAllowed(headers, target.key, latest?.isDeleteMarker === true ? undefined : latest);
}

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

/** `x-amz-version-id`, in buckets that ever had versioning. */
export function versionHeaders(bucket: Bucket, versionId: string): Record<string, string> {
  return bucket.versioning === undefined ? {} : { "x-amz-version-id": versionId };
}
