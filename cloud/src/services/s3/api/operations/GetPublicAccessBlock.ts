import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const GetPublicAccessBlock: S3Operation = {
  name: "GetPublicAccessBlock",
  method: "GET",
  level: "bucket",
  subresource: "publicAccessBlock",
  run: (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:GetBucketPublicAccessBlock" });
    if (bucket.publicAccessBlock === undefined) throw s3Errors.noSuchPublicAccessBlock(bucket.name);
    return documentResponse("PublicAccessBlockConfiguration", { ...bucket.publicAccessBlock });
  },
};
