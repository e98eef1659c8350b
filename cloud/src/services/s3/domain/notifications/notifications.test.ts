import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { TraceEvent } from "../../../../core/ports/trace.ts";
import { ManualClock } from "../../../../core/testing/manual-clock.ts";
import { ManualTimers } from "../../../../core/testing/manual-timers.ts";
import {
  functionArn,
  queueArn,
  type TestDestinations,
  testDestinations,
  topicArn,
} from "../../testing/destinations.ts";
import { type Draft, send } from "../../testing/send.ts";
import { type OpenS3, openS3 } from "../../testing/service.ts";
import { IN_IRELAND, tagging } from "../../testing/world.ts";

let to: TestDestinations;
let timers: ManualTimers;
let clock: ManualClock;
let open: OpenS3;
let traced: TraceEvent[];
beforeEach(async () => {
  to = testDestinations();
  timers = new ManualTimers();
  clock = new ManualClock(Date.now());
  traced = [];
  open = openS3({ destinations: to, timers, clock, trace: { record: (event) => void traced.push(event) } });
  for (const arn of [queueArn("q"), topicArn("t"), functionArn("f")]) to.present.add(arn);
  await call("PUT /photos", { body: IN_IRELAND });
});
afterEach(() => open.close());

const call = (line: string, rest: Omit<Draft, "call"> = {}) =>
  send(open.service, { call: line, ...rest }, { at: clock.now() });
const put = (document: string, headers = {}) =>
  call("PUT /photos?notification", {
    body: `<NotificationConfiguration>${document}</NotificationConfiguration>`,
    headers,
  });
const events = (...names: string[]) => names.map((name) => `<Event>${name}</Event>`).join("");
const filter = (rules: Record<string, string>) =>
  `<Filter><S3Key>${Object.entries(rules)
    .map(([name, value]) => `<FilterRule><Name>${name}</Name><Value>${value}</Value></FilterRule>`)
    .join("")}</S3Key></Filter>`;
const queue = (rest: string, arn = queueArn("q")) =>
  `<QueueConfiguration><Queue>${arn}</Queue>${rest}</QueueConfiguration>`;
const lambda = (rest: string, arn = functionArn("f")) =>
  `<CloudFunctionConfiguration><CloudFunction>${arn}</CloudFunction>${rest}</CloudFunctionConfiguration>`;
const topic = (rest: string, arn = topicArn("t")) =>
  `<TopicConfiguration><Topic>${arn}</Topic>${rest}</TopicConfiguration>`;
const everything = events("s3:ObjectCreated:*", "s3:ObjectRemoved:*", "s3:ObjectTagging:*");
const names = () => to.records().map(({ record }) => record.eventName);
const versioning = (status: string) =>
  call("PUT /photos?versioning", {
    body: `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`,
  });
const deliver = () => timers.advance(0);

