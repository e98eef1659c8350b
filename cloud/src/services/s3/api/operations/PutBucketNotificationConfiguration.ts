import type { S3Context } from "../../domain/context.ts";
import { notificationId } from "../../domain/notifications/notification-id.ts";
import { putNotifications } from "../../domain/notifications/put-notifications.ts";
import { bucketOf, onBucket } from "../authorization/questions.ts";
import { parseNotifications } from "../documents/notification.ts";
import { bucketNameOf, type S3Operation } from "../http/call.ts";
import { emptyResponse } from "../http/responses.ts";
import { originOf } from "../requests/origin.ts";
import { readDocument } from "../uploads/document.ts";

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketNotificationConfiguration.html */
export const PutBucketNotificationConfiguration = (s3: S3Context): S3Operation => ({
  name: "PutBucketNotificationConfiguration",
  method: "PUT",
  level: "bucket",
  subresource: "notification",
  authorize: onBucket(s3, "s3:PutBucketNotification"),
  run: async (call) => {
    const document = await readDocument(call, s3);
    const { region } = bucketOf(s3, call);
    const newId = () => notificationId(s3.randomness);
    putNotifications(s3, {
      bucket: bucketNameOf(call),
      configuration: parseNotifications(document, { region, newId }),
      origin: originOf(call),
      unchecked: call.request.headers["x-amz-skip-destination-validation"]?.toLowerCase() === "true",
    });
    return emptyResponse(200);
  },
});
