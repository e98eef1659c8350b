import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketCors.html */
export const DeleteBucketCors: S3Operation = {
  name: "DeleteBucketCors",
  method: "DELETE",
  level: "bucket",
  subresource: "cors",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketCORS" });
    changeBucket(s3, name, { cors: [] });
    return emptyResponse(204);
  },
};
