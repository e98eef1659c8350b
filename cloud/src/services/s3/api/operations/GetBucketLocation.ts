import { US_EAST_1 } from "../../domain/buckets/manager.ts";
import type { S3Context } from "../../domain/context.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const GetBucketLocation = (s3: S3Context): S3Operation => ({
  name: "GetBucketLocation",
  method: "GET",
  level: "bucket",
  subresource: "location",
  authorize: onBucket(s3, "s3:GetBucketLocation"),
  run: (call) => {
    const { region } = bucketOf(s3, call);
    return documentResponse("LocationConstraint", region === US_EAST_1 ? "" : region);
  },
});
