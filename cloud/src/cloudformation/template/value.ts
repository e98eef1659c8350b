import type { Value } from "../../core/ports/resource-provider.ts";

export type ValueMap = { [name: string]: Value };

export function isValueMap(value: Value | undefined): value is ValueMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The map, or an empty one for what is none. */
export function asMap(value: Value | undefined): ValueMap {
  return isValueMap(value) ? value : {};
}

export function isScalar(value: Value | undefined): value is string | number | boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

/** The member `name` of a map a client wrote; inherited names (`constructor`) are no members. */
export function member(map: ValueMap, name: string): Value | undefined {
  return Object.hasOwn(map, name) ? map[name] : undefined;
}

/** Writes a member under a name a client wrote; `__proto__` is a name like any other. */
export function setMember(map: ValueMap, name: string, value: Value): void {
  if (name !== "__proto__") map[name] = value;
  else Object.defineProperty(map, name, { value, configurable: true, enumerable: true, writable: true });
}

/** A map from entries; safe for the name `__proto__`. */
export function valueMap(entries: Iterable<readonly [string, Value]>): ValueMap {
  return Object.fromEntries(entries);
}

/** Same structure and scalars; the order of map members does not count. */
export function sameValue(left: Value | undefined, right: Value | undefined): boolean {
  return canonicalJson(left) === canonicalJson(right);
}

/** JSON text with sorted member names. */
export function canonicalJson(value: Value | undefined): string {
  if (value === undefined) return "";
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (!isValueMap(value)) return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonicalJson(value[name])}`);
  return `{${members.join(",")}}`;
}
