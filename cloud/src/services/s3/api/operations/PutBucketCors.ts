import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parseCors } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const PutBucketCors: S3Operation = {
  name: "PutBucketCors",
  method: "PUT",
  level: "bucket",
  subresource: "cors",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketCORS" });
    const document = await readDocument(call, s3, "required");
    changeBucket(s3, name, { cors: parseCors(document) });
    return emptyResponse(200);
  },
};
