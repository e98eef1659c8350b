import { AwsError } from "../../../core/errors.ts";

const PAGE = 100;

export interface Page<Item> {
  readonly items: readonly Item[];
  readonly rest: { readonly Truncated: boolean; readonly NextMarker?: string };
}

/**
 * @param idOf what orders the list; the marker holds the last of a page
 * @throws AwsError InvalidMarkerException
 */
export function pageOf<Item>(
  all: readonly Item[],
  idOf: (item: Item) => string,
  { Limit = PAGE, Marker }: { readonly Limit?: number | undefined; readonly Marker?: string | undefined },
): Page<Item> {
  const after = Marker === undefined ? undefined : Buffer.from(Marker, "base64url").toString("utf8");
  if (after !== undefined && !all.some((item) => idOf(item) === after)) {
    throw new AwsError("InvalidMarkerException", "Could not deserialize marker");
  }
  const from = after === undefined ? 0 : all.findIndex((item) => idOf(item) === after) + 1;
  const items = all.slice(from, from + Limit);
  const last = items.at(-1);
  if (last === undefined || from + items.length >= all.length) return { items, rest: { Truncated: false } };
  return { items, rest: { Truncated: true, NextMarker: Buffer.from(idOf(last)).toString("base64url") } };
}
