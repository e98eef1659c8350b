import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { ownerOnly } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketAcl.html */
export const GetBucketAcl: S3Operation = {
  name: "GetBucketAcl",
  method: "GET",
  level: "bucket",
  subresource: "acl",
  run: (call, s3) => {
    authorizedBucket(call, s3, { action: "s3:GetBucketAcl" });
    return documentResponse("AccessControlPolicy", ownerOnly(s3.scope.accountId));
  },
};
