import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parseLifecycle } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketLifecycleConfiguration.html */
export const PutBucketLifecycleConfiguration: S3Operation = {
  name: "PutBucketLifecycleConfiguration",
  method: "PUT",
  level: "bucket",
  subresource: "lifecycle",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutLifecycleConfiguration" });
    const document = await readDocument(call, s3, "required");
    changeBucket(s3, name, { lifecycle: parseLifecycle(document) });
    return emptyResponse(200);
  },
};
