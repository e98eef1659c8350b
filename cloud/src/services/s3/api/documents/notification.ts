import { element, type XmlObject } from "../../../../wire/xml.ts";
import {
  type BucketNotification,
  checkNotifications,
  type DestinationKind,
  type GivenNotification,
  NO_NOTIFICATIONS,
  type NotificationConfiguration,
} from "../../domain/notifications/configuration.ts";
import { S3_NAMESPACE } from "../../domain/shared/constants.ts";
import { s3Errors } from "../../domain/shared/errors.ts";
import { assertOnly, childrenOf, childText, parseXml, type XmlElement } from "../http/xml-reader.ts";

/** Elements of the document in its order, with what each calls its destination. */
const ELEMENTS: ReadonlyMap<string, DestinationKind> = new Map([
  ["TopicConfiguration", "Topic"],
  ["QueueConfiguration", "Queue"],
  ["CloudFunctionConfiguration", "CloudFunction"],
]);

/**
 * Reads and checks a `NotificationConfiguration`; the destinations are not asked yet.
 * @throws AwsError MalformedXML, InvalidArgument, NotImplemented
 */
export function parseNotifications(
  document: string,
  rules: { readonly region: string; readonly newId: () => string },
): NotificationConfiguration {
  const root = parseXml(document, "NotificationConfiguration");
  assertOnly(root, [...ELEMENTS.keys(), "EventBridgeConfiguration"]);
  const given = [...ELEMENTS].flatMap(([name, kind]) =>
    childrenOf(root, name).map((child) => parseNotification(child, kind)),
  );
  const [bridge, second] = childrenOf(root, "EventBridgeConfiguration");
  if (second !== undefined) throw s3Errors.malformedXml();
  if (bridge !== undefined) assertOnly(bridge, []);
  return { notifications: checkNotifications(given, rules), eventBridge: bridge !== undefined };
}

function parseNotification(child: XmlElement, kind: DestinationKind): GivenNotification {
  assertOnly(child, ["Id", kind, "Event", "Filter"]);
  const arn = childText(child, kind);
  if (arn === undefined) throw s3Errors.malformedXml();
  const id = childText(child, "Id");
  return {
    id: id === "" ? undefined : id,
    kind,
    arn,
    events: childrenOf(child, "Event").map(({ text }) => text.trim()),
    filter: parseFilter(childrenOf(child, "Filter")),
  };
}

function parseFilter([filter, second]: readonly XmlElement[]): GivenNotification["filter"] {
  if (second !== undefined) throw s3Errors.malformedXml();
  if (filter === undefined) return [];
  assertOnly(filter, ["S3Key"]);
  return childrenOf(filter, "S3Key").flatMap((key) => {
    assertOnly(key, ["FilterRule"]);
    return childrenOf(key, "FilterRule").map((rule) => {
      assertOnly(rule, ["Name", "Value"]);
      const name = childText(rule, "Name");
      const value = childrenOf(rule, "Value")[0]?.text;
      if (name === undefined || value === undefined) throw s3Errors.malformedXml();
      return { name, value };
    });
  });
}

/** As GetBucketNotificationConfiguration shows it. */
export function notificationDocument(configuration: NotificationConfiguration = NO_NOTIFICATIONS): string {
  const { notifications, eventBridge } = configuration;
  const groups = [...ELEMENTS].map(([name, kind]) => [
    name,
    notifications.filter((one) => one.kind === kind).map(notificationElement),
  ]);
  const members: XmlObject = {
    ...(Object.fromEntries(groups) as XmlObject),
    EventBridgeConfiguration: eventBridge ? "" : undefined,
  };
  const body = element("NotificationConfiguration", members, `xmlns="${S3_NAMESPACE}"`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${body}`;
}

function notificationElement({ id, kind, arn, events, filter }: BucketNotification): XmlObject {
  const rules = filter.map(({ name, value }) => ({ Name: name, Value: value }));
  return {
    Id: id,
    [kind]: arn,
    Event: events,
    Filter: filter.length === 0 ? undefined : { S3Key: { FilterRule: rules } },
  };
}