describe("PutBucketNotificationConfiguration", () => {
  test("is shown as it came, with ids and capital names of filters", async () => {
    const bridge = "<EventBridgeConfiguration/>";
    const named = lambda(`<Id>mine</Id>${events("s3:ObjectRemoved:*")}`);
    const reply = await put(
      `${queue(events("s3:ObjectCreated:Put") + filter({ prefix: "in/", suffix: ".jpg" }))}${named}${bridge}`,
    );
    const shown = await call("GET /photos?notification");

    expect([reply.status, reply.text]).toEqual([200, ""]);
    expect(shown.text.replace(/<Id>[A-Za-z0-9]{48}<\/Id>/, "<Id>made</Id>")).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>\n<NotificationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><QueueConfiguration><Id>made</Id><Queue>${queueArn("q")}</Queue><Event>s3:ObjectCreated:Put</Event><Filter><S3Key><FilterRule><Name>Prefix</Name><Value>in/</Value></FilterRule><FilterRule><Name>Suffix</Name><Value>.jpg</Value></FilterRule></S3Key></Filter></QueueConfiguration><CloudFunctionConfiguration><Id>mine</Id><CloudFunction>${functionArn("f")}</CloudFunction><Event>s3:ObjectRemoved:*</Event></CloudFunctionConfiguration><EventBridgeConfiguration></EventBridgeConfiguration></NotificationConfiguration>`,
    );
  });

  test("replaces everything: an empty one takes all away", async () => {
    await put(queue(everything));
    await put("");

    const shown = await call("GET /photos?notification");
    await call("PUT /photos/k", { body: "x" });
    deliver();

    expect(shown.text).toContain("<NotificationConfiguration xmlns=");
    expect(shown.text).not.toContain("Queue");
    expect(names()).toEqual([]);
  });

  test("tells queues and topics that events will come, and functions nothing", async () => {
    await put(queue(events("s3:ObjectCreated:*")) + topic(events("s3:ObjectRemoved:*")));
    await put(lambda(everything));

    expect(to.delivered.map(({ to: arn, subject }) => [arn, subject])).toEqual([
      [topicArn("t"), "Amazon S3 Notification"],
      [queueArn("q"), undefined],
    ]);
    expect(JSON.parse(to.delivered[1]?.text ?? "")).toEqual({
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: new Date(clock.now()).toISOString(),
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
    const reply = await put(document);

    expect([reply.status, reply.code, reply.message]).toEqual([400, "InvalidArgument", message]);
    expect(members(reply.text)).toMatchObject(expected);
    expect((await call("GET /photos?notification")).text).not.toContain("Configuration><Id>");
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
    expect((await put(document)).status).toBe(200);
  });

  test.each([
    ["no event", queue("")],
    ["an unknown element", queue(`${everything}<Colour>red</Colour>`)],
    ["two bridges", "<EventBridgeConfiguration/><EventBridgeConfiguration/>"],
    ["no destination", `<QueueConfiguration>${everything}</QueueConfiguration>`],
  ])("refuses a document with %s as malformed", async (_, document) => {
    expect((await put(document)).code).toBe("MalformedXML");
  });

  test("refuses events of lifecycle rules by name", async () => {
    const reply = await put(queue(events("s3:LifecycleExpiration:*")));

    expect([reply.status, reply.code]).toEqual([501, "NotImplemented"]);
    expect(reply.message).toContain("s3:LifecycleExpiration:*");
  });

  test("S3-23 refuses destinations whose policy does not let the bucket in", async () => {
    for (const arn of to.present) to.closed.add(arn);
    const reply = await put(
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
    expect(to.delivered).toEqual([]);
  });

  test("skips the destinations, but not their ARNs, when the header says so", async () => {
    const skip = { "x-amz-skip-destination-validation": "true" };

    const unseen = await put(queue(everything, missing), skip);
    const unread = await put(queue(everything, "invalid-queue"), skip);

    expect([unseen.status, unread.message]).toEqual([200, "The ARN could not be parsed"]);
    expect(to.delivered).toEqual([]);
  });
});

describe("Events", () => {
  test("the record of an upload", async () => {
    await put(lambda(`<Id>made</Id>${everything}`));
    await call("PUT /photos/in/a%20b%40c%C3%BC%2Bd.jpg", { body: "abc" });
    deliver();

    expect(to.delivered[0]?.caller).toEqual({
      kind: "service",
      service: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::photos",
      sourceAccount: "123456789012",
    });
    expect(to.records()).toEqual([
      {
        to: functionArn("f"),
        record: {
          eventVersion: "2.1",
          eventSource: "aws:s3",
          awsRegion: "eu-west-1",
          eventTime: new Date(clock.now()).toISOString(),
          eventName: "ObjectCreated:Put",
          userIdentity: { principalId: expect.stringMatching(/^AWS:\w+$/) },
          requestParameters: { sourceIPAddress: "127.0.0.1" },
          responseElements: { "x-amz-request-id": "0000000000004000", "x-amz-id-2": expect.any(String) },
          s3: {
            s3SchemaVersion: "1.0",
            configurationId: "made",
            bucket: {
              name: "photos",
              ownerIdentity: { principalId: expect.stringMatching(/^A[0-9A-F]{13}$/) },
              arn: "arn:aws:s3:::photos",
            },
            object: {
              key: "in/a+b%40c%C3%BC%2Bd.jpg",
              size: 3,
              eTag: "900150983cd24fb0d6963f7d28e17f72",
              sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
            },
          },
        },
      },
    ]);
  });

  test("every write has its name", async () => {
    await put(queue(everything));
    await call("PUT /photos/k", { body: "x" });
    await call("PUT /photos/copy", { headers: { "x-amz-copy-source": "/photos/k" } });
    await call("POST /photos", { body: "x", form: { key: "posted" } });
    const upload = await call("POST /photos/large?uploads");
    const id = /<UploadId>(\w+)</.exec(upload.text)?.[1] ?? "";
    const part = await call(`PUT /photos/large?partNumber=1&uploadId=${id}`, { body: "part" });
    await call(`POST /photos/large?uploadId=${id}`, {
      body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${String(part.headers["ETag"])}</ETag></Part></CompleteMultipartUpload>`,
    });
    await call("PUT /photos/k?tagging", { body: tagging({ a: "b" }) });
    await call("DELETE /photos/k?tagging");
    await call("DELETE /photos/k");
    await call("DELETE /photos/k");
    await call("POST /photos?delete", {
      body: "<Delete><Object><Key>copy</Key></Object><Object><Key>no</Key></Object></Delete>",
    });
    deliver();

    expect(names()).toEqual([
      "ObjectCreated:Put",
      "ObjectCreated:Copy",
      "ObjectCreated:Post",
      "ObjectCreated:CompleteMultipartUpload",
      "ObjectTagging:Put",
      "ObjectTagging:Delete",
      "ObjectRemoved:Delete",
      "ObjectRemoved:Delete",
    ]);
    const [, , , , tagged, , removed] = to.records().map(({ record }) => record);
    expect([tagged?.["eventVersion"], tagged?.s3.object]).toEqual([
      "2.3",
      { key: "k", eTag: expect.any(String) },
    ]);
    expect(removed?.s3.object).toEqual({ key: "k", sequencer: expect.any(String) });
  });

  test("versions, and markers of deletion", async () => {
    await versioning("Enabled");
    await put(queue(everything));
    const made = await call("PUT /photos/k", { body: "x" });
    const marked = await call("DELETE /photos/k");
    const [version, marker] = [made, marked].map(({ headers }) => headers["x-amz-version-id"]);
    await call(`DELETE /photos/k?versionId=${String(version)}`);
    deliver();

    expect(to.records().map(({ record }) => [record.eventName, record.s3.object["versionId"]])).toEqual([
      ["ObjectCreated:Put", version],
      ["ObjectRemoved:DeleteMarkerCreated", marker],
      ["ObjectRemoved:Delete", version],
    ]);
    expect(to.records()[1]?.record.s3.object).toMatchObject({ eTag: "d41d8cd98f00b204e9800998ecf8427e" });
  });

  test("go only where the filter sends them", async () => {
    await put(
      queue(events("s3:ObjectCreated:*") + filter({ prefix: "in/", suffix: ".jpg" })) +
        lambda(events("s3:ObjectRemoved:Delete")),
    );
    for (const key of ["in/a.jpg", "in/a.png", "out/a.jpg"]) await call(`PUT /photos/${key}`, { body: "x" });
    await call("DELETE /photos/out/a.jpg");
    deliver();

    expect(to.records().map(({ to: arn, record }) => [arn, record.s3.object["key"]])).toEqual([
      [queueArn("q"), "in/a.jpg"],
      [functionArn("f"), "out/a.jpg"],
    ]);
  });

  test("of a write that is refused there is none", async () => {
    await put(queue(everything));
    await call("PUT /photos/k", { body: "x" });
    const refused = await call("PUT /photos/k", { body: "y", headers: { "if-none-match": "*" } });
    deliver();

    expect([refused.status, names()]).toEqual([412, ["ObjectCreated:Put"]]);
  });

  test("one event has one number wherever it goes, and the next a greater one", async () => {
    await put(`${topic(everything)}<EventBridgeConfiguration/>`);
    await call("PUT /photos/k", { body: "x" });
    await call("PUT /photos/k", { body: "y" });
    deliver();

    const sequence = to.records().map(({ record }) => String(record.s3.object["sequencer"]));
    const bridged = to.announced.map(
      ({ detail }) => (detail as { object: { sequencer: string } }).object.sequencer,
    );
    expect(bridged).toEqual(sequence);
    expect(String(sequence[0]) < String(sequence[1])).toBe(true);
    expect(to.delivered.at(-1)?.subject).toBe("Amazon S3 Notification");
  });

  test("EventBridge gets its own form", async () => {
    await versioning("Enabled");
    await put("<EventBridgeConfiguration/>");
    await call("PUT /photos/a%20b", { body: "abc" });
    await call("DELETE /photos/a%20b");
    deliver();

    expect(to.announced).toEqual([
      {
        source: "aws.s3",
        detailType: "Object Created",
        resources: ["arn:aws:s3:::photos"],
        time: clock.now(),
        detail: {
          version: "0",
          bucket: { name: "photos" },
          object: {
            key: "a b",
            size: 3,
            etag: "900150983cd24fb0d6963f7d28e17f72",
            "version-id": expect.any(String),
            sequencer: expect.any(String),
          },
          "request-id": "0000000000004000",
          requester: "123456789012",
          "source-ip-address": "127.0.0.1",
          reason: "PutObject",
        },
      },
      expect.objectContaining({
        detailType: "Object Deleted",
        detail: expect.objectContaining({ reason: "DeleteObject", "deletion-type": "Delete Marker Created" }),
      }),
    ]);
  });

  test("S3-23 a destination that lets the bucket in no more gets nothing, and the trace says so", async () => {
    await put(queue(events("s3:ObjectCreated:*")) + lambda(events("s3:ObjectRemoved:*")));
    to.delivered.length = 0;
    to.closed.add(queueArn("q"));
    await call("PUT /photos/k", { body: "x" });
    await call("DELETE /photos/k");
    deliver();

    expect(to.records().map(({ to: arn }) => arn)).toEqual([functionArn("f")]);
    expect(traced.filter(({ step }) => step === "destination")).toMatchObject([
      {
        request: "00000000-0000-4000-8000-000000000000",
        service: "s3",
        operation: "ObjectCreated:Put",
        verdict: "deny",
        wire: { status: 403, code: "AccessDeniedException", message: `${queueArn("q")}: not for you` },
      },
    ]);
    to.closed.clear();
    timers.advance(60_000);
    expect(to.records()).toHaveLength(1);
  });
});

