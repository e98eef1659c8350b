import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { lifecycleRuleId, parseLifecycle } from "../documents/lifecycle.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const PutBucketLifecycleConfiguration = (s3: S3Context): S3Operation => ({
  name: "PutBucketLifecycleConfiguration",
  method: "PUT",
  level: "bucket",
  subresource: "lifecycle",
  authorize: onBucket(s3, "s3:PutLifecycleConfiguration"),
  run: async (call) => {
    const document = await readDocument(call, s3, "required");
    const lifecycle = parseLifecycle(document, () => lifecycleRuleId(s3.randomness.uuid()));
    changeBucket(s3, bucketNameOf(call), { lifecycle });
    return emptyResponse(200);
  },
});
