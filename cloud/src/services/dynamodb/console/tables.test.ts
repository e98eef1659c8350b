import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { type TestConsole, testConsole } from "../../../web/testing/test-console.ts";
import type { Notice } from "../../../wire/console-area.ts";
import { type ListeningService, listen } from "../../../wire/testing/listen.ts";
import { ORDERS } from "../testing/access-rows.ts";
import { openTestDynamoDb, type TestDynamoDb } from "../testing/test-service.ts";
import { itemPath } from "./addresses.ts";
import { areas } from "./index.ts";
import type { Item } from "./values.ts";

let dynamodb: TestDynamoDb;
let server: ListeningService;
let console: TestConsole;
let count = 0;
let table = "";
const account = createTestAccount(Date.now());
beforeAll(async () => {
  dynamodb = openTestDynamoDb({}, account);
  server = await listen(dynamodb.service.http);
});
afterAll(async () => {
  await server.close();
  await dynamodb.close();
});
beforeEach(async () => {
  console = testConsole(areas, server.port, { key: account.administrator });
  count += 1;
  table = `orders-${count}`;
  await dynamodb.call("CreateTable", { ...ORDERS, TableName: table });
});

const save = (item: Item) => dynamodb.call("PutItem", { TableName: table, Item: item });
const order = (owner: string, id: string, more: Item = {}): Item => ({
  owner: { S: owner },
  id: { S: id },
  ...more,
});
const readBack = async (owner: string, id: string) =>
  (await dynamodb.call("GetItem", { TableName: table, Key: order(owner, id) })).body["Item"];
const post = async (page: string, fields: Readonly<Record<string, string>>) => {
  const answer = await console.post(`tables/${table}/${page}`, fields);
  if (!("redirect" in answer)) throw new Error("It leads nowhere.");
  return { redirect: answer.redirect, notice: answer.notice as Notice };
};
const itemOf = (owner: string, id: string) => itemPath(table, order(owner, id));
const hidden = (page: string, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? "";
const nextIn = (page: string) => /href="([^"]+)">Next page/.exec(page)?.[1]?.replaceAll("&amp;", "&") ?? "";

const HOSTILE = "<img src=x onerror=alert(1)>\u202egnp\u0007";

describe("the list", () => {
  test("tables with their keys, indexes and numbers", async () => {
    const page = await console.show("tables");
    expect(page).toContain(`href="/_portcullis/tables/${table}"`);
    expect(page).toContain("owner (S)");
    expect(page).toContain('<td data-h="Indexes" class="end num">1</td>');
    expect(await areas[0]?.count?.(console)).toBe(count);
  });

  test("by the beginning of their names", async () => {
    await dynamodb.call("CreateTable", { ...ORDERS, TableName: `found-${count}` });
    const page = await console.show("tables?prefix=found");
    expect(page).toContain(`>found-${count}<`);
    expect(page).not.toContain(`>${table}<`);
    expect(await console.show("tables?prefix=none")).toContain("No table’s name begins with “none”.");
    await dynamodb.call("DeleteTable", { TableName: `found-${count}` });
  });

  test("who has no table starts no engine", async () => {
    const none = openTestDynamoDb({ findEngine: () => undefined }, account);
    const other = await listen(none.service.http);
    const empty = testConsole(areas, other.port, { key: account.administrator });
    expect(await empty.show("tables")).toContain("There is no table.");
    expect(await areas[0]?.count?.(empty)).toBe(0);
    await other.close();
    await none.close();
  });
});

