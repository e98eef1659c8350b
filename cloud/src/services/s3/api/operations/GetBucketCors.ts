import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { corsElement } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const GetBucketCors: S3Operation = {
  name: "GetBucketCors",
  method: "GET",
  level: "bucket",
  subresource: "cors",
  run: (call, s3) => {
    const bucket = authorizedBucket(call, s3, { action: "s3:GetBucketCORS" });
    if (bucket.cors.length === 0) throw s3Errors.noSuchCors(bucket.name);
    return documentResponse("CORSConfiguration", { CORSRule: bucket.cors.map(corsElement) });
  },
};
