import { createHash } from "node:crypto";
import { shortened } from "../../../web/parts/parts.tsx";

/** A value with its type, as DynamoDB's JSON has it: `{ "S": "ann" }`. */
export type AttributeValue = Readonly<Record<string, unknown>>;
export type Item = Readonly<Record<string, AttributeValue>>;

/** A value as plain JSON: sets are lists, bytes are base64, numbers keep all their digits as texts where they must. */
export function plainOf(value: AttributeValue): unknown {
  const [type = "", content] = Object.entries(value)[0] ?? [];
  switch (type) {
    case "N":
      return plainNumber(String(content));
    case "NULL":
      return null;
    case "L":
      return (content as readonly AttributeValue[]).map(plainOf);
    case "M":
      return plainItem(content as Item);
    case "NS":
      return (content as readonly string[]).map(plainNumber);
    default:
      return content;
  }
}

export function plainItem(item: Item): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, plainOf(value)]));
}

/** JSON has fewer digits than DynamoDB. */
function plainNumber(text: string): number | string {
  const number = Number(text);
  return String(number) === text ? number : text;
}

/** A key's value as people type it. */
export function textOf(value: AttributeValue | undefined): string {
  const content = Object.values(value ?? {})[0];
  return typeof content === "string" ? content : JSON.stringify(content ?? null);
}

/** `ann / 17` */
export function keyText(key: Item): string {
  return Object.values(key).map(textOf).join(" / ");
}

/** The same item with its key first and the others by name: DynamoDB keeps no order. */
export function inOrder(item: Item, keys: readonly string[]): Item {
  const others = Object.keys(item).filter((name) => !keys.includes(name));
  return Object.fromEntries(
    [...keys, ...others.sort()].flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
}

/** What a row says of the attributes that have no column. */
export function previewOf(item: Item, without: readonly string[], most: number): string {
  const others = Object.entries(plainItem(inOrder(item, without))).filter(
    ([name]) => !without.includes(name),
  );
  return shortened(others.map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join(", "), most);
}

/** Tells whether an item is still what it was, whatever the order of its attributes. */
export function digestOf(item: Item): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(item)))
    .digest("base64url");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(
    entries.map(([name, inner]) => [
      name,
      SETS.has(name) && Array.isArray(inner) ? [...inner].sort() : sorted(inner),
    ]),
  );
}

const SETS: ReadonlySet<string> = new Set(["SS", "NS", "BS"]);
