import { authorizedBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketEncryption.html */
export const GetBucketEncryption: S3Operation = {
  name: "GetBucketEncryption",
  method: "GET",
  level: "bucket",
  subresource: "encryption",
  run: (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:GetEncryptionConfiguration" });
    const { algorithm, keyId, bucketKey } = bucket.encryption;
    return documentResponse("ServerSideEncryptionConfiguration", {
      Rule: {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: keyId },
        BucketKeyEnabled: bucketKey === true,
      },
    });
  },
};
