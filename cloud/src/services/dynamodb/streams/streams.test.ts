import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ARN, KEY, ORDERS, PEOPLE, streamsCall } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";

let dynamodb: TestDynamoDb;
let arn: string;
let shard: string;
beforeAll(async () => {
  dynamodb = openTestDynamoDb();
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
  const { body } = await dynamodb.call("CreateTable", { ...ORDERS, StreamSpecification });
  await dynamodb.call("CreateTable", { ...PEOPLE, StreamSpecification });
  arn = (body["TableDescription"] as { LatestStreamArn: string }).LatestStreamArn;
  const put = (item: object) => dynamodb.call("PutItem", { TableName: "orders", Item: { ...KEY, ...item } });
  await put({ note: { S: "a" } });
  await put({ note: { S: "a" } });
  await put({ note: { S: "b" } });
  await dynamodb.call("DeleteItem", { TableName: "orders", Key: KEY });
  const described = await dynamodb.callStreams("DescribeStream", { StreamArn: arn });
  const { Shards } = described.body["StreamDescription"] as { Shards: { ShardId: string }[] };
  shard = Shards[0]?.ShardId ?? "";
});
afterAll(() => dynamodb.close());

async function iterator(more: object = { ShardIteratorType: "TRIM_HORIZON" }): Promise<string> {
  const { body } = await dynamodb.callStreams("GetShardIterator", {
    StreamArn: arn,
    ShardId: shard,
    ...more,
  });
  return String(body["ShardIterator"]);
}
async function records(ShardIterator: string, more: object = {}) {
  const { body } = await dynamodb.callStreams("GetRecords", { ShardIterator, ...more });
  return body as {
    Records: {
      eventName: string;
      dynamodb: { SequenceNumber: string; Keys: Record<string, { S: string }> };
    }[];
    NextShardIterator: string;
  };
}

test("streams are listed and described with this cloud's ARNs", async () => {
  const all = await dynamodb.callStreams("ListStreams", {});
  const { body } = await dynamodb.callStreams("ListStreams", { TableName: "orders", Limit: 1 });
  const described = await dynamodb.callStreams("DescribeStream", { StreamArn: arn });

  expect(all.body["Streams"]).toHaveLength(2);
  expect(body["Streams"]).toEqual([{ StreamArn: arn, TableName: "orders", StreamLabel: arn.split("/")[3] }]);
  expect(described.body["StreamDescription"]).toMatchObject({
    StreamArn: arn,
    StreamStatus: "ENABLED",
    StreamViewType: "NEW_AND_OLD_IMAGES",
    TableName: "orders",
    KeySchema: ORDERS.KeySchema,
    Shards: [
      {
        ShardId: expect.stringMatching(/^shardId-\d{20}-[0-9a-f]{8}$/),
        SequenceNumberRange: { StartingSequenceNumber: expect.stringMatching(/^\d{21}$/) },
      },
    ],
  });
  expect(JSON.stringify(described.body)).not.toContain("dynoxide");
});

test("DDB-17 an answer has one megabyte of records, and one at least, however large it is", async () => {
  const note = "x".repeat(300_000);
  const table = { ...PEOPLE, TableName: "large" };
  const { body } = await dynamodb.call("CreateTable", {
    ...table,
    StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
  });
  const { LatestStreamArn: StreamArn } = body["TableDescription"] as { LatestStreamArn: string };
  for (const name of ["a", "b", "c", "d"]) {
    await dynamodb.call("PutItem", { TableName: "large", Item: { name: { S: name }, note: { S: note } } });
  }
  const described = await dynamodb.callStreams("DescribeStream", { StreamArn });
  const { Shards } = described.body["StreamDescription"] as { Shards: { ShardId: string }[] };
  const { body: begun } = await dynamodb.callStreams("GetShardIterator", {
    StreamArn,
    ShardId: Shards[0]?.ShardId,
    ShardIteratorType: "TRIM_HORIZON",
  });
  const first = await records(String(begun["ShardIterator"]));
  const rest = await records(first.NextShardIterator);
  const none = await records(rest.NextShardIterator);
  const names = [first, rest, none].map(({ Records }) => Records.map((one) => one.dynamodb.Keys["name"]?.S));

  expect(names).toEqual([["a", "b", "c"], ["d"], []]);
});

