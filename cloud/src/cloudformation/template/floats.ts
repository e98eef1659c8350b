import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, setMember, type ValueMap } from "./value.ts";

/*
 * `1.0` and `1` are one number here and two for whoever prints them. That a whole number was written
 * as a fraction is kept with the map or list it stands in, like its provenance (edits/provenance.ts).
 */
const floats = new WeakMap<ValueMap | Value[], Set<string>>();

export function markFloat(container: ValueMap | Value[], place: string): void {
  const places = floats.get(container) ?? new Set();
  floats.set(container, places.add(place));
}

export function isFloat(container: ValueMap | Value[], place: string): boolean {
  return floats.get(container)?.has(place) === true;
}

/** A member; `3.0` as the text that it was written as. */
export function asWritten(map: ValueMap, name: string): Value | undefined {
  const value = map[name];
  return typeof value === "number" && isFloat(map, name) ? value.toFixed(1) : value;
}

/** `from` was copied to `to`, or a member of it was. */
export function keepFloats(from: ValueMap, to: ValueMap): void {
  for (const place of floats.get(from) ?? []) if (to[place] === from[place]) markFloat(to, place);
}

/** A copy in depth that keeps how numbers were written. */
export function cloneTemplate<T extends Value>(value: T): T;
export function cloneTemplate(value: Value): Value {
  if (typeof value !== "object" || value === null) return value;
  const copy: ValueMap | Value[] = Array.isArray(value) ? value.map((item) => cloneTemplate(item)) : {};
  if (isValueMap(value) && isValueMap(copy)) {
    for (const [name, item] of Object.entries(value)) setMember(copy, name, cloneTemplate(item));
  }
  const places = floats.get(value);
  if (places !== undefined) floats.set(copy, new Set(places));
  return copy;
}
