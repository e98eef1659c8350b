import { changeBucket } from "../../domain/buckets/manager.ts";
import { assertPolicyIsPutable } from "../../domain/buckets/policy-document.ts";
import type { S3Context } from "../../domain/context.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html */
export const PutBucketPolicy = (s3: S3Context): S3Operation => ({
  name: "PutBucketPolicy",
  method: "PUT",
  level: "bucket",
  subresource: "policy",
  authorize: onBucket(s3, "s3:PutBucketPolicy"),
  run: async (call) => {
    const bucket = bucketOf(s3, call);
    const policy = await readDocument(call, s3);
    assertPolicyIsPutable(policy, bucket, call.caller);
    changeBucket(s3, bucket.name, { policy });
    return emptyResponse(204);
  },
});
