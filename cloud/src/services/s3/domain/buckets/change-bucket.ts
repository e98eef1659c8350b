import type { Bucket } from "./bucket.ts";
import type { BucketsContext } from "./context.ts";

/** Changes some settings of a bucket as it is now. @throws AwsError NoSuchBucket */
export function changeBucket(
  { buckets }: Pick<BucketsContext, "buckets">,
  name: string,
  change: Partial<Bucket>,
): void {
  buckets.save({ ...buckets.get(name), ...change });
}
