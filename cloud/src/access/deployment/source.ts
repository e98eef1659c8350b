import type { Scope } from "../../core/arns.ts";
import type { CloudClient } from "../../runtime/client/cloud-client.ts";
import type { Names } from "./names.ts";

/** What the readers of one kind of resource need. */
export interface Source {
  readonly client: CloudClient;
  readonly names: Names;
  readonly scope: Scope;
}

/** By place: the order in which a cloud lists things is its own. */
export function byPlace<Item extends { readonly place: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (a.place < b.place ? -1 : a.place > b.place ? 1 : 0));
}
