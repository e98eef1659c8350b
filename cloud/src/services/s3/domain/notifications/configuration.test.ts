import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { functionArn, queueArn, topicArn } from "../../testing/destinations.ts";
import {
  events,
  everything,
  filter,
  lambda,
  type NotifiedBucket,
  notifiedBucket,
  queue,
  topic,
} from "../../testing/notified-bucket.ts";

let bucket: NotifiedBucket;
beforeEach(async () => {
  bucket = await notifiedBucket();
});
afterEach(() => bucket.open.close());

describe("PutBucketNotificationConfiguration", () => {
  test("is shown as it came, with ids and capital names of filters", async () => {
    const bridge = "<EventBridgeConfiguration/>";
    const named = lambda(`<Id>mine</Id>${events("s3:ObjectRemoved:*")}`);
    const reply = await bucket.put(
      `${queue(events("s3:ObjectCreated:Put") + filter({ prefix: "in/", suffix: ".jpg" }))}${named}${bridge}`,
    );
    const shown = await bucket.call("GET /photos?notification");

    expect([reply.status, reply.text]).toEqual([200, ""]);
    expect(shown.text.replace(/<Id>[A-Za-z0-9]{48}<\/Id>/, "<Id>made</Id>")).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><QueueConfiguration><Id>made</Id><Queue>${queueArn("q")}</Queue><Event>s3:ObjectCreated:Put</Event><Filter><S3Key><FilterRule><Name>Prefix</Name><Value>in/</Value></FilterRule><FilterRule><Name>Suffix</Name><Value>.jpg</Value></FilterRule></S3Key></Filter></QueueConfiguration><CloudFunctionConfiguration><Id>mine</Id><CloudFunction>${functionArn("f")}</CloudFunction><Event>s3:ObjectRemoved:*</Event></CloudFunctionConfiguration><EventBridgeConfiguration></EventBridgeConfiguration></NotificationConfiguration>`,
    );
  });

  test("replaces everything: an empty one takes all away", async () => {
    await bucket.put(queue(everything));
    await bucket.put("");

    const shown = await bucket.call("GET /photos?notification");
    await bucket.call("PUT /photos/k", { body: "x" });
    bucket.deliver();

    expect(shown.text).toContain("<NotificationConfiguration xmlns=");
    expect(shown.text).not.toContain("Queue");
    expect(bucket.names()).toEqual([]);
  });

  test("tells queues and topics that events will come, and functions nothing", async () => {
    await bucket.put(queue(events("s3:ObjectCreated:*")) + topic(events("s3:ObjectRemoved:*")));
    await bucket.put(lambda(everything));

    expect(bucket.to.delivered.map(({ to: arn, subject }) => [arn, subject])).toEqual([
      [topicArn("t"), "Amazon S3 Notification"],
      [queueArn("q"), undefined],
    ]);
    expect(JSON.parse(bucket.to.delivered[1]?.text ?? "")).toEqual({
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: new Date(bucket.clock.now()).toISOString(),
      Bucket: "photos",
      RequestId: "0000000000004000",
      HostId: expect.any(String),
    });
  });

  const members = (text: string) =>
    Object.fromEntries(
      [...text.matchAll(/<(Argument\w+)>([^<]*)</g)].map(([, name, value]) => [name, value]),
    );
  const UNABLE = "Unable to validate the following destination configurations";
  const missing = queueArn("missing");
  test.each([
    [
      "no queue",
      queue(everything, missing),
      UNABLE,
      { ArgumentName1: missing, ArgumentValue1: "The destination queue does not exist" },
    ],
    [
      "no function",
      lambda(everything, functionArn("no")),
      UNABLE,
      { ArgumentName1: functionArn("no"), ArgumentValue1: "The destination Lambda does not exist" },
    ],
    [
      "no topic",
      topic(everything, topicArn("no")),
      UNABLE,
      { ArgumentName1: topicArn("no"), ArgumentValue1: "The destination topic does not exist" },
    ],
    [
      "two of them",
      queue(events("s3:ObjectCreated:*"), missing) + lambda(events("s3:ObjectRemoved:*"), functionArn("no")),
      UNABLE,
      { ArgumentName2: functionArn("no"), ArgumentValue2: "The destination Lambda does not exist" },
    ],
    [
      "no ARN",
      queue(everything, "invalid-queue"),
      "The ARN could not be parsed",
      { ArgumentName: "Queue", ArgumentValue: "invalid-queue" },
    ],
    [
      "an ARN of Lambda that is no function's",
      lambda(everything, functionArn("f").replace(":function:", ":")),
      "The ARN is not well formed",
      { ArgumentName: "CloudFunction", ArgumentValue: functionArn("f").replace(":function:", ":") },
    ],
    [
      "an ARN of another service",
      queue(everything, topicArn("t")),
      "The ARN is not well formed",
      { ArgumentName: "Queue", ArgumentValue: topicArn("t") },
    ],
    [
      "another region",
      queue(everything, queueArn("q").replace("eu-west-1", "us-east-1")),
      "The notification destination service region is not valid for the bucket location constraint",
      {},
    ],
    [
      "an event that is none",
      queue(events("notarealeventname")),
      "The event is not supported for notifications",
      { ArgumentName: "Event" },
    ],
    [
      "a filter that is none",
      queue(everything + filter({ middle: "x" })),
      "filter rule name must be either prefix or suffix",
      { ArgumentValue: "middle" },
    ],
    [
      "an empty filter",
      queue(everything + filter({ prefix: "" })),
      "filter value cannot be empty",
      { ArgumentName: "Prefix" },
    ],
    [
      "two prefixes",
      queue(everything + filter({ prefix: "a", Prefix: "b" })),
      "Cannot specify more than one prefix rule in a filter.",
      {},
    ],
    [
      "one id twice",
      queue(`<Id>a</Id>${events("s3:ObjectCreated:*")}`) +
        lambda(`<Id>a</Id>${events("s3:ObjectRemoved:*")}`),
      "Same ID used for multiple configurations. IDs must be unique",
      {},
    ],
    [
      "one event twice",
      queue(events("s3:ObjectCreated:*")) + lambda(events("s3:ObjectCreated:Put")),
      "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
      {},
    ],
    [
      "one event twice, of one prefix",
      queue(everything + filter({ prefix: "a/" })) + lambda(everything + filter({ prefix: "a/b" })),
      "Configurations overlap. Configurations on the same bucket cannot share a common event type.",
      {},
    ],
    [
      "overlapping suffixes",
      queue(everything + filter({ suffix: ".jpg" })) + lambda(everything + filter({ suffix: "g" })),
      "Configuration is ambiguously defined. Cannot have overlapping suffixes in two rules if the prefixes are overlapping for the same event type.",
      {},
    ],
  ])("refuses %s", async (_, document, message, expected) => {
    const reply = await bucket.put(document);

    expect([reply.status, reply.code, reply.message]).toEqual([400, "InvalidArgument", message]);
    expect(members(reply.text)).toMatchObject(expected);
    expect((await bucket.call("GET /photos?notification")).text).not.toContain("Configuration><Id>");
  });

  test.each([
    [
      "other prefixes",
      queue(everything + filter({ prefix: "a/" })) + lambda(everything + filter({ prefix: "b/" })),
    ],
    [
      "other suffixes",
      queue(everything + filter({ suffix: ".jpg" })) + lambda(everything + filter({ suffix: ".png" })),
    ],
    ["other events", queue(events("s3:ObjectCreated:Put")) + lambda(events("s3:ObjectCreated:Copy"))],
    ["events that never come here", queue(events("s3:ObjectRestore:*", "s3:ReducedRedundancyLostObject"))],
  ])("takes %s", async (_, document) => {
    expect((await bucket.put(document)).status).toBe(200);
  });

  test.each([
    ["no event", queue("")],
    ["an unknown element", queue(`${everything}<Colour>red</Colour>`)],
    ["two bridges", "<EventBridgeConfiguration/><EventBridgeConfiguration/>"],
    ["no destination", `<QueueConfiguration>${everything}</QueueConfiguration>`],
  ])("refuses a document with %s as malformed", async (_, document) => {
    expect((await bucket.put(document)).code).toBe("MalformedXML");
  });

  test("refuses events of lifecycle rules by name", async () => {
    const reply = await bucket.put(queue(events("s3:LifecycleExpiration:*")));

    expect([reply.status, reply.code]).toEqual([501, "NotImplemented"]);
    expect(reply.message).toContain("s3:LifecycleExpiration:*");
  });

  test("S3-23 refuses destinations whose policy does not let the bucket in", async () => {
    for (const arn of bucket.to.present) bucket.to.closed.add(arn);
    const reply = await bucket.put(
      queue(events("s3:ObjectCreated:Put")) +
        topic(events("s3:ObjectCreated:Copy")) +
        lambda(events("s3:ObjectRemoved:*")),
    );

    expect(reply.message).toBe(UNABLE);
    expect(members(reply.text)).toEqual({
      ArgumentName1: topicArn("t"),
      ArgumentValue1:
        "Permissions on the destination topic do not allow S3 to publish notifications from this bucket",
      ArgumentName2: queueArn("q"),
      ArgumentValue2:
        "Permissions on the destination queue do not allow S3 to publish notifications from this bucket",
      ArgumentName3: functionArn("f"),
      ArgumentValue3: `Not authorized to invoke function [${functionArn("f")}]`,
    });
    expect(bucket.to.delivered).toEqual([]);
  });

  test("skips the destinations, but not their ARNs, when the header says so", async () => {
    const skip = { "x-amz-skip-destination-validation": "true" };

    const unseen = await bucket.put(queue(everything, missing), skip);
    const unread = await bucket.put(queue(everything, "invalid-queue"), skip);

    expect([unseen.status, unread.message]).toEqual([200, "The ARN could not be parsed"]);
    expect(bucket.to.delivered).toEqual([]);
  });
});
