import { authorizedBucket } from "../../domain/buckets/manager.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import type { S3Operation } from "../http/call.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketLifecycleConfiguration.html */
export const GetBucketLifecycleConfiguration: S3Operation = {
  name: "GetBucketLifecycleConfiguration",
  method: "GET",
  level: "bucket",
  subresource: "lifecycle",
  run: (call, s3) => {
    const { name, lifecycle } = authorizedBucket(call, s3, { action: "s3:GetLifecycleConfiguration" });
    if (lifecycle === undefined) throw s3Errors.noSuchLifecycle(name);
    return { status: 200, headers: { "Content-Type": "application/xml" }, body: lifecycle };
  },
};
