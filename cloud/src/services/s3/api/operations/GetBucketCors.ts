import type { S3Context } from "../../domain/context.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import { corsElement } from "../documents/bucket-settings.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketCors.html */
export const GetBucketCors = (s3: S3Context): S3Operation => ({
  name: "GetBucketCors",
  method: "GET",
  level: "bucket",
  subresource: "cors",
  authorize: onBucket(s3, "s3:GetBucketCORS"),
  run: (call) => {
    const bucket = bucketOf(s3, call);
    if (bucket.cors.length === 0) throw s3Errors.noSuchCors(bucket.name);
    return documentResponse("CORSConfiguration", { CORSRule: bucket.cors.map(corsElement) });
  },
});
