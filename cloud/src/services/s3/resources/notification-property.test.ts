import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Properties, ResourceContext, ResourceProvider } from "../../../core/ports/resource-provider.ts";
import { functionArn, queueArn, type TestDestinations, testDestinations } from "../testing/destinations.ts";
import { send } from "../testing/send.ts";
import { type OpenS3, openS3 } from "../testing/service.ts";

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
const shown = async () => (await send(open.service, { call: "GET /home-photos?notification" })).text;
const lambda = (Event: string, rest = {}): Properties => ({
  NotificationConfiguration: { LambdaConfigurations: [{ Event, Function: functionArn("f"), ...rest }] },
});
const jpg = { Filter: { S3Key: { Rules: [{ Name: "suffix", Value: ".jpg" }] } } };

describe("NotificationConfiguration of AWS::S3::Bucket", () => {
  test("is set, changed and taken away, and queues are told", async () => {
    const before = lambda("s3:ObjectCreated:*", jpg);
    await buckets().create(context, before);
    const created = await shown();
    const after: Properties = {
      NotificationConfiguration: {
        QueueConfigurations: [{ Event: "s3:ObjectRemoved:*", Queue: queueArn("q") }],
        EventBridgeConfiguration: { EventBridgeEnabled: true },
      },
    };
    await buckets().update(context, "home-photos", before, after);
    const changed = await shown();
    await buckets().update(context, "home-photos", after, {});

    expect(created).toMatch(/<CloudFunction>.*<Name>Suffix<\/Name><Value>\.jpg</);
    expect(changed).toMatch(/<Queue>.*<EventBridgeConfiguration>/);
    expect(changed).not.toContain("CloudFunction");
    expect(to.delivered.map(({ to: arn }) => arn)).toEqual([queueArn("q")]);
    expect(await shown()).not.toContain("Queue");
  });

  test("that the template leaves alone keeps its ids, and tells nobody again", async () => {
    const properties = lambda("s3:ObjectCreated:*");
    await buckets().create(context, properties);
    const before = await shown();
    await buckets().update(context, "home-photos", properties, { ...properties, Tags: [] });

    expect(await shown()).toBe(before);
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

    expect(await shown()).not.toContain("EventBridge");
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
