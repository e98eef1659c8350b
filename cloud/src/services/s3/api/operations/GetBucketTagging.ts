import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { tagSet } from "../../domain/objects/tags.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketTagging.html */
export const GetBucketTagging: S3Operation = {
  name: "GetBucketTagging",
  method: "GET",
  level: "bucket",
  subresource: "tagging",
  run: (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:GetBucketTagging" });
    if (Object.keys(bucket.tags).length === 0) throw s3Errors.noSuchTagSet(bucket.name);
    return documentResponse("Tagging", tagSet(bucket.tags));
  },
};
