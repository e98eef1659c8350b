import { authorizedBucket, changeBucket } from "../../domain/buckets/manager.ts";
import { parsePublicAccessBlock } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const PutPublicAccessBlock: S3Operation = {
  name: "PutPublicAccessBlock",
  method: "PUT",
  level: "bucket",
  subresource: "publicAccessBlock",
  run: async (call, s3) => {
    const { name } = authorizedBucket(call, s3, { action: "s3:PutBucketPublicAccessBlock" });
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, name, { publicAccessBlock: parsePublicAccessBlock(document) });
    return emptyResponse(200);
  },
};
