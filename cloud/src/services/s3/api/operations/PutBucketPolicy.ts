import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { assertPolicyIsPutable } from "../../domain/buckets/policy-document.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const PutBucketPolicy: S3Operation = {
  name: "PutBucketPolicy",
  method: "PUT",
  level: "bucket",
  subresource: "policy",
  run: async (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:PutBucketPolicy" });
    const policy = await readDocument(call, s3);
    assertPolicyIsPutable(policy, bucket, "arn" in call.caller ? call.caller.arn : undefined);
    changeBucket(s3, bucket.name, { policy });
    return emptyResponse(204);
  },
};