describe("items", () => {
  test("page by page", async () => {
    for (let index = 0; index < 30; index += 1) await save(order("ann", String(index).padStart(3, "0")));
    const first = await console.show(`tables/${table}`);
    expect(first).toContain("024");
    expect(first).not.toContain("025");
    const second = await console.show(nextIn(first));
    expect(second).toContain("029");
    expect(second).toContain("First page");
  });

  test.each([
    ["partition=ann", ["1", "12", "2"]],
    ["partition=ann&is=begins&sort=1", ["1", "12"]],
    ["partition=ann&is=%3E&sort=12", ["2"]],
    ["partition=ann&is=%3D&sort=2", ["2"]],
    ["partition=none", []],
    ["index=by-shop&partition=north", ["12"]],
    ["index=by-shop", ["12"]],
  ])("by key: %s", async (query, ids) => {
    await save(order("ann", "1"));
    await save(order("ann", "12", { shop: { S: "north" } }));
    await save(order("ann", "2"));
    await save(order("bob", "7"));
    const page = await console.show(`tables/${table}?${query}`);
    const found = [...page.matchAll(/<td data-h="id"><span class="outside">(\d+)</g)].map(([, id]) => id);
    expect(found).toEqual(ids);
  });

  test("largest sort key first", async () => {
    for (const id of ["1", "2"]) await save(order("ann", id));
    const page = await console.show(`tables/${table}?partition=ann&descending=on`);
    expect(page.indexOf(">2<")).toBeLessThan(page.indexOf(">1<"));
  });

  test("what DynamoDB refuses is told on the page", async () => {
    const page = await console.show(`tables/${table}?index=none&partition=x`);
    expect(page).toContain("ValidationException");
    expect(page).not.toContain("No item has this key.");
  });

  test("one whole, with every type", async () => {
    await save(
      order("ann", "1", {
        count: { N: "12345678901234567890.5" },
        list: { L: [{ BOOL: true }, { NULL: true }, { M: { deep: { N: "1" } } }] },
        set: { SS: ["a", "b"] },
      }),
    );
    const page = await console.show(itemOf("ann", "1"));
    expect(page).toContain("&quot;count&quot;: &quot;12345678901234567890.5&quot;");
    expect(page).toContain("&quot;deep&quot;: 1");
  });

  test("what people stored is text, and leads to its own page", async () => {
    await save(order(HOSTILE, "../..", { [HOSTILE]: { S: "x".repeat(5_000) } }));
    const page = await console.show(`tables/${table}`);
    expect(page).not.toContain("<img");
    expect(page).not.toContain("\u202e");
    const item = await console.show(itemOf(HOSTILE, "../.."));
    expect(item).not.toContain("<img");
    expect(item).toContain("x".repeat(5_000));
  });

  test("one that is not there, and an address that is no key", async () => {
    expect(await console.get(itemOf("ann", "none"))).toMatchObject({ view: { status: 404 } });
    expect(await console.get(`tables/${table}/item?item=%%%`)).toMatchObject({ view: { status: 404 } });
    await expect(console.show("tables/none")).rejects.toMatchObject({ code: "ResourceNotFoundException" });
  });
});

