import type { PatchOperation } from "../../../../../wire/models/generated/apigateway.types.ts";

/** Any text as `op`: what none is, its operation refuses. */
export type Patch = Readonly<Record<"op" | "path" | "value", string>>;

/** The changes of an Update call; what a change leaves out is an empty text. */
export function patchesOf(given: readonly PatchOperation[] | undefined): readonly Patch[] {
  return (given ?? []).map(({ op = "", path = "", value = "" }) => ({ op, path, value }));
}
