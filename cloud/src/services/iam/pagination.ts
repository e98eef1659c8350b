import type { QueryParameters } from "../../wire/protocols/query-parameters.ts";
import { validationError } from "./errors.ts";
import { readInput } from "./input.ts";

const DEFAULT_ITEMS = 100;

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
  parameters: QueryParameters,
  all: readonly Item[],
  nameOf: (item: Item) => string,
): Page<Item> {
  const input = readInput(parameters, {
    MaxItems: { type: "number", atLeast: 1, atMost: 1000 },
    Marker: { type: "string", min: 1, max: 2048 },
  });
  const limit = input.number("MaxItems") ?? DEFAULT_ITEMS;
  const start = startOf(all, nameOf, input.text("Marker"));
  const items = all.slice(start, start + limit);
  const last = items.at(-1);
  if (start + limit >= all.length || last === undefined) return { items, members: { IsTruncated: false } };
  const marker = Buffer.from(nameOf(last), "utf8").toString("base64url");
  return { items, members: { IsTruncated: true, Marker: marker } };
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
