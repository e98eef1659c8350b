import { AwsError, unsupported } from "../../../core/errors.ts";
import type { Properties, PropertySchema, Value } from "../../../core/ports/resource-provider.ts";
import {
  flagProperty,
  mapProperty,
  mapsProperty,
  numberProperty,
  requiredTextProperty,
  tagsProperty,
} from "../../../core/properties/property-values.ts";
import { ALL_BLOCKED, type Bucket, type CorsRule, type PublicAccessBlock } from "../domain/buckets/bucket.ts";
import { checkCorsRules } from "../domain/buckets/cors-rules.ts";
import { toOwnership } from "../domain/buckets/ownership.ts";
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
import { DEFAULT_ENCRYPTION, toEncryption } from "../domain/shared/encryption.ts";
import { s3Errors } from "../domain/shared/errors.ts";
import { lifecycleDocument } from "./lifecycle-document.ts";

const KEY_FILTER: PropertySchema = { S3Key: { Rules: { Name: true, Value: true } } };

const TRANSITION: PropertySchema = { StorageClass: true, TransitionDate: true, TransitionInDays: true };
const NONCURRENT_TRANSITION: PropertySchema = {
  StorageClass: true,
  TransitionInDays: true,
  NewerNoncurrentVersions: true,
};

/** Properties this type takes; everything else is refused by name. */
export const BUCKET_PROPERTIES: { readonly [name: string]: PropertySchema } = {
  BucketName: true,
  AccessControl: true,
  BucketEncryption: {
    ServerSideEncryptionConfiguration: {
      BucketKeyEnabled: true,
      ServerSideEncryptionByDefault: { SSEAlgorithm: true, KMSMasterKeyID: true },
    },
  },
  PublicAccessBlockConfiguration: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  VersioningConfiguration: { Status: true },
  OwnershipControls: { Rules: { ObjectOwnership: true } },
  CorsConfiguration: {
    CorsRules: {
      Id: true,
      AllowedHeaders: true,
      AllowedMethods: true,
      AllowedOrigins: true,
      ExposedHeaders: true,
      MaxAge: true,
    },
  },
  LifecycleConfiguration: {
    Rules: {
      Id: true,
      Status: true,
      Prefix: true,
      TagFilters: { Key: true, Value: true },
      ObjectSizeGreaterThan: true,
      ObjectSizeLessThan: true,
      ExpirationDate: true,
      ExpirationInDays: true,
      ExpiredObjectDeleteMarker: true,
      Transition: TRANSITION,
      Transitions: TRANSITION,
      NoncurrentVersionExpirationInDays: true,
      NoncurrentVersionExpiration: { NoncurrentDays: true, NewerNoncurrentVersions: true },
      NoncurrentVersionTransition: NONCURRENT_TRANSITION,
      NoncurrentVersionTransitions: NONCURRENT_TRANSITION,
      AbortIncompleteMultipartUpload: { DaysAfterInitiation: true },
    },
  },
  NotificationConfiguration: {
    EventBridgeConfiguration: { EventBridgeEnabled: true },
    LambdaConfigurations: { Event: true, Filter: KEY_FILTER, Function: true },
    QueueConfigurations: { Event: true, Filter: KEY_FILTER, Queue: true },
    TopicConfigurations: { Event: true, Filter: KEY_FILTER, Topic: true },
  },
  Tags: { Key: true, Value: true },
};

type Members = Readonly<Record<string, Value>>;

const members = (value: Value | undefined): Members =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
const list = (value: Value | undefined): readonly Value[] => (Array.isArray(value) ? value : []);
const text = (value: Value | undefined): string | undefined =>
  value === undefined || value === null ? undefined : String(value);
const flag = (group: Members, name: string): boolean => flagProperty(group, name) ?? false;
const texts = (value: Value | undefined): readonly string[] => list(value).map(String);

function invalid(message: string): AwsError {
  return new AwsError("InvalidRequest", message, 400);
}

