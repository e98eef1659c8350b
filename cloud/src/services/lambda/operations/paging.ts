import type { ListFunctionsRequest } from "../../../wire/models/generated/lambda.types.ts";
import { invalidParameter } from "../shared/errors.ts";

const DEFAULT_PAGE = 50;

/** Members of the operations that list. */
type PageInput = Pick<ListFunctionsRequest, "Marker" | "MaxItems">;

/**
 * One page of a list that is sorted by `idOf`; the marker is the id of the last item shown.
 * Throws for a marker that no page has given.
 */
export function pageOf<Item>(
  items: readonly Item[],
  { Marker, MaxItems = DEFAULT_PAGE }: PageInput,
  idOf: (item: Item) => string,
): { readonly items: readonly Item[]; readonly nextMarker: { NextMarker?: string } } {
  const size = Math.min(MaxItems, DEFAULT_PAGE);
  const after = Marker === undefined ? -1 : items.findIndex((item) => idOf(item) === decodeMarker(Marker));
  if (Marker !== undefined && after === -1) throw invalidParameter("The provided Marker is invalid.");
  const shown = items.slice(after + 1, after + 1 + size);
  const last = shown.at(-1);
  const more = last !== undefined && after + 1 + size < items.length;
  return {
    items: shown,
    nextMarker: more ? { NextMarker: Buffer.from(idOf(last)).toString("base64url") } : {},
  };
}

function decodeMarker(marker: string): string {
  return Buffer.from(marker, "base64url").toString("utf8");
}
