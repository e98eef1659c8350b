import type { S3Context } from "../../domain/context.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketVersioning.html */
export const GetBucketVersioning = (s3: S3Context): S3Operation => ({
  name: "GetBucketVersioning",
  method: "GET",
  level: "bucket",
  subresource: "versioning",
  authorize: onBucket(s3, "s3:GetBucketVersioning"),
  run: (call) => {
    return documentResponse("VersioningConfiguration", { Status: bucketOf(s3, call).versioning });
  },
});
