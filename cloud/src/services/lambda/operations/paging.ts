import { invalidParameter, validation } from "../errors.ts";

const DEFAULT_PAGE = 50;
const LARGEST_PAGE = 10_000;

/**
 * One page of a list that is sorted by `idOf`; the marker is the id of the last item shown.
 * Throws for a page size out of bounds or a marker that no page has given.
 */
export function pageOf<Item>(
  items: readonly Item[],
  query: URLSearchParams,
  idOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly nextMarker: { NextMarker?: string } } {
  const size = pageSize(query.get("MaxItems"));
  const marker = query.get("Marker");
  const after = marker === null ? -1 : items.findIndex((item) => idOf(item) === decodeMarker(marker));
  if (marker !== null && after === -1) throw invalidParameter("The provided Marker is invalid.");
  const shown = items.slice(after + 1, after + 1 + size);
  const last = shown.at(-1);
  const more = last !== undefined && after + 1 + size < items.length;
  return {
    items: shown,
    nextMarker: more ? { NextMarker: Buffer.from(idOf(last)).toString("base64url") } : {},
  };
}

function pageSize(text: string | null): number {
  if (text === null) return DEFAULT_PAGE;
  const size = Number(text);
  if (!Number.isInteger(size) || size < 1 || size > LARGEST_PAGE) {
    throw validation(
      `1 validation error detected: Value '${text}' at 'maxItems' failed to satisfy constraint: Member must have value ${size > LARGEST_PAGE ? `less than or equal to ${LARGEST_PAGE}` : "greater than or equal to 1"}`,
    );
  }
  return Math.min(size, DEFAULT_PAGE);
}

function decodeMarker(marker: string): string {
  return Buffer.from(marker, "base64url").toString("utf8");
}
