import { validationError } from "./errors.ts";

const DEFAULT_ITEMS = 100;

/** Members every list request has. */
interface PageRequest {
  readonly MaxItems?: number;
  readonly Marker?: string;
}

export interface Page<Item> {
  readonly items: readonly Item[];
  /** Members every list reply ends with. */
  readonly members: { readonly IsTruncated: boolean; readonly Marker?: string };
}

/**
 * One page of a list in a stable order. The marker is the opaque name of the last item given, so
 * that changes between pages lose nothing.
 */
export function paginate<Item>(
  { MaxItems: limit = DEFAULT_ITEMS, Marker: marker }: PageRequest,
  all: readonly Item[],
  nameOf: (item: Item) => string,
): Page<Item> {
  const start = startOf(all, nameOf, marker);
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  if (start + limit >= all.length || last === undefined) return { items, members: { IsTruncated: false } };
  const next = Buffer.from(nameOf(last), "utf8").toString("base64url");
  return { items, members: { IsTruncated: true, Marker: next } };
}

function startOf<Item>(
  all: readonly Item[],
  nameOf: (item: Item) => string,
  marker: string | undefined,
): number {
  if (marker === undefined) return 0;
  const name = Buffer.from(marker, "base64url").toString("utf8");
  const index = all.findIndex((item) => nameOf(item) === name);
  if (index === -1) throw validationError("Invalid Marker.");
  return index + 1;
}
