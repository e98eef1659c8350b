import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parseBucketTags } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketTagging.html */
export const PutBucketTagging: S3Operation = {
  name: "PutBucketTagging",
  method: "PUT",
  level: "bucket",
  subresource: "tagging",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketTagging" });
    const document = await readDocument(call, s3, "required");
    changeBucket(s3, name, { tags: parseBucketTags(document) });
    return emptyResponse(204);
  },
};
