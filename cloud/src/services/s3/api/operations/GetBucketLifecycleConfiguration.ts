import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const GetBucketLifecycleConfiguration = (s3: S3Context): S3Operation => ({
  name: "GetBucketLifecycleConfiguration",
  method: "GET",
  level: "bucket",
  subresource: "lifecycle",
  authorize: onBucket(s3, "s3:GetLifecycleConfiguration"),
  run: (call) => {
    const { name, lifecycle } = bucketOf(s3, call);
    if (lifecycle === undefined) throw s3Errors.noSuchLifecycle(name);
    return { status: 200, headers: { "Content-Type": "application/xml" }, body: lifecycle };
  },
});