test("records tell what was inserted, changed and removed, page by page", async () => {
  const first = await records(await iterator(), { Limit: 1 });
  const rest = await records(first.NextShardIterator);
  const all = [...first.Records, ...rest.Records];

  expect(first.Records[0]).toMatchObject({
    eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
    eventName: "INSERT",
    eventVersion: "1.1",
    eventSource: "aws:dynamodb",
    awsRegion: "eu-west-1",
    dynamodb: {
      Keys: KEY,
      NewImage: { ...KEY, note: { S: "a" } },
      SequenceNumber: expect.stringMatching(/^\d{21}$/),
      StreamViewType: "NEW_AND_OLD_IMAGES",
    },
  });
  expect(all.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
  expect((await records(rest.NextShardIterator)).Records).toEqual([]);
  const SequenceNumber = first.Records[0]?.dynamodb.SequenceNumber;
  const after = await iterator({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber });
  expect((await records(after)).Records.map(({ eventName }) => eventName)).toEqual(["MODIFY", "REMOVE"]);
});

test("DDB-10 an iterator counts for the stream that it names, whoever wrote it", async () => {
  const own = await iterator();
  const { body } = await dynamodb.callStreams("ListStreams", { TableName: "people" });
  const people = (body["Streams"] as { StreamArn: string }[])[0]?.StreamArn ?? "";
  const onPeople = [{ Effect: "Allow", Action: "dynamodb:GetRecords", Resource: people }];

  const foreign = await dynamodb.callAs(onPeople, streamsCall("GetRecords", { ShardIterator: own }));
  const renamed = own.replace(arn, people);
  const forged = await dynamodb.callAs(onPeople, streamsCall("GetRecords", { ShardIterator: renamed }));

  expect(foreign.body.__type).toMatch(/#AccessDeniedException$/);
  expect([forged.body.__type, forged.body.message]).toEqual([
    "com.amazon.coral.validate#ValidationException",
    "Invalid ShardIterator",
  ]);
  expect((await dynamodb.callStreams("GetRecords", { ShardIterator: `${arn}|1|nonsense` })).status).toBe(400);
});

test("a stream that is not there, or no more, is said in AWS's words", async () => {
  for (const StreamArn of [`${ARN}/stream/2020-01-01T00:00:00.000`, arn.replace("orders", "nothing")]) {
    const { body } = await dynamodb.callStreams("DescribeStream", { StreamArn });
    expect(body.message).toBe(`Requested resource not found: Stream: ${StreamArn} not found`);
  }
});

describe("DDB-12 a new stream", () => {
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
  const update = (StreamSpecification: object) =>
    dynamodb.call("UpdateTable", { TableName: "people", StreamSpecification });
  const put = (name: string) =>
    dynamodb.call("PutItem", { TableName: "people", Item: { name: { S: name }, secret: { S: name } } });
  /** What the newest stream of the table has, and where it says that it begins. */
  async function told() {
    const { body: list } = await dynamodb.callStreams("ListStreams", { TableName: "people" });
    const StreamArn = (list["Streams"] as { StreamArn: string }[])[0]?.StreamArn;
    const described = await dynamodb.callStreams("DescribeStream", { StreamArn });
    expect(described.status).toBe(200);
    const { Shards } = described.body["StreamDescription"] as {
      Shards: { ShardId: string; SequenceNumberRange: { StartingSequenceNumber: string } }[];
    };
    const ShardId = Shards[0]?.ShardId;
    const SequenceNumber = Shards[0]?.SequenceNumberRange.StartingSequenceNumber;
    const all = await Promise.all(
      [
        { ShardIteratorType: "TRIM_HORIZON" },
        { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber },
        { ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: `1${"0".repeat(19)}1` },
      ].map(async (from) => {
        const { body } = await dynamodb.callStreams("GetShardIterator", { StreamArn, ShardId, ...from });
        const page = await records(String(body["ShardIterator"]));
        return page.Records.map(({ dynamodb: { Keys } }) => Keys["name"]?.S).join(" ");
      }),
    );
    return [...new Set(all)];
  }

  test("DDB-12 is described before it has a record", async () => {
    expect(await told()).toEqual([""]);
  });

  test("DDB-12 has nothing of the one before, nor of a table that was deleted", async () => {
    await put("ann");
    expect(await told()).toEqual(["ann"]);
    await update({ StreamEnabled: false });
    await update(StreamSpecification);
    expect(await told()).toEqual([""]);
    await put("bob");
    expect(await told()).toEqual(["bob"]);
    await dynamodb.call("DeleteTable", { TableName: "people" });
    await dynamodb.call("CreateTable", { ...PEOPLE, StreamSpecification });
    expect(await told()).toEqual([""]);
    await put("eve");
    expect(await told()).toEqual(["eve"]);
  });
});
