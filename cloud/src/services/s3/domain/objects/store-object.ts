import { ALPHANUMERIC, randomText } from "../../../../core/randomness.ts";
import type { Bucket } from "../buckets/bucket.ts";
import type { Occasion } from "../notifications/occurrence.ts";
import { MAX_KEY_BYTES, NULL_VERSION } from "../shared/constants.ts";
import { s3Errors } from "../shared/errors.ts";
import { assertWriteAllowed, isUnconditional, type WriteConditions } from "./conditions.ts";
import type { ObjectsContext } from "./context.ts";
import type { ObjectMetadata, ObjectVersion } from "./object.ts";

interface NewObject {
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly etag: string;
  readonly metadata: ObjectMetadata;
  readonly data: Buffer | undefined;
  readonly blobs: ObjectVersion["blobs"];
  /** They hold at the moment of the write. */
  readonly conditions: WriteConditions;
  readonly occasion: Occasion;
  /** Runs in the same transaction. */
  readonly also?: (version: Pick<ObjectVersion, "etag" | "versionId">) => void;
}

/** Stores a new version; durable when it returns. @throws AwsError of a write condition that fails */
export function storeObject(s3: ObjectsContext, added: NewObject): ObjectVersion {
  const { bucket, key, size, etag, metadata, data, blobs } = added;
  // The bucket may have changed or gone while the body streamed.
  const current = s3.buckets.get(bucket);
  const version = {
    bucket,
    key,
    versionId: nextVersionId(s3, current),
    isDeleteMarker: false,
    size,
    etag,
    lastModified: s3.clock.now(),
    metadata,
    data,
    blobs,
  };
  const freed = s3.database.transaction(() => {
    assertWritable(s3, added);
    added.also?.(version);
    s3.events.note(current, added.occasion, { key, size, etag, versionId: version.versionId });
    return s3.objects.put(version);
  });
  s3.blobs.remove(freed);
  return { ...version, isLatest: true };
}

/** Evaluates write conditions against what is there now. @throws AwsError of the one that fails */
export function assertWritable(
  s3: Pick<ObjectsContext, "objects">,
  { bucket, key, conditions }: Pick<NewObject, "bucket" | "key" | "conditions">,
): void {
  if (isUnconditional(conditions)) return;
  const latest = s3.objects.latest(bucket, key);
  assertWriteAllowed(conditions, key, latest?.isDeleteMarker === true ? undefined : latest);
}

export function assertKeyLength(key: string): void {
  const size = Buffer.byteLength(key);
  if (size > MAX_KEY_BYTES) throw s3Errors.keyTooLong(size);
}

/** Id of the next version in a bucket. */
export function nextVersionId({ randomness }: Pick<ObjectsContext, "randomness">, bucket: Bucket): string {
  return bucket.versioning === "Enabled" ? randomText(randomness, 32, ALPHANUMERIC) : NULL_VERSION;
}
