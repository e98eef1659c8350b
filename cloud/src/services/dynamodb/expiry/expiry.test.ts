import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import type { Timers } from "../../../core/clock.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { createExpirations, keyText } from "../shared/expirations.ts";
import { KEY, ORDERS } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";

const open: TestDynamoDb[] = [];
const folders: string[] = [];
afterEach(async () => {
  for (const dynamodb of open.splice(0)) await dynamodb.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const StreamSpecification = { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" };

/** Orders, whose time to live is their attribute `ends`. */
async function orders(
  given: Parameters<typeof openTestDynamoDb>[0] = {},
  more: object = { StreamSpecification },
) {
  const dynamodb = openTestDynamoDb(given);
  open.push(dynamodb);
  await dynamodb.call("CreateTable", { ...ORDERS, ...more });
  await setTtl(dynamodb, true);
  return worldOf(dynamodb);
}

const setTtl = (dynamodb: TestDynamoDb, Enabled: boolean) =>
  dynamodb.call("UpdateTimeToLive", {
    TableName: "orders",
    TimeToLiveSpecification: { Enabled, AttributeName: "ends" },
  });

function worldOf(dynamodb: TestDynamoDb) {
  const now = () => Math.floor(dynamodb.account.clock.now() / 1000);
  return {
    dynamodb,
    now,
    sweep: () => dynamodb.service.sweep(),
    put: (id: string, ends: object = {}) =>
      dynamodb.call("PutItem", { TableName: "orders", Item: { ...KEY, id: { S: id }, ...ends } }),
    ids: async () => {
      const { body } = await dynamodb.call("Scan", { TableName: "orders" });
      return (body["Items"] as { id: { S: string } }[]).map(({ id }) => id.S).sort();
    },
    removed: async () => {
      const { body: list } = await dynamodb.callStreams("ListStreams", { TableName: "orders" });
      const StreamArn = (list["Streams"] as { StreamArn: string }[])[0]?.StreamArn;
      const { body } = await dynamodb.callStreams("DescribeStream", { StreamArn });
      const { Shards } = body["StreamDescription"] as { Shards: { ShardId: string }[] };
      const { body: iterator } = await dynamodb.callStreams("GetShardIterator", {
        StreamArn,
        ShardId: Shards[0]?.ShardId,
        ShardIteratorType: "TRIM_HORIZON",
      });
      const { body: page } = await dynamodb.callStreams("GetRecords", iterator);
      const records = page["Records"] as {
        eventName: string;
        userIdentity?: object;
        dynamodb: { Keys: { id: { S: string } } };
      }[];
      return records
        .filter(({ eventName }) => eventName === "REMOVE")
        .map(({ userIdentity, dynamodb: { Keys } }) => [Keys.id.S, userIdentity]);
    },
  };
}
const time = (seconds: number) => ({ ends: { N: String(seconds) } });
const SERVICE = { Type: "Service", PrincipalId: "dynamodb.amazonaws.com" };

test("items go when their time is over; until then they are read", async () => {
  const { now, put, ids, sweep, dynamodb } = await orders();
  await put("over", time(now() - 1));
  await put("soon", time(now() + 100));
  await put("without");
  await put("text", { ends: { S: String(now() - 1) } });
  await put("ancient", time(now() - 6 * 365 * 86_400));
  expect(await ids()).toContain("over");
  await sweep();
  expect(await ids()).toEqual(["ancient", "soon", "text", "without"]);
  dynamodb.account.clock.advanceSeconds(101);
  await sweep();
  expect(await ids()).toEqual(["ancient", "text", "without"]);
});

test("the time may stand in the key of an item", async () => {
  const dynamodb = openTestDynamoDb();
  open.push(dynamodb);
  await dynamodb.call("CreateTable", {
    TableName: "orders",
    BillingMode: "PAY_PER_REQUEST",
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "ends", KeyType: "RANGE" },
    ],
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "ends", AttributeType: "N" },
    ],
  });
  await setTtl(dynamodb, true);
  const { now, put, ids, sweep } = worldOf(dynamodb);
  await put("over", time(now() - 1));
  await put("soon", time(now() + 100));
  await sweep();
  expect(await ids()).toEqual(["soon"]);
});

