import { bucketArn } from "../../domain/buckets/bucket.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketNameOf, type S3Context, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucket.html */
export const DeleteBucket: S3Operation = {
  name: "DeleteBucket",
  method: "DELETE",
  level: "bucket",
  run: (call, s3) => {
    const bucket = s3.buckets.get(bucketNameOf(call));
    call.assertMay("s3:DeleteBucket", { arn: bucketArn(bucket.name), bucket });
    deleteBucket(s3, bucket.name);
    return emptyResponse(204);
  },
};

/** Deletes an empty bucket. @throws AwsError NoSuchBucket, BucketNotEmpty */
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
    s3.objects.dropBlobs(parts);
    return parts;
  });
  s3.buckets.remove(name);
  s3.blobs.remove(freed);
}
