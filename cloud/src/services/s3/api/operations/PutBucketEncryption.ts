import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { parseEncryption } from "../documents/bucket-settings.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketEncryption.html */
export const PutBucketEncryption = (s3: S3Context): S3Operation => ({
  name: "PutBucketEncryption",
  method: "PUT",
  level: "bucket",
  subresource: "encryption",
  authorize: onBucket(s3, "s3:PutEncryptionConfiguration"),
  run: async (call) => {
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, bucketNameOf(call), { encryption: parseEncryption(document) });
    return emptyResponse(200);
  },
});
