import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const DeleteBucketTagging = (s3: S3Context): S3Operation => ({
  name: "DeleteBucketTagging",
  method: "DELETE",
  level: "bucket",
  subresource: "tagging",
  authorize: onBucket(s3, "s3:PutBucketTagging"),
  run: (call) => {
    changeBucket(s3, bucketNameOf(call), { tags: {} });
    return emptyResponse(204);
  },
});
