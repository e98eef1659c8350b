import { parsePublicAccessBlock } from "../buckets/documents.ts";
import { authorizedBucket, changeBucket } from "../buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { readDocument } from "../http/document.ts";
import { emptyResponse } from "../http/responses.ts";

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
