import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetPublicAccessBlock.html */
export const GetPublicAccessBlock = (s3: S3Context): S3Operation => ({
  name: "GetPublicAccessBlock",
  method: "GET",
  level: "bucket",
  subresource: "publicAccessBlock",
  authorize: onBucket(s3, "s3:GetBucketPublicAccessBlock"),
  run: (call) => {
    const { name, publicAccessBlock } = bucketOf(s3, call);
    if (publicAccessBlock === undefined) throw s3Errors.noSuchPublicAccessBlock(name);
    return documentResponse("PublicAccessBlockConfiguration", { ...publicAccessBlock });
  },
});
