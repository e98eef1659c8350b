import type { Database } from "../../../../store/database.ts";
import type { Bucket } from "../buckets/bucket.ts";
import type { BucketsContext } from "../buckets/context.ts";
import { changeBucket } from "../buckets/manager.ts";
import type { NotificationConfiguration } from "./configuration.ts";
import { assertDestinations, bucketAsCaller, type DestinationPorts, sendTest } from "./destinations.ts";
import type { EventOrigin } from "./occurrence.ts";
import { testDocument } from "./records.ts";

/** What setting notifications stands on. */
export interface NotificationsContext extends BucketsContext {
  readonly database: Database;
  readonly destinations: DestinationPorts;
}

export interface NotificationSetting {
  readonly bucket: string;
  readonly configuration: NotificationConfiguration;
  readonly origin: Pick<EventOrigin, "requestId" | "hostId" | "cause">;
  /** Destinations are neither looked at nor told. */
  readonly unchecked: boolean;
}

/**
 * Asks the destinations and tells them, in front of the write that sets the notifications and in one
 * transaction with it: a refusal leaves nothing.
 * @returns what the bucket keeps
 * @throws AwsError InvalidArgument of a destination
 */
export function admitNotifications(
  { destinations, scope, clock }: NotificationsContext,
  { bucket, configuration, origin, unchecked }: NotificationSetting,
): Pick<Bucket, "notifications"> {
  const { notifications, eventBridge } = configuration;
  if (!unchecked) {
    const caller = bucketAsCaller(scope, bucket);
    assertDestinations(destinations, notifications, caller);
    const text = testDocument(bucket, origin, clock.now());
    sendTest(destinations, notifications, { caller, text, cause: origin.cause });
  }
  const isEmpty = notifications.length === 0 && !eventBridge;
  return { notifications: isEmpty ? undefined : configuration };
}

/** Replaces the notifications of a bucket. @throws AwsError NoSuchBucket, InvalidArgument of a destination */
export function putNotifications(s3: NotificationsContext, setting: NotificationSetting): void {
  s3.database.transaction(() => changeBucket(s3, setting.bucket, admitNotifications(s3, setting)));
}