/** The settings of a bucket as its properties say; absent ones are those of a new bucket. */
export function bucketSettings(
  properties: Properties,
  stackTags: Readonly<Record<string, string>>,
): Partial<Bucket> {
  const ownership = ownershipOf(properties["OwnershipControls"]);
  assertOwnerAlone(text(properties["AccessControl"]), ownership);
  return {
    encryption: encryptionOf(properties["BucketEncryption"]),
    publicAccessBlock: publicAccessBlockOf(properties["PublicAccessBlockConfiguration"]),
    versioning: versioningOf(properties["VersioningConfiguration"]),
    ownership,
    cors: corsOf(properties["CorsConfiguration"]),
    lifecycle: lifecycleOf(properties["LifecycleConfiguration"]),
    tags: { ...stackTags, ...tagsProperty(properties) },
  };
}

/**
 * The last two are of objects: S3 ignores them when a bucket is made.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#canned-acl
 */
const OF_OWNER: ReadonlySet<string> = new Set(["Private", "BucketOwnerFullControl", "BucketOwnerRead"]);

/**
 * A canned ACL that says no more than what holds without one, or is refused.
 * @throws AwsError InvalidBucketAclWithObjectOwnership, NotImplemented for an ACL that lets others in
 */
function assertOwnerAlone(acl: string | undefined, ownership: Bucket["ownership"]): void {
  if (acl === undefined || OF_OWNER.has(acl)) return;
  if (ownership === "BucketOwnerEnforced") throw s3Errors.aclWithOwnerEnforced();
  throw unsupported(`The value ${acl} of AccessControl`);
}

function encryptionOf(value: Value | undefined): Bucket["encryption"] {
  if (value === undefined) return DEFAULT_ENCRYPTION;
  const [rule, second] = list(members(value)["ServerSideEncryptionConfiguration"]);
  if (rule === undefined || second !== undefined) {
    throw invalid("ServerSideEncryptionConfiguration must contain exactly one rule");
  }
  const settings = members(members(rule)["ServerSideEncryptionByDefault"]);
  return toEncryption({
    algorithm: text(settings["SSEAlgorithm"]),
    keyId: text(settings["KMSMasterKeyID"]),
    bucketKey: flag(members(rule), "BucketKeyEnabled"),
  });
}

function publicAccessBlockOf(value: Value | undefined): PublicAccessBlock {
  if (value === undefined) return ALL_BLOCKED;
  const given = members(value);
  return {
    BlockPublicAcls: flag(given, "BlockPublicAcls"),
    IgnorePublicAcls: flag(given, "IgnorePublicAcls"),
    BlockPublicPolicy: flag(given, "BlockPublicPolicy"),
    RestrictPublicBuckets: flag(given, "RestrictPublicBuckets"),
  };
}

function versioningOf(value: Value | undefined): Bucket["versioning"] {
  if (value === undefined) return undefined;
  const status = text(members(value)["Status"]);
  if (status === "Enabled" || status === "Suspended") return status;
  throw invalid("VersioningConfiguration.Status must be Enabled or Suspended");
}

function ownershipOf(value: Value | undefined): Bucket["ownership"] {
  if (value === undefined) return "BucketOwnerEnforced";
  const [rule] = list(members(value)["Rules"]);
  return toOwnership(text(members(rule)["ObjectOwnership"]));
}

function corsOf(value: Value | undefined): readonly CorsRule[] {
  if (value === undefined) return [];
  return checkCorsRules(list(members(value)["CorsRules"]).map((rule) => corsRule(members(rule))));
}

function corsRule(rule: Members): CorsRule {
  const id = text(rule["Id"]);
  const maxAge = numberProperty(rule, "MaxAge");
  return {
    ...(id === undefined ? {} : { id }),
    allowedOrigins: texts(rule["AllowedOrigins"]),
    allowedMethods: texts(rule["AllowedMethods"]),
    allowedHeaders: texts(rule["AllowedHeaders"]),
    exposeHeaders: texts(rule["ExposedHeaders"]),
    ...(maxAge === undefined ? {} : { maxAgeSeconds: maxAge }),
  };
}

/** Rules are kept to be shown (as the API's document shape); nothing expires locally. */
function lifecycleOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  const rules = list(members(value)["Rules"]).map(members);
  if (rules.length === 0) throw invalid("LifecycleConfiguration must contain at least one rule");
  const known = rules.every((rule) => rule["Status"] === "Enabled" || rule["Status"] === "Disabled");
  if (!known) throw invalid("Lifecycle rule Status must be Enabled or Disabled");
  return lifecycleDocument(rules);
}

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
