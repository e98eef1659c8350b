import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketOwnershipControls.html */
export const DeleteBucketOwnershipControls: S3Operation = {
  name: "DeleteBucketOwnershipControls",
  method: "DELETE",
  level: "bucket",
  subresource: "ownershipControls",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketOwnershipControls" });
    changeBucket(s3, name, { ownership: undefined });
    return emptyResponse(204);
  },
};
