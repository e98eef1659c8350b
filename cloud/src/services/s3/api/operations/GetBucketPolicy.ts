import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const GetBucketPolicy = (s3: S3Context): S3Operation => ({
  name: "GetBucketPolicy",
  method: "GET",
  level: "bucket",
  subresource: "policy",
  authorize: onBucket(s3, "s3:GetBucketPolicy"),
  run: (call) => {
    const { name, policy } = bucketOf(s3, call);
    if (policy === undefined) throw s3Errors.noSuchBucketPolicy(name);
    return { status: 200, headers: { "Content-Type": "application/json" }, body: policy };
  },
});
