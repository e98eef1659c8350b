import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type {
  Properties,
  ResourceContext,
  ResourceProvider,
  Value,
} from "../../../core/ports/resource-provider.ts";
import { parseLifecycle } from "../api/documents/lifecycle.ts";
import { functionArn, queueArn, type TestDestinations, testDestinations } from "../testing/destinations.ts";
import { send } from "../testing/send.ts";
import { type OpenS3, openS3 } from "../testing/service.ts";
import { bucketSettings } from "./bucket-properties.ts";

/** The rules as S3 shows them, from a template's. */
function shown(rule: Readonly<Record<string, Value>>): string {
  const properties = { LifecycleConfiguration: { Rules: [{ Id: "one", Status: "Enabled", ...rule }] } };
  const { lifecycle = "" } = bucketSettings(properties, {});
  return parseLifecycle(lifecycle, () => "made").replace(/^.*<Status>Enabled<\/Status>/s, "");
}

const whole = (rule: Readonly<Record<string, Value>>): string => {
  const properties = { LifecycleConfiguration: { Rules: [{ Status: "Enabled", ...rule }] } };
  return parseLifecycle(bucketSettings(properties, {}).lifecycle ?? "", () => "made");
};

const refusalOf = (act: () => unknown): string => {
  try {
    act();
    return "";
  } catch (error) {
    return error instanceof Error ? `${(error as { code?: string }).code}: ${error.message}` : String(error);
  }
};

describe("LifecycleConfiguration of a template", () => {
  test.each<[Readonly<Record<string, Value>>, string]>([
    [
      { Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 30 }] },
      "<Transition><Days>30</Days><StorageClass>STANDARD_IA</StorageClass></Transition>",
    ],
    [
      { Transition: { StorageClass: "Glacier", TransitionDate: "2030-01-01T00:00:00Z" } },
      "<Transition><Date>2030-01-01T00:00:00Z</Date><StorageClass>GLACIER</StorageClass></Transition>",
    ],
    [
      { NoncurrentVersionExpiration: { NoncurrentDays: "7", NewerNoncurrentVersions: 3 } },
      "<NoncurrentVersionExpiration><NoncurrentDays>7</NoncurrentDays><NewerNoncurrentVersions>3</NewerNoncurrentVersions></NoncurrentVersionExpiration>",
    ],
    [
      {
        NoncurrentVersionTransitions: [
          { StorageClass: "GLACIER_IR", TransitionInDays: 1, NewerNoncurrentVersions: 2 },
        ],
      },
      "<NoncurrentVersionTransition><NoncurrentDays>1</NoncurrentDays><NewerNoncurrentVersions>2</NewerNoncurrentVersions><StorageClass>GLACIER_IR</StorageClass></NoncurrentVersionTransition>",
    ],
    [
      { ExpiredObjectDeleteMarker: true },
      "<Expiration><ExpiredObjectDeleteMarker>true</ExpiredObjectDeleteMarker></Expiration>",
    ],
    [{ ExpirationInDays: 5 }, "<Expiration><Days>5</Days></Expiration>"],
  ])("is shown as the API's document: %j", (rule, expected) => {
    expect(shown(rule)).toBe(`${expected}</Rule></LifecycleConfiguration>`);
  });

  test("tags and sizes stand in And, beside the prefix", () => {
    const rule = {
      ExpirationInDays: 1,
      Prefix: "logs/",
      TagFilters: [{ Key: "a", Value: "b" }],
      ObjectSizeGreaterThan: "10",
    };
    expect(whole(rule)).toContain(
      "<Filter><And><Prefix>logs/</Prefix><Tag><Key>a</Key><Value>b</Value></Tag><ObjectSizeGreaterThan>10</ObjectSizeGreaterThan></And></Filter>",
    );
  });

  test("what S3 refuses of it is refused", () => {
    const early = { Transitions: [{ StorageClass: "STANDARD_IA", TransitionInDays: 10 }] };
    expect(refusalOf(() => whole(early))).toMatch(/^InvalidArgument: 'Days' in Transition action must be/);
  });
});

describe("AccessControl of a template", () => {
  const open = { OwnershipControls: { Rules: [{ ObjectOwnership: "ObjectWriter" }] } };
  test.each<[Properties, RegExp]>([
    [{ AccessControl: "Private" }, /^$/],
    [{ AccessControl: "Private", ...open }, /^$/],
    [{ AccessControl: "BucketOwnerFullControl" }, /^$/],
    [{ AccessControl: "BucketOwnerRead", ...open }, /^$/],
    [{ AccessControl: "PublicRead" }, /^InvalidBucketAclWithObjectOwnership: Bucket cannot have ACLs set/],
    [{ AccessControl: "LogDeliveryWrite" }, /^InvalidBucketAclWithObjectOwnership/],
    [
      { AccessControl: "PublicRead", ...open },
      /^UnsupportedOperationException: The value PublicRead of AccessControl/,
    ],
  ])("%j", (properties, expected) => {
    expect(refusalOf(() => bucketSettings(properties, {}))).toMatch(expected);
  });
});