test("DDB-16 what was prolonged since it was looked for stays", async () => {
  const { now, put, ids, sweep, dynamodb } = await orders();
  await put("over", time(now() - 1));
  await put("prolonged", time(now() - 1));
  const { engine } = dynamodb.service;
  const { call } = engine;
  engine.call = async (target, body) => {
    if (target.endsWith(".DeleteItem") && body.includes("prolonged")) {
      const Item = { ...KEY, id: { S: "prolonged" }, ...time(now() + 1000) };
      await call("DynamoDB_20120810.PutItem", JSON.stringify({ TableName: "orders", Item }));
    }
    return call(target, body);
  };
  await sweep();
  expect(await ids()).toEqual(["prolonged"]);
});

test("nothing goes once the time to live is off", async () => {
  const { now, put, ids, sweep, dynamodb } = await orders();
  await put("over", time(now() - 1));
  await setTtl(dynamodb, false);
  await sweep();
  expect(await ids()).toEqual(["over"]);
});

test("DDB-16 the stream says who did it, and of what people delete nothing", async () => {
  const { now, put, sweep, removed, dynamodb } = await orders();
  await put("over", time(now() - 1));
  await put("deleted", time(now() - 1));
  await dynamodb.call("DeleteItem", { TableName: "orders", Key: { ...KEY, id: { S: "deleted" } } });
  await sweep();
  await put("over", time(now() + 1000));
  await dynamodb.call("DeleteItem", { TableName: "orders", Key: { ...KEY, id: { S: "over" } } });
  expect(await removed()).toEqual([
    ["deleted", undefined],
    ["over", SERVICE],
    ["over", undefined],
  ]);
});

test("what a stop has interrupted is not taken for the removals that come later", async () => {
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-expiry-"));
  folders.push(stateDir);
  const given = { stateDir, inMemory: false, database: openDatabase(":memory:") };
  const { put, dynamodb: before } = await orders(given);
  await put("kept");
  createExpirations(given.database).begin("orders", keyText({ ...KEY, id: { S: "kept" } }), 0);
  await before.service.close();

  const after = openTestDynamoDb(given);
  open.push(after);
  await after.call("DeleteItem", { TableName: "orders", Key: { ...KEY, id: { S: "kept" } } });
  expect(await worldOf(after).removed()).toEqual([["kept", undefined]]);
});

test("who waits for writes is woken by it", async () => {
  const { now, put, sweep, dynamodb } = await orders();
  await put("over", time(now() - 1));
  const { body } = await dynamodb.callStreams("ListStreams", { TableName: "orders" });
  let calls = 0;
  dynamodb.service.streams.onWrite((body["Streams"] as { StreamArn: string }[])[0]?.StreamArn ?? "", () => {
    calls += 1;
  });
  await sweep();
  expect(calls).toBe(1);
});

test("a table without a stream needs none", async () => {
  const { now, put, ids, sweep } = await orders({}, {});
  await put("over", time(now() - 1));
  await sweep();
  expect(await ids()).toEqual([]);
});

test("it is looked for only while a table has a time to live, and goes on after a restart", async () => {
  const due = new Set<() => void>();
  const timers: Timers = {
    elapsed: () => 0,
    after: (_milliseconds, work) => {
      due.add(work);
      return () => due.delete(work);
    },
  };
  const stateDir = mkdtempSync(join(tmpdir(), "portcullis-expiry-"));
  folders.push(stateDir);
  const given = { timers, stateDir, inMemory: false, database: openDatabase(":memory:") };
  const before = openTestDynamoDb(given);
  await before.call("CreateTable", ORDERS);
  expect(due.size).toBe(0);
  await setTtl(before, true);
  expect(due.size).toBe(1);
  const { put, now } = worldOf(before);
  await put("over", time(now() - 1));
  await before.service.close();
  expect(due.size).toBe(0);

  const after = openTestDynamoDb(given);
  open.push(after);
  expect(due.size).toBe(0);
  const { ids } = worldOf(after);
  expect(await ids()).toEqual(["over"]);
  for (const work of [...due]) work();
  await expect.poll(ids).toEqual([]);
});
