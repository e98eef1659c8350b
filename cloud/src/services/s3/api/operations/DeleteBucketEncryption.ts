import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { DEFAULT_ENCRYPTION } from "../../domain/shared/encryption.ts";
import { onBucket } from "../authorization/questions.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteBucketEncryption.html */
export const DeleteBucketEncryption = (s3: S3Context): S3Operation => ({
  name: "DeleteBucketEncryption",
  method: "DELETE",
  level: "bucket",
  subresource: "encryption",
  authorize: onBucket(s3, "s3:PutEncryptionConfiguration"),
  run: (call) => {
    changeBucket(s3, bucketNameOf(call), { encryption: DEFAULT_ENCRYPTION });
    return emptyResponse(204);
  },
});
