import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketOwnershipControls.html */
export const GetBucketOwnershipControls: S3Operation = {
  name: "GetBucketOwnershipControls",
  method: "GET",
  level: "bucket",
  subresource: "ownershipControls",
  run: (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:GetBucketOwnershipControls" });
    if (bucket.ownership === undefined) throw s3Errors.noSuchOwnershipControls(bucket.name);
    return documentResponse("OwnershipControls", { Rule: { ObjectOwnership: bucket.ownership } });
  },
};
