import { bucketArn } from "../../domain/buckets/bucket.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
export const HeadBucket: S3Operation = {
  name: "HeadBucket",
  method: "HEAD",
  level: "bucket",
  run: (call, s3) => {
    const bucket = s3.buckets.get(bucketNameOf(call));
    call.assertMay("s3:ListBucket", { arn: bucketArn(bucket.name), bucket });
    return emptyResponse(200, {
      "x-amz-bucket-region": bucket.region,
      "x-amz-access-point-alias": "false",
      "x-amz-bucket-arn": bucketArn(bucket.name),
      "Content-Type": "application/xml",
    });
  },
};
