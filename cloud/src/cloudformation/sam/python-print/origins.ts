import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, setMember, type ValueMap } from "../../template/value.ts";
import { KeyTable } from "./key-table.ts";

/*
 * Python 2 prints texts of the template with a mark (`u'…'`) and those of the transform's own
 * program without. A text in JavaScript cannot carry a mark: the maps and lists around it do.
 */

interface Origin {
  /** Written by the transform: nothing in it has a mark, else everything has. */
  readonly isMade: boolean;
  /** A dictionary that keeps the order of writing: the transform has some of those too. */
  readonly isOrdered: boolean;
  /** Where a key is otherwise. */
  readonly keys?: ReadonlySet<string>;
  /** Where a text is otherwise. */
  readonly texts?: ReadonlySet<string>;
}

type Container = ValueMap | Value[];

const GIVEN: Origin = { isMade: false, isOrdered: false };
const MADE: Origin = { isMade: true, isOrdered: false };
const MADE_IN_ORDER: Origin = { isMade: true, isOrdered: true };

/** What nothing is said about came from the template. */
const origins = new WeakMap<Container, Origin>();
const tables = new WeakMap<ValueMap, KeyTable>();

/** A map or list of the transform's own. Texts under the names (or indexes) in `given` are the template's. */
export function made<T extends Container>(container: T, given: readonly (string | number)[] = []): T {
  return remember(container, MADE, given);
}

/** Like `made`, of the kind that keeps the order of writing. */
export function madeInOrder(map: ValueMap, given: readonly string[] = []): ValueMap {
  return remember(map, MADE_IN_ORDER, given);
}

function remember<T extends Container>(container: T, origin: Origin, given: readonly (string | number)[]): T {
  origins.set(container, given.length === 0 ? origin : { ...origin, texts: new Set(given.map(String)) });
  return container;
}

/** Adds or replaces a member, by one of the transform's own. A key that is there stays whose it is. */
export function setMade(map: ValueMap, name: string, value: Value): void {
  const origin = origins.get(map) ?? GIVEN;
  if (!origin.isMade && !Object.hasOwn(map, name)) {
    origins.set(map, { ...origin, keys: new Set(origin.keys).add(name) });
  }
  setMember(map, name, value);
  if (typeof value === "string") markMade(map, name);
}

/** A text of the template's that the transform changed into one of its own. */
export function markMade(container: Container, place: string): void {
  if (isGivenText(container, place)) reverse(container, place);
}

/** Adds a value of the template to a map of the transform's own. */
export function setGiven(map: ValueMap, name: string, value: Value): void {
  setMember(map, name, value);
  if (typeof value === "string" && !isGivenText(map, name)) reverse(map, name);
}

function reverse(container: Container, place: string): void {
  const origin = origins.get(container) ?? GIVEN;
  const texts = new Set(origin.texts);
  if (!texts.delete(place)) texts.add(place);
  origins.set(container, { ...origin, texts });
}

export function isGivenKey(map: ValueMap, name: string): boolean {
  const origin = origins.get(map);
  return origin === undefined || (origin.keys?.has(name) ?? false) === origin.isMade;
}

export function isGivenText(container: Container, place: string): boolean {
  const origin = origins.get(container);
  return origin === undefined || (origin.texts?.has(place) ?? false) === origin.isMade;
}

export function isOrdered(map: ValueMap): boolean {
  return origins.get(map)?.isOrdered === true;
}

/** The keys of a map as they were when it came to be. */
export function firstTable(map: ValueMap, empty = KeyTable.empty()): KeyTable {
  const known = tables.get(map);
  if (known !== undefined) return known;
  return Object.keys(map).reduce((table, name) => table.with(name), empty);
}

export function setFirstTable(map: ValueMap, table: KeyTable): void {
  tables.set(map, table);
}

/** A changed copy of a container takes the place of the container. */
export function standsFor<T extends Container>(copy: T, original: Container): T {
  const origin = origins.get(original);
  if (origin !== undefined) origins.set(copy, origin);
  const table = isValueMap(original) ? tables.get(original) : undefined;
  if (table !== undefined && isValueMap(copy)) tables.set(copy, table);
  return copy;
}
