import type { S3Context } from "./context.ts";
import { s3Errors } from "./shared/errors.ts";

/** Deletes an empty bucket and its unfinished uploads. @throws AwsError NoSuchBucket, BucketNotEmpty */
export function deleteBucket(s3: S3Context, name: string): void {
  const bucket = s3.buckets.get(name);
  const freed = s3.database.transaction(() => {
    // S3-14: what is stored is never deleted by deleting what holds it.
    if (!s3.objects.isEmpty(name)) throw s3Errors.bucketNotEmpty(name, bucket.versioning !== undefined);
    const parts = s3.uploads.list(name).flatMap(({ id }) => {
      const blobs = s3.uploads.parts(id).map((part) => part.blob);
      s3.uploads.remove(id);
      return blobs;
    });
    s3.uploads.forgetCompleted(name);
    s3.objects.dropBlobs(parts);
    return parts;
  });
  s3.buckets.remove(name);
  s3.blobs.remove(freed);
}
