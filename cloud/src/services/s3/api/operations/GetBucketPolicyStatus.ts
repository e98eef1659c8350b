import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { isPublicPolicy } from "../../domain/buckets/public-policy.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicyStatus.html */
export const GetBucketPolicyStatus: S3Operation = {
  name: "GetBucketPolicyStatus",
  method: "GET",
  level: "bucket",
  subresource: "policyStatus",
  run: (call, s3) => {
    const { name, policy } = authorizedBucket(call, s3, { action: "s3:GetBucketPolicyStatus" });
    if (policy === undefined) throw s3Errors.noSuchBucketPolicy(name);
    return documentResponse("PolicyStatus", { IsPublic: isPublicPolicy(policy) });
  },
};
