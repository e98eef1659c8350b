import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketLifecycle.html */
export const DeleteBucketLifecycle: S3Operation = {
  name: "DeleteBucketLifecycle",
  method: "DELETE",
  level: "bucket",
  subresource: "lifecycle",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutLifecycleConfiguration" });
    changeBucket(s3, name, { lifecycle: undefined });
    return emptyResponse(204);
  },
};
