import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketPolicy.html */
export const GetBucketPolicy: S3Operation = {
  name: "GetBucketPolicy",
  method: "GET",
  level: "bucket",
  subresource: "policy",
  run: (call, s3) => {
    const { name, policy } = authorizedBucket(call, s3, { action: "s3:GetBucketPolicy" });
    if (policy === undefined) throw s3Errors.noSuchBucketPolicy(name);
    return { status: 200, headers: { "Content-Type": "application/json" }, body: policy };
  },
};
