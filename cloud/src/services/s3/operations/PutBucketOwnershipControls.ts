import { parseOwnership } from "../buckets/documents.ts";
import { authorizedBucket, changeBucket } from "../buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { readDocument } from "../http/document.ts";
import { emptyResponse } from "../http/responses.ts";

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
