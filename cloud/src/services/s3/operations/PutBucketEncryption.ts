import { parseEncryption } from "../buckets/documents.ts";
import { authorizedBucket, changeBucket } from "../buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { readDocument } from "../http/document.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const PutBucketEncryption: S3Operation = {
  name: "PutBucketEncryption",
  method: "PUT",
  level: "bucket",
  subresource: "encryption",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutEncryptionConfiguration" });
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, name, { encryption: parseEncryption(document) });
    return emptyResponse(200);
  },
};
