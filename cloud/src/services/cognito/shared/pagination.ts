import { invalidParameter } from "./errors.ts";

/** Where the next page begins: the key of the last item shown, opaque to clients. */
export function encodePageToken(after: string): string {
  return Buffer.from(`v1:${after}`, "utf8").toString("base64url");
}

/** Throws InvalidParameterException for a token that this service did not make. */
export function decodePageToken(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  const text = Buffer.from(token, "base64url").toString("utf8");
  const genuine = text.startsWith("v1:") && encodePageToken(text.slice(3)) === token;
  if (!genuine) throw invalidParameter("Invalid pagination token.");
  return text.slice(3);
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Undefined on the last page. */
  readonly next: string | undefined;
}

/** The member that leads to the next page, when there is one. */
export function nextToken(next: string | undefined): { readonly NextToken?: string } {
  return next === undefined ? {} : { NextToken: next };
}

/** A page of at most `limit` out of `found`, which holds one item more when there is a next page. */
export function pageOf<Item>(
  found: readonly Item[],
  limit: number,
  keyOf: (item: Item) => string,
): Page<Item> {
  const items = found.slice(0, limit);
  const last = items.at(-1);
  const hasMore = found.length > limit && last !== undefined;
  return { items, next: hasMore ? encodePageToken(keyOf(last)) : undefined };
}

/** A page of a list that is in memory, ordered by a key. */
export function pageInOrder<Item>(
  all: readonly Item[],
  request: { readonly limit: number; readonly token: string | undefined },
  keyOf: (item: Item) => string,
): Page<Item> {
  const after = decodePageToken(request.token);
  const start = after === undefined ? 0 : all.findIndex((item) => keyOf(item) === after) + 1;
  return pageOf(all.slice(start, start + request.limit + 1), request.limit, keyOf);
}
