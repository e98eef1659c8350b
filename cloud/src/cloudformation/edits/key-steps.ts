import type { ValueMap } from "../template/value.ts";

/** How keys came into a map, or left it. AWS's transform walks a map in an order that depends on it. */
export type KeyStep =
  /** One after the other. */
  | { readonly kind: "add"; readonly names: readonly string[] }
  /** Those of another map, one after the other as that map is walked. */
  | { readonly kind: "walk"; readonly steps: readonly KeyStep[] }
  /** All of another map's at once. */
  | { readonly kind: "update"; readonly names: readonly string[] }
  | { readonly kind: "remove"; readonly names: readonly string[] }
  /** A copy of the map takes its place. */
  | { readonly kind: "copy" };

const steps = new WeakMap<ValueMap, readonly KeyStep[]>();

/** What is known of a map; of most only that its keys were written one after the other. */
export function keyStepsOf(map: ValueMap): readonly KeyStep[] {
  return steps.get(map) ?? [{ kind: "add", names: Object.keys(map) }];
}

export function recordKeySteps(map: ValueMap, all: readonly KeyStep[]): void {
  steps.set(map, all);
}

/** A changed copy of a map takes the place of the map. */
export function inheritKeySteps(copy: ValueMap, original: ValueMap): void {
  const known = steps.get(original);
  if (known !== undefined) steps.set(copy, known);
}

const ordered = new WeakSet<ValueMap>();

/** AWS's transform walks this map in the order of writing, whatever it does with others. */
export function keepInsertionOrder<T extends ValueMap>(map: T): T {
  ordered.add(map);
  return map;
}

export function keepsInsertionOrder(map: ValueMap): boolean {
  return ordered.has(map);
}
