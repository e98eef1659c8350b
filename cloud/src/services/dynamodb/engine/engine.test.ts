import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Logger, silentLogger } from "../../../core/logger.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import { ORDERS, PEOPLE } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";
import { newEngineAddress } from "./address.ts";
import { engineMissing, findEngineBinary } from "./binary.ts";
import { startGuarded, startOf } from "./guarded-process.ts";

let folder: string;
let open: TestDynamoDb[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-engine-"));
  open = [];
});
afterEach(async () => {
  for (const dynamodb of open) await dynamodb.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(database = openDatabase(":memory:"), logger: Logger = silentLogger): TestDynamoDb {
  const dynamodb = openTestDynamoDb({ stateDir: folder, inMemory: false, database, logger });
  open.push(dynamodb);
  return dynamodb;
}

const item = (id: number) => ({ owner: { S: "ann" }, id: { S: String(id) } });
const put = (dynamodb: TestDynamoDb, id: number) =>
  dynamodb.call("PutItem", { TableName: "orders", Item: item(id) });

function killEngine({ service }: TestDynamoDb): void {
  const pid = service.engine.pid();
  if (pid === undefined) throw new Error("The engine does not run");
  process.kill(pid, "SIGKILL");
}

describe("the engine", () => {
  test("does not run before there is a table", async () => {
    const dynamodb = start();

    const listed = await dynamodb.call("ListTables", {});
    const missing = await dynamodb.call("DescribeTable", { TableName: "orders" });
    const item = await dynamodb.call("GetItem", { TableName: "orders", Key: { id: { S: "1" } } });
    const before = dynamodb.service.engine.pid();
    await dynamodb.call("CreateTable", ORDERS);

    expect([listed.body["TableNames"], missing.body.message, item.body.message, before]).toEqual([
      [],
      "Requested resource not found: Table: orders not found",
      "Requested resource not found",
      undefined,
    ]);
    expect(dynamodb.service.engine.pid()).toBeGreaterThan(0);
  });

  test("killed while it writes, it loses nothing that it acknowledged, and starts again", async () => {
    const dynamodb = start();
    await dynamodb.call("CreateTable", ORDERS);
    const killed = dynamodb.service.engine.pid();

    const answers: Promise<readonly [number, number]>[] = [];
    for (let id = 0; id < 300; id += 1) {
      answers.push(put(dynamodb, id).then(({ status }) => [id, status] as const));
      if (id === 150) await answers[20];
      if (id === 200) killEngine(dynamodb);
    }
    const settled = await Promise.all(answers);
    const read = await dynamodb.call("Query", {
      TableName: "orders",
      KeyConditionExpression: "#o = :o",
      ExpressionAttributeNames: { "#o": "owner" },
      ExpressionAttributeValues: { ":o": { S: "ann" } },
    });

    const there = new Set((read.body["Items"] as { id: { S: string } }[]).map(({ id }) => Number(id.S)));
    const acknowledged = settled.filter(([, status]) => status === 200).map(([id]) => id);
    expect(acknowledged.length).toBeGreaterThan(20);
    expect(acknowledged.filter((id) => !there.has(id))).toEqual([]);
    expect(settled.filter(([, status]) => status !== 200 && status !== 500)).toEqual([]);
    expect((await put(dynamodb, 1000)).status).toBe(200);
    expect(dynamodb.service.engine.pid()).not.toBe(killed);
  });

  test("what it keeps is there after a restart of the cloud", async () => {
    const database = openDatabase(":memory:");
    const first = start(database);
    await first.call("CreateTable", ORDERS);
    await put(first, 1);
    await first.service.close();

    const second = start(database);
    const { body } = await second.call("GetItem", { TableName: "orders", Key: item(1) });

    expect(body["Item"]).toEqual(item(1));
  });

  test("DDB-9 a table without a row goes at the start, a row without a table too", async () => {
    const database = openDatabase(":memory:");
    const first = start(database);
    for (const table of [ORDERS, PEOPLE]) await first.call("CreateTable", table);
    await first.service.close();
    database.prepare("DELETE FROM dynamodb_tables WHERE name = 'people'").run();
    database
      .prepare("INSERT INTO dynamodb_tables VALUES ('ghost', ?)")
      .run('{"name":"ghost","leadingKey":"id","indexes":{},"tags":{}}');
    database.prepare(`UPDATE dynamodb_tables SET document = replace(document, '"owner"', '"other"')`).run();

    const warn = vi.fn();
    const second = start(database, { ...silentLogger, warn });
    await second.call("DescribeTable", { TableName: "orders" });

    // DDB-18
    expect(warn.mock.calls).toEqual([[{ table: "ghost" }, expect.stringContaining("A table is gone")]]);
    expect((await second.call("ListTables", {})).body["TableNames"]).toEqual(["orders"]);
    expect((await second.call("CreateTable", PEOPLE)).status).toBe(200);
    const row = database.prepare<{ document: string }>(
      "SELECT document FROM dynamodb_tables WHERE name = 'orders'",
    );
    expect(JSON.parse(row.get()?.document ?? "{}")).toMatchObject({
      leadingKey: "owner",
      tags: { team: "home" },
    });
  });

  test("DOOR-27 after a clean stop the tables are whole in their one file", async () => {
    const database = openDatabase(":memory:");
    const first = start(database);
    await first.call("CreateTable", ORDERS);
    await first.service.close();
    for (const journal of ["-wal", "-shm"])
      rmSync(join(folder, `dynamodb.sqlite${journal}`), { force: true });

    const second = start(database);
    expect((await second.call("DescribeTable", { TableName: "orders" })).status).toBe(200);
  });

  test("where it is missing, one sentence has one command", async () => {
    const dynamodb = openTestDynamoDb({ findEngine: () => undefined });
    open.push(dynamodb);

    const { status, body } = await dynamodb.call("CreateTable", ORDERS);

    expect([status, body.message]).toEqual([
      400,
      `DynamoDB needs its engine, which is not installed for ${process.platform}-${process.arch}: npm install @dynoxide/${process.platform}-${process.arch}@1.2.1`,
    ]);
    expect(findEngineBinary("plan9-mips")).toBeUndefined();
    expect(engineMissing("plan9-mips").message).toContain("npm install @dynoxide/plan9-mips@");
  });
});

describe("DDB-7 where the engine listens", () => {
  test("DDB-7 on Linux its host is one of millions, elsewhere its port is random", async () => {
    const bytes = () => Buffer.from([200, 7, 99]);

    const linux = await newEngineAddress({ bytes }, "linux").catch(() => undefined);
    const mac = await newEngineAddress({ bytes }, "darwin");

    if (process.platform === "linux") expect(linux?.host).toBe("127.201.7.100");
    expect(mac.host).toBe("127.0.0.1");
    expect(mac.port).toBeGreaterThan(1023);
  });
});

describe("DDB-8 the engine ends with the cloud", () => {
  const START = ["/bin/sh", "-c", "echo up; exec sleep 1000"];
  const isUp = (line: string) => line === "up";

  test.each([
    ["the shell before the program", ["pid 7", "loading", "up"], [undefined, undefined, 7]],
    ["the program before the shell", ["up", "pid 7"], [undefined, 7]],
    ["nobody", ["loading", "pid 7"], [undefined, undefined]],
  ])("it is up when both have said so: %s", (_who, lines, expected) => {
    expect(lines.map(startOf(isUp))).toEqual(expected);
  });

  test("DDB-8 when the pipe to this process closes", async () => {
    const guarded = await startGuarded(START, isUp);

    await guarded.stop();

    expect(() => process.kill(guarded.pid, 0)).toThrow("ESRCH");
  });

  test("DDB-8 when it dies itself, nothing is left that guards", async () => {
    const guarded = await startGuarded(START, isUp);

    process.kill(guarded.pid, "SIGKILL");

    await expect(guarded.ended).resolves.toContain("up");
  });

  test("a program that ends at once says why", async () => {
    await expect(startGuarded(["/bin/sh", "-c", "echo no such thing >&2; exit 3"], isUp)).rejects.toThrow(
      "no such thing",
    );
    await expect(startGuarded(["/nowhere/engine"], isUp)).rejects.toThrow(/not found|No such file/i);
  });
});