describe("NotificationConfiguration of AWS::S3::Bucket", () => {
  let to: TestDestinations;
  let open: OpenS3;
  beforeEach(() => {
    to = testDestinations();
    to.present.add(queueArn("q")).add(functionArn("f"));
    open = openS3({ destinations: to });
  });
  afterEach(() => open.close());

  const context = {
    scope: { accountId: "123456789012", region: "eu-west-1" },
    stackName: "home",
    stackId: "id",
    logicalId: "Photos",
    commit: (write) => write(),
    generateName: () => "home-photos",
    tags: {},
  } as Pick<ResourceContext, "commit"> as ResourceContext;
  const buckets = (): ResourceProvider => {
    const found = open.service.resources.find(({ type }) => type === "AWS::S3::Bucket");
    if (found === undefined) throw new Error("There is no provider of buckets.");
    return found;
  };
  const shownNotifications = async () =>
    (await send(open.service, { call: "GET /home-photos?notification" })).text;
  const lambda = (Event: string, rest = {}): Properties => ({
    NotificationConfiguration: { LambdaConfigurations: [{ Event, Function: functionArn("f"), ...rest }] },
  });
  const jpg = { Filter: { S3Key: { Rules: [{ Name: "suffix", Value: ".jpg" }] } } };

  test("is set, changed and taken away, and queues are told", async () => {
    const before = lambda("s3:ObjectCreated:*", jpg);
    await buckets().create(context, before);
    const created = await shownNotifications();
    const after: Properties = {
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: "s3:ObjectRemoved:*", Queue: queueArn("q") }],
        EventBridgeConfiguration: { EventBridgeEnabled: true },
      },
    };
    await buckets().update(context, "home-photos", before, after);
    const changed = await shownNotifications();
    await buckets().update(context, "home-photos", after, {});

    expect(created).toMatch(/<CloudFunction>.*<Name>Suffix<\/Name><Value>\.jpg</);
    expect(changed).toMatch(/<Queue>.*<EventBridgeConfiguration>/);
    expect(changed).not.toContain("CloudFunction");
    expect(to.delivered.map(({ to: arn }) => arn)).toEqual([queueArn("q")]);
    expect(await shownNotifications()).not.toContain("Queue");
  });

  test("that the template leaves alone keeps its ids, and tells nobody again", async () => {
    const properties = lambda("s3:ObjectCreated:*");
    await buckets().create(context, properties);
    const before = await shownNotifications();
    await buckets().update(context, "home-photos", properties, { ...properties, Tags: [] });

    expect(await shownNotifications()).toBe(before);
  });

  test("CFN-ASKED an update leaves alone what the template never said, and so nobody was asked about", async () => {
    await buckets().create(context, {});
    const body = "<VersioningConfiguration><Status>Enabled</Status></VersioningConfiguration>";
    await send(open.service, { call: "PUT /home-photos?versioning", body });
    const Tags = [{ Key: "team", Value: "home" }];
    const asked = buckets().calls(context, {
      kind: "update",
      physicalId: "home-photos",
      before: {},
      after: { Tags },
    });
    await buckets().update(context, "home-photos", {}, { Tags });
    expect(asked).toMatchObject([{ action: "s3:PutBucketTagging" }]);
    expect((await send(open.service, { call: "GET /home-photos?versioning" })).text).toContain("Enabled");

    const said = { VersioningConfiguration: { Status: "Enabled" } };
    await buckets().update(context, "home-photos", said, {});
    expect((await send(open.service, { call: "GET /home-photos?versioning" })).text).toContain("Suspended");
  });

  test("EventBridgeEnabled false is none", async () => {
    await buckets().create(context, {
      NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: "false" } },
    });

    expect(await shownNotifications()).not.toContain("EventBridge");
  });

  test("S3-23 makes no bucket where a destination does not let it in", async () => {
    to.closed.add(functionArn("f"));

    await expect(buckets().create(context, lambda("s3:ObjectCreated:*"))).rejects.toMatchObject({
      code: "InvalidArgument",
      message: "Unable to validate the following destination configurations",
    });
  });

  test.each([
    ["an event that is none", lambda("s3:Nothing"), "The event is not supported for notifications"],
    [
      "an ARN that is none",
      { NotificationConfiguration: { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: "q" }] } },
      "The ARN could not be parsed",
    ],
  ] satisfies [string, Properties, string][])("refuses %s", async (_, properties, message) => {
    await expect(buckets().create(context, properties)).rejects.toThrow(message);
  });

  test("needs the right to set notifications, also to take them away", () => {
    const asked = (before: Properties, after: Properties) =>
      buckets()
        .calls(context, { kind: "update", physicalId: "home-photos", before, after })
        .map((call) => ("action" in call ? call.action : call.operation));
    const some = lambda("s3:ObjectCreated:*");

    expect(asked({}, some)).toEqual(["s3:PutBucketNotification"]);
    expect(asked(some, {})).toEqual(["s3:PutBucketNotification"]);
    expect(asked({}, {})).toEqual([]);
  });
});
