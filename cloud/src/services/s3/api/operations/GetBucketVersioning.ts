import { authorizedBucket } from "../../domain/buckets/manager.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const GetBucketVersioning: S3Operation = {
  name: "GetBucketVersioning",
  method: "GET",
  level: "bucket",
  subresource: "versioning",
  run: (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:GetBucketVersioning" });
    return documentResponse("VersioningConfiguration", { Status: bucket.versioning });
  },
};
