import type { S3Context } from "../../domain/context.ts";
import { onBucket } from "../authorization/questions.ts";
import { ownerOnly } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const GetBucketAcl = (s3: S3Context): S3Operation => ({
  name: "GetBucketAcl",
  method: "GET",
  level: "bucket",
  subresource: "acl",
  authorize: onBucket(s3, "s3:GetBucketAcl"),
  run: () => documentResponse("AccessControlPolicy", ownerOnly(s3.scope.accountId)),
});
