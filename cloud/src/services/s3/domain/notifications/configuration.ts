import { parseArn } from "../../../../core/arns.ts";
import { s3Errors } from "../shared/errors.ts";
import { assertEventName, coversEvent } from "./event-names.ts";

/** What an element of the configuration names as its destination. */
export type DestinationKind = "Topic" | "Queue" | "CloudFunction";

export interface FilterRule {
  readonly name: "Prefix" | "Suffix";
  readonly value: string;
}

/** One notification: which events of which keys go where. */
export interface BucketNotification {
  readonly id: string;
  readonly kind: DestinationKind;
  readonly arn: string;
  /** `s3:ObjectCreated:*` and the like. */
  readonly events: readonly string[];
  readonly filter: readonly FilterRule[];
}

export interface NotificationConfiguration {
  readonly notifications: readonly BucketNotification[];
  /** Every event goes to the default bus of EventBridge, whatever the notifications say. */
  readonly eventBridge: boolean;
}

export const NO_NOTIFICATIONS: NotificationConfiguration = { notifications: [], eventBridge: false };

const SERVICES: Readonly<Record<DestinationKind, string>> = {
  Topic: "sns",
  Queue: "sqs",
  CloudFunction: "lambda",
};

const MAX_NOTIFICATIONS = 100;

/** A notification as a request or a template has it. */
export interface GivenNotification extends Omit<BucketNotification, "id" | "filter"> {
  readonly id: string | undefined;
  readonly filter: readonly { readonly name: string; readonly value: string }[];
}

interface Rules {
  /** Region of the bucket. */
  readonly region: string;
  /** Makes the id of a notification that came without one. */
  readonly newId: () => string;
}

/**
 * Checks everything but the destinations themselves.
 * @throws AwsError InvalidArgument, MalformedXML, NotImplemented
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-how-to-filtering.html
 */
export function checkNotifications(
  given: readonly GivenNotification[],
  { region, newId }: Rules,
): readonly BucketNotification[] {
  if (given.length > MAX_NOTIFICATIONS) {
    throw s3Errors.invalidRequest(
      `A bucket has at most ${MAX_NOTIFICATIONS} notification configurations, not ${given.length}.`,
    );
  }
  const checked = given.map((one) => {
    if (one.events.length === 0) throw s3Errors.malformedXml();
    for (const event of one.events) assertEventName(event);
    assertArn(one, region);
    return { ...one, id: one.id ?? newId(), filter: filterOf(one.filter) };
  });
  assertOwnIds(checked);
  assertApart(checked);
  return checked;
}

function assertArn({ kind, arn }: GivenNotification, region: string): void {
  const parsed = parseArn(arn);
  if (parsed === undefined) throw s3Errors.invalidArgument("The ARN could not be parsed", kind, arn);
  const isOther = kind === "CloudFunction" && !parsed.resource.startsWith("function:");
  if (parsed.service !== SERVICES[kind] || isOther) {
    throw s3Errors.invalidArgument("The ARN is not well formed", kind, arn);
  }
  if (parsed.region !== region) {
    throw s3Errors.invalidArgument(
      "The notification destination service region is not valid for the bucket location constraint",
      kind,
      arn,
    );
  }
}

function filterOf(rules: GivenNotification["filter"]): readonly FilterRule[] {
  const checked = rules.map(({ name, value }): FilterRule => {
    const known = NAMES.get(name.toLowerCase());
    if (known === undefined) {
      throw s3Errors.invalidArgument(
        "filter rule name must be either prefix or suffix",
        "FilterRule.Name",
        name,
      );
    }
    if (value === "") throw s3Errors.invalidArgument("filter value cannot be empty", known, value);
    return { name: known, value };
  });
  for (const name of NAMES.values()) {
    const [, second] = checked.filter((rule) => rule.name === name);
    if (second === undefined) continue;
    const text = `Cannot specify more than one ${name.toLowerCase()} rule in a filter.`;
    throw s3Errors.invalidArgument(text, "FilterRule.Name", name);
  }
  return checked;
}

const NAMES: ReadonlyMap<string, FilterRule["name"]> = new Map([
  ["prefix", "Prefix"],
  ["suffix", "Suffix"],
]);

function assertOwnIds(notifications: readonly BucketNotification[]): void {
  const seen = new Set<string>();
  for (const { id } of notifications) {
    if (seen.has(id)) {
      throw s3Errors.invalidArgument(
        "Same ID used for multiple configurations. IDs must be unique",
        "Id",
        id,
      );
    }
    seen.add(id);
  }
}

/** No event of any key may have two destinations. */
function assertApart(notifications: readonly BucketNotification[]): void {
  notifications.forEach((one, index) => {
    for (const other of notifications.slice(index + 1)) {
      if (!shareEvent(one, other) || !shareKey(one, other)) continue;
      const bySuffix = [one, other].some(({ filter }) => filter.some(({ name }) => name === "Suffix"));
      throw s3Errors.invalidArgument(
        bySuffix
          ? "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type."
          : "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
        "Id",
        other.id,
      );
    }
  });
}

const shareEvent = (one: BucketNotification, other: BucketNotification): boolean =>
  one.events.some((event) =>
    other.events.some((another) => coversEvent(event, another) || coversEvent(another, event)),
  );

function shareKey(one: BucketNotification, other: BucketNotification): boolean {
  const [prefix, otherPrefix] = [filterValue(one, "Prefix"), filterValue(other, "Prefix")];
  const [suffix, otherSuffix] = [filterValue(one, "Suffix"), filterValue(other, "Suffix")];
  const samePrefix = prefix.startsWith(otherPrefix) || otherPrefix.startsWith(prefix);
  return samePrefix && (suffix.endsWith(otherSuffix) || otherSuffix.endsWith(suffix));
}

const filterValue = ({ filter }: BucketNotification, wanted: FilterRule["name"]): string =>
  filter.find(({ name }) => name === wanted)?.value ?? "";

/** Whether a notification is about an event, e.g. `ObjectCreated:Put`, of a key. */
export function isAbout(notification: BucketNotification, event: string, key: string): boolean {
  if (!notification.events.some((configured) => coversEvent(configured, `s3:${event}`))) return false;
  return (
    key.startsWith(filterValue(notification, "Prefix")) && key.endsWith(filterValue(notification, "Suffix"))
  );
}
