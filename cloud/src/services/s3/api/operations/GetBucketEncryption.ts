import type { S3Context } from "../../domain/context.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const GetBucketEncryption = (s3: S3Context): S3Operation => ({
  name: "GetBucketEncryption",
  method: "GET",
  level: "bucket",
  subresource: "encryption",
  authorize: onBucket(s3, "s3:GetEncryptionConfiguration"),
  run: (call) => {
    const { algorithm, keyId, bucketKey } = bucketOf(s3, call).encryption;
    return documentResponse("ServerSideEncryptionConfiguration", {
      Rule: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId },
        BucketKeyEnabled: bucketKey === true,
      },
    });
  },
});
