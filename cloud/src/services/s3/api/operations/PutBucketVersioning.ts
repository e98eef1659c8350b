import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parseVersioning } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketVersioning.html */
export const PutBucketVersioning: S3Operation = {
  name: "PutBucketVersioning",
  method: "PUT",
  level: "bucket",
  subresource: "versioning",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketVersioning" });
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, name, { versioning: parseVersioning(document) });
    return emptyResponse(200);
  },
};
