import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parseEncryption } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

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
