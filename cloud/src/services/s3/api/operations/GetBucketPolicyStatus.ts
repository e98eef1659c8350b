import { isPublicPolicy } from "../../domain/buckets/public-policy.ts";
import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const GetBucketPolicyStatus = (s3: S3Context): S3Operation => ({
  name: "GetBucketPolicyStatus",
  method: "GET",
  level: "bucket",
  subresource: "policyStatus",
  authorize: onBucket(s3, "s3:GetBucketPolicyStatus"),
  run: (call) => {
    const { name, policy } = bucketOf(s3, call);
    if (policy === undefined) throw s3Errors.noSuchBucketPolicy(name);
    return documentResponse("PolicyStatus", { IsPublic: isPublicPolicy(policy) });
  },
});
