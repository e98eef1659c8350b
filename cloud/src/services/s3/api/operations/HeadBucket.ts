import { bucketArn } from "../../domain/buckets/bucket.ts";
import type { S3Context } from "../../domain/context.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import type { S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const HeadBucket = (s3: S3Context): S3Operation => ({
  name: "HeadBucket",
  method: "HEAD",
  level: "bucket",
  authorize: onBucket(s3, "s3:ListBucket"),
  run: (call) => {
    const { name, region } = bucketOf(s3, call);
    return emptyResponse(200, {
      "x-amz-bucket-region": region,
      "x-amz-access-point-alias": "false",
      "x-amz-bucket-arn": bucketArn(name),
      "Content-Type": "application/xml",
    });
  },
});
