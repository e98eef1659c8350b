import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketPolicy.html */
export const DeleteBucketPolicy: S3Operation = {
  name: "DeleteBucketPolicy",
  method: "DELETE",
  level: "bucket",
  subresource: "policy",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:DeleteBucketPolicy" });
    changeBucket(s3, name, { policy: undefined });
    return emptyResponse(204);
  },
};
