import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const DeleteBucketLifecycle = (s3: S3Context): S3Operation => ({
  name: "DeleteBucketLifecycle",
  method: "DELETE",
  level: "bucket",
  subresource: "lifecycle",
  authorize: onBucket(s3, "s3:PutLifecycleConfiguration"),
  run: (call) => {
    changeBucket(s3, bucketNameOf(call), { lifecycle: undefined });
    return emptyResponse(204);
  },
});