describe("S3-24 what was acknowledged is delivered", () => {
  const reopened = (): OpenS3 => openS3({ destinations: to, timers, clock, stateDir: open.stateDir });

  test("S3-24 by the next run, when this one was killed", async () => {
    await put(queue(everything));
    await call("PUT /photos/k", { body: "x" });
    // Killed: nothing that waits in memory runs any more.
    timers = new ManualTimers();
    const again = reopened();
    expect(names()).toEqual([]);
    deliver();

    expect(names()).toEqual(["ObjectCreated:Put"]);
    await again.close();
  });

  test("S3-24 once: a delivered event does not come again", async () => {
    await put(queue(everything));
    await call("PUT /photos/k", { body: "x" });
    deliver();
    const again = reopened();
    deliver();

    expect(names()).toEqual(["ObjectCreated:Put"]);
    await again.close();
  });

  test("S3-24 later, where the destination broke, without holding up the others", async () => {
    await put(queue(events("s3:ObjectCreated:*")) + lambda(events("s3:ObjectRemoved:*")));
    to.broken.add(queueArn("q"));
    await call("PUT /photos/k", { body: "x" });
    await call("DELETE /photos/k");
    deliver();
    expect(names()).toEqual(["ObjectRemoved:Delete"]);

    to.broken.clear();
    timers.advance(1000);
    timers.advance(1000);

    expect(names()).toEqual(["ObjectRemoved:Delete", "ObjectCreated:Put"]);
  });

  test("S3-24 for a day", async () => {
    await put(queue(everything));
    to.broken.add(queueArn("q"));
    await call("PUT /photos/k", { body: "x" });
    deliver();
    clock.advanceSeconds(86_401);
    timers.advance(1000);
    to.broken.clear();
    for (let pause = 0; pause < 5; pause += 1) timers.advance(60_000);

    expect(names()).toEqual([]);
  });
});

describe("a bucket that tells nobody", () => {
  test("keeps nothing and asks for nothing", async () => {
    await call("PUT /photos/k", { body: "x" });
    deliver();

    expect([to.delivered, to.announced]).toEqual([[], []]);
  });
});
