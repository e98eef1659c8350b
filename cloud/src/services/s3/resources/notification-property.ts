import type { Properties } from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  mapProperty,
  mapsProperty,
  requiredTextProperty,
} from "../../../core/properties/property-values.ts";
import type { Bucket } from "../domain/buckets/bucket.ts";
import type { S3Context } from "../domain/context.ts";
import {
  checkNotifications,
  type DestinationKind,
  type GivenNotification,
  NO_NOTIFICATIONS,
  type NotificationConfiguration,
} from "../domain/notifications/configuration.ts";
import { notificationId } from "../domain/notifications/notification-id.ts";
import { admitNotifications } from "../domain/notifications/put-notifications.ts";

/** Lists of the property, with the kind of destination of each and what its member is called. */
const LISTS: readonly (readonly [list: string, kind: DestinationKind, member: string])[] = [
  ["TopicConfigurations", "Topic", "Topic"],
  ["QueueConfigurations", "Queue", "Queue"],
  ["LambdaConfigurations", "CloudFunction", "Function"],
];

/** What the property says, undefined when it is not there. @throws AwsError as the API */
export function notificationsOf(
  { randomness, scope }: S3Context,
  properties: Properties,
): NotificationConfiguration | undefined {
  const property = mapProperty(properties, "NotificationConfiguration");
  if (property === undefined) return undefined;
  const given = LISTS.flatMap(([list, kind, member]) =>
    mapsProperty(property, list).map((entry): GivenNotification => {
      const arn = requiredTextProperty(entry, member);
      return {
        id: undefined,
        kind,
        arn,
        events: [requiredTextProperty(entry, "Event")],
        filter: filterOf(entry),
      };
    }),
  );
  const bridge = mapProperty(property, "EventBridgeConfiguration");
  const newId = () => notificationId(randomness);
  return {
    notifications: checkNotifications(given, { region: scope.region, newId }),
    eventBridge: bridge !== undefined && flagProperty(bridge, "EventBridgeEnabled") !== false,
  };
}

function filterOf(entry: Properties): GivenNotification["filter"] {
  const key = mapProperty(mapProperty(entry, "Filter") ?? {}, "S3Key");
  if (key === undefined) return [];
  return mapsProperty(key, "Rules").map((rule) => ({
    name: requiredTextProperty(rule, "Name"),
    value: requiredTextProperty(rule, "Value"),
  }));
}

/** Asks and tells the destinations as the API does. @returns what the bucket keeps. @throws AwsError */
export function admitProperty(
  s3: S3Context,
  bucket: string,
  configuration: NotificationConfiguration = NO_NOTIFICATIONS,
): Pick<Bucket, "notifications"> {
  const cause = s3.randomness.uuid();
  const requestId = cause.replaceAll("-", "").slice(0, 16).toUpperCase();
  const origin = { requestId, hostId: Buffer.from(cause, "latin1").toString("base64"), cause };
  return admitNotifications(s3, { bucket, configuration, origin, unchecked: false });
}
