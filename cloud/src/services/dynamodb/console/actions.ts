import { printable } from "../../../web/parts/printable.ts";
import { refused, settled } from "../../../web/settled.ts";
import type { ConsoleAnswer, ConsoleContext, ConsoleRequest, Notice } from "../../../wire/console-area.ts";
import { itemPath, keyInToken, newItemPath, tablePath, tokenOf } from "./addresses.ts";
import { keyNames, keyOf, readItem, readTable, type TableView } from "./read.ts";
import { digestOf, type Item, keyText } from "./values.ts";

/** An item up to this size of its JSON can be brought back: the page carries it. */
const MOST_UNDO_BYTES = 16_384;

/** Text that was not saved, of a session; `opened` is the token of the item, empty for a new one. */
export function draftOf({ session }: ConsoleContext, table: string, opened: string): string | undefined {
  return session.get<string>(draftKey(table, opened));
}

function draftKey(table: string, opened: string): string {
  return `dynamodb-draft ${table} ${opened}`;
}

/**
 * CON-22: saves what the form says: a new item where none has the key, or the one that was opened, as long as it is
 * what it was then.
 */
export async function put(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const { form } = request;
  const table = await readTable(console, request.parameters["table"] ?? "");
  const text = form.text("json");
  const opened = form.text("opened");
  const openedKey = keyInToken(opened);
  const from = openedKey === undefined ? newItemPath(table.TableName) : itemPath(table.TableName, openedKey);
  console.session.set(draftKey(table.TableName, opened), text);
  const item = itemIn(text);
  if (item === undefined) return refused(from, "That is no JSON object. Nothing was saved.");
  const key = keyOf(table, item);
  const isOpened = openedKey !== undefined && digestOf(openedKey) === digestOf(key);
  const answer = await settled(
    from,
    () =>
      isOpened
        ? replace(console, { table, key, item, was: form.text("was") })
        : add(console, { table, key, item }),
    REFUSALS,
  );
  if (!("notice" in answer) || answer.notice?.verdict !== "yes") return answer;
  console.session.delete(draftKey(table.TableName, opened));
  return { ...answer, redirect: itemPath(table.TableName, key) };
}

const REFUSALS: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "An item has that key already. Nothing was saved.",
};

function itemIn(text: string): Item | undefined {
  try {
    const parsed = JSON.parse(text) as unknown;
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)
      ? (parsed as Item)
      : undefined;
  } catch {
    return undefined;
  }
}

interface Write {
  readonly table: TableView;
  readonly key: Item;
  readonly item: Item;
}

async function add(console: ConsoleContext, { table, key, item }: Write): Promise<Notice> {
  await console.call("dynamodb", "PutItem", {
    TableName: table.TableName,
    Item: item,
    ConditionExpression: "attribute_not_exists(#key)",
    ExpressionAttributeNames: { "#key": keyNames(table)[0] ?? "" },
  });
  return {
    verdict: "yes",
    text: `${printable(keyText(key))} is saved.`,
    undo: {
      action: `${tablePath(table.TableName)}/delete`,
      fields: { item: tokenOf(key), typed: keyText(key) },
    },
  };
}

async function replace(
  console: ConsoleContext,
  { table, key, item, was }: Write & { readonly was: string },
): Promise<Notice> {
  const before = await readItem(console, table.TableName, key);
  if (before === undefined || digestOf(before) !== was) {
    return { verdict: "no", text: "Somebody else changed the item since it was opened. Nothing was saved." };
  }
  await console.call("dynamodb", "PutItem", { TableName: table.TableName, Item: item });
  const undo = putBack(table, before, { opened: tokenOf(key), was: digestOf(item) });
  return { verdict: "yes", text: `${printable(keyText(key))} is changed.`, ...undo };
}

/** Deletes an item when its key was typed; it can be put back. */
export async function deleteItem(console: ConsoleContext, request: ConsoleRequest): Promise<ConsoleAnswer> {
  const table = await readTable(console, request.parameters["table"] ?? "");
  const key = keyInToken(request.form.text("item"));
  if (key === undefined) return refused(tablePath(table.TableName), "That is no key. Nothing was deleted.");
  const name = keyText(key);
  const typed = request.form.text("typed");
  if (typed !== name && typed !== printable(name)) {
    return refused(
      itemPath(table.TableName, key),
      "The key that was typed is another one. Nothing was deleted.",
    );
  }
  const answer = await settled(tablePath(table.TableName), async () => {
    const { Attributes } = await console.call<{ Attributes?: Item }>("dynamodb", "DeleteItem", {
      TableName: table.TableName,
      Key: key,
      ReturnValues: "ALL_OLD",
    });
    if (Attributes === undefined)
      return { verdict: "no", text: `${printable(name)} was not there any more.` };
    return { verdict: "yes", text: `${printable(name)} is deleted.`, ...putBack(table, Attributes, {}) };
  });
  return answer;
}

/** Whether a page can carry the item. */
export function canComeBack(item: Item): boolean {
  return Buffer.byteLength(jsonOf(item)) <= MOST_UNDO_BYTES;
}

function jsonOf(item: Item): string {
  return JSON.stringify(item, undefined, 2);
}

function putBack(
  table: TableView,
  item: Item,
  fields: Readonly<Record<string, string>>,
): Pick<Notice, "undo"> | undefined {
  if (!canComeBack(item)) return undefined;
  return { undo: { action: `${tablePath(table.TableName)}/put`, fields: { ...fields, json: jsonOf(item) } } };
}
