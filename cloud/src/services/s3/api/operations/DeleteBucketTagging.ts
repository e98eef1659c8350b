import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketTagging.html */
export const DeleteBucketTagging: S3Operation = {
  name: "DeleteBucketTagging",
  method: "DELETE",
  level: "bucket",
  subresource: "tagging",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketTagging" });
    changeBucket(s3, name, { tags: {} });
    return emptyResponse(204);
  },
};
