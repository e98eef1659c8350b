import type { Value } from "../../../core/ports/resource-provider.ts";
import { isValueMap, type ValueMap } from "../../template/value.ts";
import type { KeyTable } from "./key-table.ts";
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
 * copies are counted, and a table goes through those it has missed when it is looked at next. As a
 * rule the second copy changes nothing any more.
 */
export class DocumentHistory {
  readonly #tables = new WeakMap<ValueMap, Known>();
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
  editRoute<T>(document: ValueMap, route: Route, change: () => T): T {
    this.#copies += 1;
    const result = change();
    this.#note(document);
    for (const [name, part] of Object.entries(document)) if (name !== "paths") this.observe(part);
    const paths = this.#noted(document["paths"]);
    const item = this.#noted(paths?.[route.path]);
    this.observe(item?.[route.method]);
    this.#copies += 1;
    return result;
  }

  /** Takes over all keys that were added or removed since the last look. */
  observe(value: Value | undefined): void {
    if (Array.isArray(value)) for (const item of value) this.observe(item);
    if (!isValueMap(value)) return;
    this.#note(value);
    for (const nested of Object.values(value)) this.observe(nested);
  }

  /** Adds one member as Python's `update` does it. */
  merge(map: ValueMap, name: string, value: Value): void {
    this.#note(map).table.merge([name]);
    setMade(map, name, value);
  }

  /** The keys of a map in the document, as Python walks them now. */
  keys(map: ValueMap): string[] {
    return isOrdered(map) ? Object.keys(map) : this.#note(map).table.keys();
  }

  #noted(value: Value | undefined): ValueMap | undefined {
    if (!isValueMap(value)) return undefined;
    this.#note(value);
    return value;
  }

  #note(map: ValueMap): Known {
    let known = this.#tables.get(map);
    if (known === undefined) {
      known = { table: firstTable(map), copies: this.#copies };
      this.#tables.set(map, known);
      return known;
    }
    this.#catchUp(known);
    const { table } = known;
    const added = Object.keys(map).filter((name) => !table.has(name));
    for (const name of added.toSorted((a, b) => WRITTEN_LAST.indexOf(a) - WRITTEN_LAST.indexOf(b))) {
      table.add(name);
    }
    for (const name of table.keys()) if (!Object.hasOwn(map, name)) table.remove(name);
    return known;
  }

  #catchUp(known: Known): void {
    for (; known.copies < this.#copies; known.copies += 1) {
      const next = known.table.copied();
      if (next.equals(known.table)) known.copies = this.#copies - 1;
      known.table = next;
    }
  }
}

interface Route {
  readonly path: string;
  readonly method: string;
}
