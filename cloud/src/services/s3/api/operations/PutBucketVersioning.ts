import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { parseVersioning } from "../documents/bucket-settings.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const PutBucketVersioning = (s3: S3Context): S3Operation => ({
  name: "PutBucketVersioning",
  method: "PUT",
  level: "bucket",
  subresource: "versioning",
  authorize: onBucket(s3, "s3:PutBucketVersioning"),
  run: async (call) => {
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, bucketNameOf(call), { versioning: parseVersioning(document) });
    return emptyResponse(200);
  },
});
