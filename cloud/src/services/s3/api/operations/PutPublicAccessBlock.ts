import { changeBucket } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { parsePublicAccessBlock } from "../documents/bucket-settings.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutPublicAccessBlock.html */
export const PutPublicAccessBlock = (s3: S3Context): S3Operation => ({
  name: "PutPublicAccessBlock",
  method: "PUT",
  level: "bucket",
  subresource: "publicAccessBlock",
  authorize: onBucket(s3, "s3:PutBucketPublicAccessBlock"),
  run: async (call) => {
    const document = await readDocument(call, s3, "optional");
    changeBucket(s3, bucketNameOf(call), { publicAccessBlock: parsePublicAccessBlock(document) });
    return emptyResponse(200);
  },
});
