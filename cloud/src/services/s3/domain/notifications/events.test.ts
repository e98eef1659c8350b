import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { functionArn, queueArn } from "../../testing/destinations.ts";
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
import { tagging } from "../../testing/world.ts";

let bucket: NotifiedBucket;
beforeEach(async () => {
  bucket = await notifiedBucket();
});
afterEach(() => bucket.open.close());

const versioning = (status: string) =>
  bucket.call("PUT /photos?versioning", {
    body: `<VersioningConfiguration><Status>${status}</Status></VersioningConfiguration>`,
  });

describe("Events", () => {
  test("the record of an upload", async () => {
    await bucket.put(lambda(`<Id>made</Id>${everything}`));
    await bucket.call("PUT /photos/in/a%20b%40c%C3%BC%2Bd.jpg", { body: "abc" });
    bucket.deliver();

    expect(bucket.to.delivered[0]?.caller).toEqual({
      kind: "service",
      service: "s3.amazonaws.com",
      sourceArn: "arn:aws:s3:::photos",
      sourceAccount: "123456789012",
    });
    expect(bucket.to.records()).toEqual([
      {
        to: functionArn("f"),
        record: {
          eventVersion: "2.1",
          eventSource: "aws:s3",
          awsRegion: "eu-west-1",
          eventTime: new Date(bucket.clock.now()).toISOString(),
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
    await bucket.put(queue(everything));
    await bucket.call("PUT /photos/k", { body: "x" });
    await bucket.call("PUT /photos/copy", { headers: { "x-amz-copy-source": "/photos/k" } });
    await bucket.call("POST /photos", { body: "x", form: { key: "posted" } });
    const upload = await bucket.call("POST /photos/large?uploads");
    const id = /<UploadId>(\w+)</.exec(upload.text)?.[1] ?? "";
    const part = await bucket.call(`PUT /photos/large?partNumber=1&uploadId=${id}`, { body: "part" });
    await bucket.call(`POST /photos/large?uploadId=${id}`, {
      body: `<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>${String(part.headers["ETag"])}</ETag></Part></CompleteMultipartUpload>`,
    });
    await bucket.call("PUT /photos/k?tagging", { body: tagging({ a: "b" }) });
    await bucket.call("DELETE /photos/k?tagging");
    await bucket.call("DELETE /photos/k");
    await bucket.call("DELETE /photos/k");
    await bucket.call("POST /photos?delete", {
      body: "<Delete><Object><Key>copy</Key></Object><Object><Key>no</Key></Object></Delete>",
    });
    bucket.deliver();

    expect(bucket.names()).toEqual([
      "ObjectCreated:Put",
      "ObjectCreated:Copy",
      "ObjectCreated:Post",
      "ObjectCreated:CompleteMultipartUpload",
      "ObjectTagging:Put",
      "ObjectTagging:Delete",
      "ObjectRemoved:Delete",
      "ObjectRemoved:Delete",
    ]);
    const [, , , , tagged, , removed] = bucket.to.records().map(({ record }) => record);
    expect([tagged?.["eventVersion"], tagged?.s3.object]).toEqual([
      "2.3",
      { key: "k", eTag: expect.any(String) },
    ]);
    expect(removed?.s3.object).toEqual({ key: "k", sequencer: expect.any(String) });
  });

  test("versions, and markers of deletion", async () => {
    await versioning("Enabled");
    await bucket.put(queue(everything));
    const made = await bucket.call("PUT /photos/k", { body: "x" });
    const marked = await bucket.call("DELETE /photos/k");
    const [version, marker] = [made, marked].map(({ headers }) => headers["x-amz-version-id"]);
    await bucket.call(`DELETE /photos/k?versionId=${String(version)}`);
    bucket.deliver();

    expect(
      bucket.to.records().map(({ record }) => [record.eventName, record.s3.object["versionId"]]),
    ).toEqual([
      ["ObjectCreated:Put", version],
      ["ObjectRemoved:DeleteMarkerCreated", marker],
      ["ObjectRemoved:Delete", version],
    ]);
    expect(bucket.to.records()[1]?.record.s3.object).toMatchObject({
      eTag: "d41d8cd98f00b204e9800998ecf8427e",
    });
  });

  test("go only where the filter sends them", async () => {
    await bucket.put(
      queue(events("s3:ObjectCreated:*") + filter({ prefix: "in/", suffix: ".jpg" })) +
        lambda(events("s3:ObjectRemoved:Delete")),
    );
    for (const key of ["in/a.jpg", "in/a.png", "out/a.jpg"])
      await bucket.call(`PUT /photos/${key}`, { body: "x" });
    await bucket.call("DELETE /photos/out/a.jpg");
    bucket.deliver();

    expect(bucket.to.records().map(({ to: arn, record }) => [arn, record.s3.object["key"]])).toEqual([
      [queueArn("q"), "in/a.jpg"],
      [functionArn("f"), "out/a.jpg"],
    ]);
  });

  test("of a write that is refused there is none", async () => {
    await bucket.put(queue(everything));
    await bucket.call("PUT /photos/k", { body: "x" });
    const refused = await bucket.call("PUT /photos/k", { body: "y", headers: { "if-none-match": "*" } });
    bucket.deliver();

    expect([refused.status, bucket.names()]).toEqual([412, ["ObjectCreated:Put"]]);
  });

  test("one event has one number wherever it goes, and the next a greater one", async () => {
    await bucket.put(`${topic(everything)}<EventBridgeConfiguration/>`);
    await bucket.call("PUT /photos/k", { body: "x" });
    await bucket.call("PUT /photos/k", { body: "y" });
    bucket.deliver();

    const sequence = bucket.to.records().map(({ record }) => String(record.s3.object["sequencer"]));
    const bridged = bucket.to.announced.map(
      ({ detail }) => (detail as { object: { sequencer: string } }).object.sequencer,
    );
    expect(bridged).toEqual(sequence);
    expect(String(sequence[0]) < String(sequence[1])).toBe(true);
    expect(bucket.to.delivered.at(-1)?.subject).toBe("Amazon S3 Notification");
  });

  test("EventBridge gets its own form", async () => {
    await versioning("Enabled");
    await bucket.put("<EventBridgeConfiguration/>");
    await bucket.call("PUT /photos/a%20b", { body: "abc" });
    await bucket.call("DELETE /photos/a%20b");
    bucket.deliver();

    expect(bucket.to.announced).toEqual([
      {
        source: "aws.s3",
        detailType: "Object Created",
        resources: ["arn:aws:s3:::photos"],
        time: bucket.clock.now(),
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
    await bucket.put(queue(events("s3:ObjectCreated:*")) + lambda(events("s3:ObjectRemoved:*")));
    bucket.to.delivered.length = 0;
    bucket.to.closed.add(queueArn("q"));
    await bucket.call("PUT /photos/k", { body: "x" });
    await bucket.call("DELETE /photos/k");
    bucket.deliver();

    expect(bucket.to.records().map(({ to: arn }) => arn)).toEqual([functionArn("f")]);
    expect(bucket.traced.filter(({ step }) => step === "destination")).toMatchObject([
      {
        request: "00000000-0000-4000-8000-000000000000",
        service: "s3",
        operation: "ObjectCreated:Put",
        verdict: "deny",
        wire: { status: 403, code: "AccessDeniedException", message: `${queueArn("q")}: not for you` },
      },
    ]);
    bucket.to.closed.clear();
    bucket.wait(60_000);
    expect(bucket.to.records()).toHaveLength(1);
  });
});

describe("S3-24 what was acknowledged is delivered", () => {
  test("S3-24 by the next run, when this one was killed", async () => {
    await bucket.put(queue(everything));
    await bucket.call("PUT /photos/k", { body: "x" });
    const again = bucket.restarted();
    expect(bucket.names()).toEqual([]);
    bucket.deliver();

    expect(bucket.names()).toEqual(["ObjectCreated:Put"]);
    await again.close();
  });

  test("S3-24 once: a delivered event does not come again", async () => {
    await bucket.put(queue(everything));
    await bucket.call("PUT /photos/k", { body: "x" });
    bucket.deliver();
    const again = bucket.restarted();
    bucket.deliver();

    expect(bucket.names()).toEqual(["ObjectCreated:Put"]);
    await again.close();
  });

  test("S3-24 later, where the destination broke, without holding up the others", async () => {
    await bucket.put(queue(events("s3:ObjectCreated:*")) + lambda(events("s3:ObjectRemoved:*")));
    bucket.to.broken.add(queueArn("q"));
    await bucket.call("PUT /photos/k", { body: "x" });
    await bucket.call("DELETE /photos/k");
    bucket.deliver();
    expect(bucket.names()).toEqual(["ObjectRemoved:Delete"]);

    bucket.to.broken.clear();
    bucket.wait(1000);
    bucket.wait(1000);

    expect(bucket.names()).toEqual(["ObjectRemoved:Delete", "ObjectCreated:Put"]);
  });

  test("S3-24 for a day", async () => {
    await bucket.put(queue(everything));
    bucket.to.broken.add(queueArn("q"));
    await bucket.call("PUT /photos/k", { body: "x" });
    bucket.deliver();
    bucket.clock.advanceSeconds(86_401);
    bucket.wait(1000);
    bucket.to.broken.clear();
    for (let pause = 0; pause < 5; pause += 1) bucket.wait(60_000);

    expect(bucket.names()).toEqual([]);
  });
});

describe("a bucket that tells nobody", () => {
  test("keeps nothing and asks for nothing", async () => {
    await bucket.call("PUT /photos/k", { body: "x" });
    bucket.deliver();

    expect([bucket.to.delivered, bucket.to.announced]).toEqual([[], []]);
  });
});
