import { createHash } from "node:crypto";
import type { AwsError } from "../core/errors.ts";

/** What is asked for: a token goes on with the same question alone. */
export interface ListQuestion {
  readonly operation: string;
  /** Input of the operation; how large pages are is no part of the question. */
  readonly input: object;
}

export interface ListedPage<Item> {
  /** In an order that stays. */
  readonly items: readonly Item[];
  /** Tells items apart. */
  readonly keyOf: (item: Item) => string;
  readonly question: ListQuestion;
  /** Items of a page at most. */
  readonly size: number;
  readonly token: string | undefined;
  /** What a token is refused with that no page of this question gave. */
  readonly invalid: () => AwsError;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Token of the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/**
 * WIRE-6: one page of a list. Tokens are opaque, and bound to the operation and what it filters by. What
 * comes or goes between two pages moves nothing: a page begins after the last item of the one before.
 * @throws what `invalid` makes, for a token of something else or one that was changed
 */
export function pageOf<Item>({ items, keyOf, question, size, token, invalid }: ListedPage<Item>): Page<Item> {
  const digest = digestOf(question);
  const start = token === undefined ? 0 : startOf(items.map(keyOf), opened(token, digest), invalid);
  const shown = items.slice(start, start + size);
  const last = shown.at(-1);
  const end = start + shown.length;
  if (last === undefined || end >= items.length) return { items: shown, next: undefined };
  return { items: shown, next: sealed(`${end}:${keyOf(last)}`, digest) };
}

/** The token behind an item, for lists that a database pages. */
export function tokenAfter(key: string, question: ListQuestion): string {
  return sealed(`0:${key}`, digestOf(question));
}

/** The key that `tokenAfter` was given. @throws what `invalid` makes, as `pageOf` does */
export function keyIn(token: string, question: ListQuestion, invalid: () => AwsError): string {
  const place = opened(token, digestOf(question));
  if (place === undefined) throw invalid();
  return place.key;
}

function startOf(keys: readonly string[], place: Place | undefined, invalid: () => AwsError): number {
  if (place === undefined) throw invalid();
  const found = keys.indexOf(place.key);
  // It is gone: what followed it has moved up.
  return found === -1 ? Math.min(place.end - 1, keys.length) : found + 1;
}

interface Place {
  /** How many items there were up to the key. */
  readonly end: number;
  readonly key: string;
}

const CHECK_LENGTH = 16;

function sealed(text: string, digest: string): string {
  return Buffer.from(`${checkOf(text, digest)}${text}`, "utf8").toString("base64url");
}

/** Undefined for a token of another question, and for one that was changed. */
function opened(token: string, digest: string): Place | undefined {
  const whole = Buffer.from(token, "base64url").toString("utf8");
  const text = whole.slice(CHECK_LENGTH);
  if (sealed(text, digest) !== token) return undefined;
  const colon = text.indexOf(":");
  return { end: Number(text.slice(0, colon)), key: text.slice(colon + 1) };
}

function checkOf(text: string, digest: string): string {
  return hashOf(`${digest} ${text}`).slice(0, CHECK_LENGTH);
}

/** Members that say which page, not of what. */
const PAGING: ReadonlySet<string> = new Set([
  ...["NextToken", "nextToken", "Marker"],
  ...["MaxResults", "maxResults", "MaxItems", "Limit", "PageSize"],
]);

function digestOf({ operation, input }: ListQuestion): string {
  const filters = Object.entries(input).filter(([name, value]) => !PAGING.has(name) && value !== undefined);
  return hashOf(JSON.stringify([operation, filters.sort(([one], [other]) => (one < other ? -1 : 1))]));
}

const hashOf = (text: string): string => createHash("sha256").update(text).digest("hex");
