import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { parseTagging } from "../documents/tagging.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const PutBucketTagging = (s3: S3Context): S3Operation => ({
  name: "PutBucketTagging",
  method: "PUT",
  level: "bucket",
  subresource: "tagging",
  authorize: onBucket(s3, "s3:PutBucketTagging"),
  run: async (call) => {
    const document = await readDocument(call, s3, "required");
    changeBucket(s3, bucketNameOf(call), { tags: parseTagging(document, "bucket") });
    return emptyResponse(204);
  },
});
