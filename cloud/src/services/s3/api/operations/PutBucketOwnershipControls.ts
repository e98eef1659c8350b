import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parseOwnership } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketOwnershipControls.html */
export const PutBucketOwnershipControls: S3Operation = {
  name: "PutBucketOwnershipControls",
  method: "PUT",
  level: "bucket",
  subresource: "ownershipControls",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketOwnershipControls" });
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, name, { ownership: parseOwnership(document) });
    return emptyResponse(200);
  },
};
