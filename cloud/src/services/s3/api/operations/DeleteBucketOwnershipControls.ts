import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const DeleteBucketOwnershipControls = (s3: S3Context): S3Operation => ({
  name: "DeleteBucketOwnershipControls",
  method: "DELETE",
  level: "bucket",
  subresource: "ownershipControls",
  authorize: onBucket(s3, "s3:PutBucketOwnershipControls"),
  run: (call) => {
    changeBucket(s3, bucketNameOf(call), { ownership: undefined });
    return emptyResponse(204);
  },
});
