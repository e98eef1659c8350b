import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { parseCors } from "../documents/bucket-settings.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketCors.html */
export const PutBucketCors = (s3: S3Context): S3Operation => ({
  name: "PutBucketCors",
  method: "PUT",
  level: "bucket",
  subresource: "cors",
  authorize: onBucket(s3, "s3:PutBucketCORS"),
  run: async (call) => {
    const document = await readDocument(call, s3, "required");
    changeBucket(s3, bucketNameOf(call), { cors: parseCors(document) });
    return emptyResponse(200);
  },
});
