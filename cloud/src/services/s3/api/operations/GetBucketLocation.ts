import { bucketArn } from "../../domain/buckets/bucket.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { documentResponse } from "../http/responses.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLocation.html */
export const GetBucketLocation: S3Operation = {
  name: "GetBucketLocation",
  method: "GET",
  level: "bucket",
  subresource: "location",
  run: (call, s3) => {
    const bucket = s3.buckets.get(bucketNameOf(call));
    call.assertMay("s3:GetBucketLocation", { arn: bucketArn(bucket.name), bucket });
    return documentResponse("LocationConstraint", bucket.region === "us-east-1" ? "" : bucket.region);
  },
};
