import { isDeepStrictEqual } from "node:util";
import { AwsError } from "../../../core/errors.ts";
import type { Question } from "../../../core/ports/authorization.ts";
import type {
  Properties,
  ProvisionedResource,
  ResourceContext,
  ResourceProvider,
} from "../../../core/ports/resource-provider.ts";
import { givenTags, textProperty } from "../../../core/properties/property-values.ts";
import { lifecycleRuleId, parseLifecycle } from "../api/documents/lifecycle.ts";
import { type Bucket, bucketArn } from "../domain/buckets/bucket.ts";
import { changeBucket, createBucket } from "../domain/buckets/manager.ts";
import type { S3Context } from "../domain/context.ts";
import { deleteBucket } from "../domain/delete-bucket.ts";
import { admitProperty, BUCKET_PROPERTIES, bucketSettings, notificationsOf } from "./bucket-properties.ts";

const MAX_NAME_LENGTH = 63;

/** What each property needs. @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_Operations_Amazon_Simple_Storage_Service.html */
const ACTIONS = {
  BucketEncryption: "s3:PutEncryptionConfiguration",
  PublicAccessBlockConfiguration: "s3:PutBucketPublicAccessBlock",
  VersioningConfiguration: "s3:PutBucketVersioning",
  OwnershipControls: "s3:PutBucketOwnershipControls",
  CorsConfiguration: "s3:PutBucketCORS",
  LifecycleConfiguration: "s3:PutLifecycleConfiguration",
  NotificationConfiguration: "s3:PutBucketNotification",
} as const satisfies Record<string, string>;

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html */
export function createBucketProvider(s3: S3Context): ResourceProvider {
  return {
    type: "AWS::S3::Bucket",
    properties: BUCKET_PROPERTIES,
    required: [],
    replaceOn: ["BucketName"],
    calls: (context, change) => {
      const name = change.kind === "create" ? bucketName(context, change.properties) : change.physicalId;
      if (change.kind === "delete") return [bucketQuestion(s3, "s3:DeleteBucket", name)];
      const properties = change.kind === "create" ? change.properties : change.after;
      const before = change.kind === "create" ? {} : change.before;
      // The tags of the stack are among those that the bucket has.
      const had = change.kind === "create" ? {} : givenTags(s3.buckets.find(name)?.tags ?? {}, {});
      const tags = { ...had, ...givenTags(context.tags, properties) };
      const actions = [
        ...(change.kind === "create" ? ["s3:CreateBucket"] : []),
        ...Object.entries(ACTIONS).flatMap(([property, action]) =>
          properties[property] === undefined && before[property] === undefined ? [] : [action],
        ),
        ...(Object.keys(tags).length === 0 ? [] : ["s3:PutBucketTagging"]),
      ];
      return actions.map((action) => bucketQuestion(s3, action, name));
    },
    create: async (context, properties) => {
      const settings = checkedSettings(s3, properties, context.tags);
      const name = bucketName(context, properties);
      const notifications = notificationsOf(s3, properties);
      // CreateBucket answers success for one's own bucket in us-east-1; CloudFormation does not adopt it.
      if (s3.buckets.find(name) !== undefined) throw alreadyExists(name);
      return context.commit(() => {
        const admitted = notifications === undefined ? {} : admitProperty(s3, name, notifications);
        createBucket(s3, { name, ownership: settings.ownership });
        changeBucket(s3, name, { ...settings, ...admitted });
        return provisioned(s3, name);
      });
    },
    update: async (context, name, before, after) => {
      const wanted = askedSettings({ before, after }, checkedSettings(s3, after, context.tags));
      const settings = settingsOfUpdate(s3.buckets.get(name), wanted);
      const notifications = notificationsOf(s3, after);
      s3.database.transaction(() => {
        const admitted = isOther(before, after) ? admitProperty(s3, name, notifications) : {};
        changeBucket(s3, name, { ...settings, ...admitted });
      });
      return provisioned(s3, name);
    },
    delete: async (_context, name) => {
      if (s3.buckets.find(name) !== undefined) deleteBucket(s3, name);
    },
  };
}

/** Lifecycle rules of a template are held to what the API holds them to. */
function checkedSettings(
  { randomness }: S3Context,
  properties: Properties,
  stackTags: Readonly<Record<string, string>>,
): Partial<Bucket> {
  const settings = bucketSettings(properties, stackTags);
  if (settings.lifecycle === undefined) return settings;
  return {
    ...settings,
    lifecycle: parseLifecycle(settings.lifecycle, () => lifecycleRuleId(randomness.uuid())),
  };
}

function bucketName(context: ResourceContext, properties: Properties): string {
  const given = textProperty(properties, "BucketName");
  return given ?? context.generateName({ maxLength: MAX_NAME_LENGTH, lowerCase: true });
}

/** Whether the template says something new of notifications. */
const isOther = (before: Properties, after: Properties): boolean =>
  !isDeepStrictEqual(before["NotificationConfiguration"], after["NotificationConfiguration"]);

const SETTINGS = {
  BucketEncryption: "encryption",
  PublicAccessBlockConfiguration: "publicAccessBlock",
  VersioningConfiguration: "versioning",
  OwnershipControls: "ownership",
  CorsConfiguration: "cors",
  LifecycleConfiguration: "lifecycle",
} as const satisfies Partial<Record<keyof typeof ACTIONS, keyof Bucket>>;

/** CFN-ASKED: without those that the template says nothing of and never did: nobody was asked about them. */
function askedSettings(
  { before, after }: { readonly before: Properties; readonly after: Properties },
  settings: Partial<Bucket>,
): Partial<Bucket> {
  const untold = Object.entries(SETTINGS).flatMap(([property, setting]): string[] =>
    before[property] === undefined && after[property] === undefined ? [setting] : [],
  );
  return Object.fromEntries(Object.entries(settings).filter(([setting]) => !untold.includes(setting)));
}

/** Versioning once on cannot go away again: a template that drops it suspends it. */
function settingsOfUpdate(bucket: Bucket, settings: Partial<Bucket>): Partial<Bucket> {
  const isSaid = Object.hasOwn(settings, "versioning");
  const dropped = isSaid && settings.versioning === undefined && bucket.versioning !== undefined;
  return dropped ? { ...settings, versioning: "Suspended" } : settings;
}

function alreadyExists(name: string): AwsError {
  return new AwsError("AlreadyExists", `${name} already exists`, 409);
}

function provisioned({ scope }: S3Context, name: string): ProvisionedResource {
  const { region } = scope;
  const websiteDash = new Set([
    "us-east-1",
    "us-west-1",
    "us-west-2",
    "eu-west-1",
    "sa-east-1",
    "ap-northeast-1",
    "ap-southeast-1",
    "ap-southeast-2",
  ]);
  const website = websiteDash.has(region) ? `s3-website-${region}` : `s3-website.${region}`;
  return {
    physicalId: name,
    attributes: {
      Arn: bucketArn(name),
      DomainName: `${name}.s3.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.${website}.amazonaws.com`,
    },
  };
}

/**
 * What an operation on a bucket asks. S3's operations read HTTP requests, and there is none: the keys
 * of a request's headers have no value.
 */
export function bucketQuestion({ buckets, scope }: S3Context, action: string, name: string): Question {
  return {
    action,
    resource: bucketArn(name),
    resourcePolicy: buckets.find(name)?.policy,
    ...(action === "s3:CreateBucket" ? { context: { "s3:LocationConstraint": scope.region } } : {}),
  };
}
