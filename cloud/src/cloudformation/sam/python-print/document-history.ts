import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import { KeyTable } from "./key-table.ts";
import { firstTable, isOrdered, setMade } from "./origins.ts";

interface Known {
  table: KeyTable;
  /** How many copies of the document the table has gone through. */
  copies: number;
}

/** Parts of a document that an editor of the real transform writes back when it is done, in this order. */
const WRITTEN_LAST = ["securityDefinitions", "x-amazon-apigateway-gateway-responses", "definitions"];

/**
 * The key tables of a document while it grows. The real transform copies the whole document before
 * and after each change, and every copy may change the order of keys. Here nothing is copied: the
 * copies are counted, and a table goes through those it has missed when it is looked at next. Most
 * stay the same after a copy or two; a few change to and fro with every one.
 */
export class DocumentHistory {
  readonly #tables = new WeakMap<ValueMap, Known>();
  readonly #empty = KeyTable.empty();
  #copies = 0;

  /** The document was copied, nothing else. */
  copied(): void {
    this.#copies += 1;
  }

  /** One editor of the real transform: a copy, the change, another copy. */
  edit<T>(document: ValueMap, change: () => T): T {
    this.#copies += 1;
    const result = change();
    this.observe(document);
    this.#copies += 1;
    return result;
  }

  /** Like `edit`, for a change that adds to nothing below `paths` but one operation. */
  editRoute<T>(document: ValueMap, { path, method }: Route, change: () => T): T {
    this.#copies += 1;
    const result = change();
    this.note(document);
    for (const [name, part] of Object.entries(document)) if (name !== "paths") this.observe(part);
    const item = this.#noteMember(document["paths"], path);
    this.observe(this.#noteMember(item, method));
    this.#copies += 1;
    return result;
  }

  /** Takes over all keys that were added or removed since the last look. */
  observe(value: Value | undefined): void {
    if (Array.isArray(value)) for (const item of value) this.observe(item);
    if (!isValueMap(value)) return;
    this.note(value);
    for (const nested of Object.values(value)) if (typeof nested === "object") this.observe(nested);
  }

  /** Takes over the keys of one map. A map is to be noted between an addition and a removal. */
  note(map: ValueMap): void {
    if (isOrdered(map)) return;
    const known = this.#known(map);
    const names = Object.keys(map);
    const { table } = known;
    if (names.length < table.size) {
      this.#catchUp(known);
      const gone = table.keys().filter((name) => !Object.hasOwn(map, name));
      for (const name of gone) known.table = known.table.without(name);
    } else if (names.length > table.size) {
      const added = names.filter((name) => !table.has(name));
      this.#add(known, added.length === 1 ? added : added.toSorted(byTurn));
    }
  }

  /** Adds one member as Python's `update` does it. */
  merge(map: ValueMap, name: string, value: Value): void {
    this.note(map);
    const known = this.#known(map);
    this.#catchUp(known);
    known.table = known.table.merge([name]);
    setMade(map, name, value);
  }

  /** The keys of a map in the document, as Python walks them now. */
  keys(map: ValueMap): readonly string[] {
    if (isOrdered(map)) return Object.keys(map);
    this.note(map);
    const known = this.#known(map);
    this.#catchUp(known);
    return known.table.keys();
  }

  #noteMember(map: Value | undefined, name: string): Value | undefined {
    if (!isValueMap(map)) return undefined;
    const known = this.#known(map);
    if (!known.table.has(name)) this.#add(known, [name]);
    return map[name];
  }

  #add(known: Known, names: readonly string[]): void {
    this.#catchUp(known);
    for (const name of names) known.table = known.table.with(name);
  }

  #known(map: ValueMap): Known {
    const known = this.#tables.get(map);
    if (known !== undefined) return known;
    const first = { table: firstTable(map, this.#empty), copies: this.#copies };
    this.#tables.set(map, first);
    return first;
  }

  #catchUp(known: Known): void {
    for (; known.copies < this.#copies; known.copies += 1) {
      const next = known.table.copied();
      if (next === known.table) known.copies = this.#copies - 1;
      known.table = next;
    }
  }
}

function byTurn(left: string, right: string): number {
  return WRITTEN_LAST.indexOf(left) - WRITTEN_LAST.indexOf(right);
}

interface Route {
  readonly path: string;
  readonly method: string;
}
