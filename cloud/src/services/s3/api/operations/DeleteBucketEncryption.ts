import { DEFAULT_ENCRYPTION } from "../../domain/buckets/bucket.ts";
import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const DeleteBucketEncryption: S3Operation = {
  name: "DeleteBucketEncryption",
  method: "DELETE",
  level: "bucket",
  subresource: "encryption",
  run: (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutEncryptionConfiguration" });
    changeBucket(s3, name, { encryption: DEFAULT_ENCRYPTION });
    return emptyResponse(204);
  },
};
