import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeletePublicAccessBlock.html */
export const DeletePublicAccessBlock: S3Operation = {
  name: "DeletePublicAccessBlock",
  method: "DELETE",
  level: "bucket",
  subresource: "publicAccessBlock",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketPublicAccessBlock" });
    changeBucket(s3, name, { publicAccessBlock: undefined });
    return emptyResponse(204);
  },
};
