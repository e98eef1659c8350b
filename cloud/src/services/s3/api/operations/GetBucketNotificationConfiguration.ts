import type { S3Context } from "../../domain/context.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import { notificationDocument } from "../documents/notification.ts";
import type { S3Operation } from "../http/call.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetBucketNotificationConfiguration.html */
export const GetBucketNotificationConfiguration = (s3: S3Context): S3Operation => ({
  name: "GetBucketNotificationConfiguration",
  method: "GET",
  level: "bucket",
  subresource: "notification",
  authorize: onBucket(s3, "s3:GetBucketNotification"),
  run: (call) => ({
    status: 200,
    headers: { "Content-Type": "application/xml" },
    body: notificationDocument(bucketOf(s3, call).notifications),
  }),
});
