import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RoleCaller } from "../../../core/caller.ts";
import { roleWith } from "../../../iam/testing/access-table.ts";
import { KEY, ORDERS, PEOPLE } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";

let dynamodb: TestDynamoDb;
let arn: string;
beforeAll(async () => {
  dynamodb = openTestDynamoDb();
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };
  const { body } = await dynamodb.call("CreateTable", { ...ORDERS, StreamSpecification });
  await dynamodb.call("CreateTable", { ...PEOPLE, StreamSpecification });
  arn = (body["TableDescription"] as { LatestStreamArn: string }).LatestStreamArn;
});
afterAll(() => dynamodb.close());

/** A session of a role that may do these on the streams of orders. */
function reader(...actions: readonly string[]): RoleCaller {
  const Resource = arn.replace(/[^/]+$/, "*");
  const Statement = [{ Effect: "Allow", Action: actions.map((action) => `dynamodb:${action}`), Resource }];
  roleWith(dynamodb.world, JSON.stringify({ Version: "2012-10-17", Statement }));
  return {
    kind: "role",
    arn: "arn:aws:sts::123456789012:assumed-role/caller/fn",
    roleArn: "arn:aws:iam::123456789012:role/caller",
    roleName: "caller",
    sessionName: "fn",
    accountId: "123456789012",
    accessKeyId: "",
    userId: `${dynamodb.account.identities.roleOf("arn:aws:iam::123456789012:role/caller")?.id}:fn`,
    sessionPolicies: [],
  };
}
const put = (id: string) =>
  dynamodb.call("PutItem", { TableName: "orders", Item: { ...KEY, id: { S: id } } });

describe("The streams for other services", () => {
  test("are read from a place on, page by page", async () => {
    const { streams } = dynamodb.service;
    const caller = reader("GetRecords", "GetShardIterator");
    await put("a");
    const latest = await streams.placeOf(caller, arn, "LATEST");
    await put("b");
    await put("c");
    const read = async (place: string, limit = 1000) => {
      const { records, next } = await streams.read(caller, arn, { place, limit });
      return { ids: records.map(({ dynamodb: { Keys } }) => (Keys["id"] as { S: string }).S), next };
    };
    const first = await read(await streams.placeOf(caller, arn, "TRIM_HORIZON"), 2);
    expect(first.ids).toEqual(["a", "b"]);
    const rest = await read(first.next);
    expect(rest.ids).toEqual(["c"]);
    expect(await read(rest.next)).toEqual({ ids: [], next: rest.next });
    expect((await read(latest)).ids).toEqual(["b", "c"]);
  });

  test("a place is the number of the last record before it", async () => {
    const { streams } = dynamodb.service;
    const caller = reader("GetRecords", "GetShardIterator");
    const place = await streams.placeOf(caller, arn, "LATEST");
    await put("numbered");
    const { records, next } = await streams.read(caller, arn, { place, limit: 10 });
    expect(records[0]?.dynamodb.SequenceNumber).toBe(next);
    expect(BigInt(next) - BigInt(place)).toBe(1n);
    const { ApproximateCreationDateTime: seconds } = records[0]?.dynamodb ?? {};
    expect(Math.abs(Number(seconds) - dynamodb.account.clock.now() / 1000)).toBeLessThan(120);
  });

  test("DDB-14 are read only by who may", async () => {
    const { streams } = dynamodb.service;
    const place = await streams.placeOf(reader("GetShardIterator"), arn, "TRIM_HORIZON");
    const denied = { code: "AccessDeniedException", message: expect.stringContaining("dynamodb:GetRecords") };
    await expect(streams.read(reader("GetShardIterator"), arn, { place, limit: 1 })).rejects.toMatchObject(
      denied,
    );
    await expect(streams.placeOf(reader("GetRecords"), arn, "LATEST")).rejects.toMatchObject({
      code: "AccessDeniedException",
    });
    expect(streams.decide(reader("DescribeStream"), "dynamodb:DescribeStream", arn).allowed).toBe(true);
    expect(streams.decide(reader("DescribeStream"), "dynamodb:ListStreams", arn).allowed).toBe(false);
  });

  test("are there until they are switched off", async () => {
    const { streams } = dynamodb.service;
    expect(streams.find(arn)?.shardId).toMatch(/^shardId-\d{20}-[0-9a-f]{8}$/);
    for (const other of [`${arn}0`, arn.replace("orders", "nothing"), "arn:aws:sqs:::x", ""]) {
      expect(streams.find(other)).toBeUndefined();
    }
  });

  test("tell in the words of Lambda's event who deleted what had expired", async () => {
    const caller = reader("GetRecords", "GetShardIterator");
    const { streams } = dynamodb.service;
    const place = await streams.placeOf(caller, arn, "LATEST");
    const TimeToLiveSpecification = { Enabled: true, AttributeName: "ends" };
    await dynamodb.call("UpdateTimeToLive", { TableName: "orders", TimeToLiveSpecification });
    const ends = { N: String(Math.floor(dynamodb.account.clock.now() / 1000) - 1) };
    await dynamodb.call("PutItem", { TableName: "orders", Item: { ...KEY, id: { S: "over" }, ends } });
    await dynamodb.service.sweep();
    const { records } = await streams.read(caller, arn, { place, limit: 10 });
    expect(records.map(({ userIdentity }) => userIdentity)).toEqual([
      undefined,
      { type: "Service", principalId: "dynamodb.amazonaws.com" },
    ]);
  });
});

describe("Waiting for writes", () => {
  const item = { TableName: "orders", Item: { ...KEY, id: { S: "w" } } };
  const Key = { ...KEY, id: { S: "w" } };
  test.each<[string, object]>([
    ["PutItem", item],
    [
      "UpdateItem",
      {
        TableName: "orders",
        Key,
        UpdateExpression: "SET note = :n",
        ExpressionAttributeValues: { ":n": { S: "x" } },
      },
    ],
    ["DeleteItem", { TableName: "orders", Key }],
    ["BatchWriteItem", { RequestItems: { orders: [{ PutRequest: { Item: item.Item } }] } }],
    ["TransactWriteItems", { TransactItems: [{ Delete: { TableName: "orders", Key } }] }],
    ["ExecuteStatement", { Statement: `INSERT INTO "orders" VALUE {'owner': 'p', 'id': '1'}` }],
    [
      "BatchExecuteStatement",
      { Statements: [{ Statement: `INSERT INTO "orders" VALUE {'owner': 'p', 'id': '2'}` }] },
    ],
    [
      "ExecuteTransaction",
      { TransactStatements: [{ Statement: `INSERT INTO "orders" VALUE {'owner': 'p', 'id': '3'}` }] },
    ],
  ])("%s on the table ends it", async (operation, input) => {
    let calls = 0;
    const end = dynamodb.service.streams.onWrite(arn, () => {
      calls += 1;
    });
    const { status } = await dynamodb.call(operation, input);
    expect([status, calls]).toEqual([200, 1]);
    end();
    await dynamodb.call("PutItem", item);
    expect(calls).toBe(1);
  });

  test("reads, and writes to other tables, do not", async () => {
    let calls = 0;
    const end = dynamodb.service.streams.onWrite(arn, () => {
      calls += 1;
    });
    await dynamodb.call("GetItem", { TableName: "orders", Key });
    await dynamodb.call("PutItem", { TableName: "people", Item: { name: { S: "ann" } } });
    end();
    expect(calls).toBe(0);
  });
});