describe("saving", () => {
  const json = (item: Item) => ({ json: JSON.stringify(item) });

  test("a new item, and back", async () => {
    expect(await console.show(`tables/${table}/new`)).toContain("&quot;owner&quot;");
    const { redirect, notice } = await post("put", json(order("ann", "1")));
    expect(redirect).toBe(itemOf("ann", "1"));
    expect(await readBack("ann", "1")).toEqual(order("ann", "1"));
    await console.post(notice.undo?.action ?? "", notice.undo?.fields ?? {});
    expect(await readBack("ann", "1")).toBeUndefined();
  });

  test("CON-22 a new item replaces none, and what was typed is kept", async () => {
    await save(order("ann", "1", { kept: { S: "yes" } }));
    const { notice } = await post("put", json(order("ann", "1", { typed: { S: "kept as draft" } })));
    expect(notice).toEqual({ verdict: "no", text: "An item has that key already. Nothing was saved." });
    expect(await readBack("ann", "1")).toMatchObject({ kept: { S: "yes" } });
    expect(await console.show(`tables/${table}/new`)).toContain("kept as draft");
  });

  test.each([
    ["no JSON", "{", "That is no JSON object. Nothing was saved."],
    ["a list", "[]", "That is no JSON object. Nothing was saved."],
    ["no key", '{"x":{"S":"y"}}', expect.stringContaining("ValidationException")],
    ["plain JSON", '{"owner":"ann","id":"1"}', expect.stringContaining("Exception")],
  ])("%s is refused", async (_title, text, told) => {
    const { notice } = await post("put", { json: text });
    expect(notice).toEqual({ verdict: "no", text: told });
  });

  test("the one that was opened is changed, and back", async () => {
    await save(order("ann", "1", { state: { S: "old" } }));
    const page = await console.show(itemOf("ann", "1"));
    const opened = { opened: hidden(page, "opened"), was: hidden(page, "was") };
    const { notice } = await post("put", { ...opened, ...json(order("ann", "1", { state: { S: "new" } })) });
    expect(notice).toMatchObject({ verdict: "yes", text: "ann / 1 is changed." });
    expect(await readBack("ann", "1")).toMatchObject({ state: { S: "new" } });
    await console.post(notice.undo?.action ?? "", notice.undo?.fields ?? {});
    expect(await readBack("ann", "1")).toMatchObject({ state: { S: "old" } });
  });

  test("CON-22 what somebody else changed meanwhile stays", async () => {
    await save(order("ann", "1"));
    const page = await console.show(itemOf("ann", "1"));
    const opened = { opened: hidden(page, "opened"), was: hidden(page, "was") };
    await save(order("ann", "1", { by: { S: "another" } }));
    const { notice } = await post("put", { ...opened, ...json(order("ann", "1", { by: { S: "me" } })) });
    expect(notice).toMatchObject({ verdict: "no", text: expect.stringContaining("Somebody else changed") });
    expect(await readBack("ann", "1")).toMatchObject({ by: { S: "another" } });
  });

  test("another key in what was opened is another item, and takes nobody's place", async () => {
    await save(order("ann", "1"));
    await save(order("ann", "2", { kept: { S: "yes" } }));
    const page = await console.show(itemOf("ann", "1"));
    const opened = { opened: hidden(page, "opened"), was: hidden(page, "was") };
    expect((await post("put", { ...opened, ...json(order("ann", "2")) })).notice.verdict).toBe("no");
    expect(await readBack("ann", "2")).toMatchObject({ kept: { S: "yes" } });
  });
});

describe("CON-8 deleting", () => {
  test("CON-8 asks for the key, and can be taken back", async () => {
    await save(order("ann", "1", { state: { S: "old" } }));
    const item = hidden(await console.show(itemOf("ann", "1")), "item");
    expect((await post("delete", { item, typed: "ann" })).notice.verdict).toBe("no");
    expect(await readBack("ann", "1")).toBeDefined();
    const { notice } = await post("delete", { item, typed: "ann / 1" });
    expect(notice).toMatchObject({ verdict: "yes", text: "ann / 1 is deleted." });
    expect(await readBack("ann", "1")).toBeUndefined();
    await console.post(notice.undo?.action ?? "", notice.undo?.fields ?? {});
    expect(await readBack("ann", "1")).toMatchObject({ state: { S: "old" } });
  });

  test("CON-8 one with characters that nobody types goes by how it is shown", async () => {
    await save(order("a\u202eb", "1"));
    const item = hidden(await console.show(itemOf("a\u202eb", "1")), "item");
    expect((await post("delete", { item, typed: "a\\u202eb / 1" })).notice.verdict).toBe("yes");
  });

  test("CON-8 a large one is gone for good", async () => {
    await save(order("ann", "1", { long: { S: "x".repeat(20_000) } }));
    const page = await console.show(itemOf("ann", "1"));
    expect(page).toContain("It is gone for good");
    const { notice } = await post("delete", { item: hidden(page, "item"), typed: "ann / 1" });
    expect(notice.undo).toBeUndefined();
  });
});
