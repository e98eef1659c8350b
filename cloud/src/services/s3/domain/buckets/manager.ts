import { bucketNameOf, type Conditions, type S3Call, type S3Context } from "../../api/http/call.ts";
import { type Bucket, bucketArn } from "./bucket.ts";

/** The bucket of a call, once the policies allow `action` on it. @throws AwsError NoSuchBucket, AccessDenied */
export function authorizedBucket(
  call: S3Call,
  s3: S3Context,
  question: { readonly action: string; readonly conditions?: Conditions },
): Bucket {
  const bucket = s3.buckets.get(bucketNameOf(call));
  const { action, conditions } = question;
  call.assertMay(action, {
    arn: bucketArn(bucket.name),
    bucket,
    ...(conditions === undefined ? {} : { conditions }),
  });
  return bucket;
}

/** Changes some settings of a bucket as it is now. */
export function changeBucket(s3: S3Context, name: string, change: Partial<Bucket>): void {
  s3.buckets.save({ ...s3.buckets.get(name), ...change });
}
