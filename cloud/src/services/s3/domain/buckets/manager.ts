import { s3Errors } from "../shared/errors.ts";
import { type Bucket, isBucketName, newBucket } from "./bucket.ts";
import type { BucketsContext } from "./context.ts";

/** The region whose buckets have no location constraint, and some older manners. */
export const US_EAST_1 = "us-east-1";

interface NewBucket {
  readonly name: string;
  readonly ownership: Bucket["ownership"];
}

/** Creates a bucket as the API and CloudFormation do. @throws AwsError InvalidBucketName, BucketAlreadyOwnedByYou */
export function createBucket(s3: BucketsContext, { name, ownership }: NewBucket): Bucket {
  if (!isBucketName(name)) throw s3Errors.invalidBucketName(name);
  const existing = s3.buckets.find(name);
  if (existing !== undefined) {
    // us-east-1 keeps the old manners: creating one's own bucket again succeeds.
    if (s3.scope.region === US_EAST_1) return existing;
    throw s3Errors.bucketAlreadyOwnedByYou(name);
  }
  const bucket = { ...newBucket(name, s3.scope.region, s3.clock.now()), ownership };
  s3.buckets.save(bucket);
  return bucket;
}

/** Changes some settings of a bucket as it is now. @throws AwsError NoSuchBucket */
export function changeBucket(
  { buckets }: Pick<BucketsContext, "buckets">,
  name: string,
  change: Partial<Bucket>,
): void {
  buckets.save({ ...buckets.get(name), ...change });
}
