import type { Value } from "../../core/ports/resource-provider.ts";
import { isValueMap, member, setMember, type ValueMap } from "../template/value.ts";
import { type KeyStep, keyStepsOf } from "./key-steps.ts";
import { setFromTemplate, setWritten } from "./provenance.ts";

/** A map that came into a document, with the keys it had then. */
export interface PlacedMap {
  readonly map: ValueMap;
  readonly steps: readonly KeyStep[];
}

export type DocumentEdit =
  | { readonly kind: "begin" | "end" }
  | { readonly kind: "place"; readonly maps: readonly PlacedMap[] }
  | { readonly kind: "set" | "update" | "delete"; readonly map: ValueMap; readonly name: string };

/**
 * The document of an API while the expansion writes it, and the list of all that was done to it.
 * The list is what the id of the deployment is made of: every change of a map that is or will be
 * part of the document goes through here.
 */
export class DocumentEdits {
  readonly document: ValueMap | undefined;
  readonly #list: DocumentEdit[] = [];
  readonly #placed = new WeakSet<ValueMap>();

  constructor(document: ValueMap | undefined) {
    this.document = document;
    if (document !== undefined) this.#place(document);
  }

  get list(): readonly DocumentEdit[] {
    return this.#list;
  }

  /** One step of the transform: it changes a copy of the document, and goes on with a copy of the result. */
  step<T>(change: () => T): T {
    this.#list.push({ kind: "begin" });
    const result = change();
    this.#list.push({ kind: "end" });
    return result;
  }

  /** Sets a member; its key is of the same provenance as the map. */
  set(map: ValueMap, name: string, value: Value): void {
    setMember(map, name, value);
    this.#record("set", map, name);
  }

  /** Sets a member that the transform writes. */
  setWritten(map: ValueMap, name: string, value: Value): void {
    setWritten(map, name, value);
    this.#record("set", map, name);
  }

  /** Sets a member whose value the template gives. */
  setFromTemplate(map: ValueMap, name: string, value: Value): void {
    setFromTemplate(map, name, value);
    this.#record("set", map, name);
  }

  /** Adds a member that the transform writes by updating the map from another one. */
  update(map: ValueMap, name: string, value: Value): void {
    setWritten(map, name, value);
    this.#record("update", map, name);
  }

  delete(map: ValueMap, name: string): void {
    delete map[name];
    this.#record("delete", map, name);
  }

  /** A member that is a map; `empty`, written by the transform, when it is not there. */
  section(map: ValueMap, name: string, empty: ValueMap = {}): ValueMap {
    const known = member(map, name);
    if (isValueMap(known)) return known;
    this.setWritten(map, name, empty);
    return empty;
  }

  #record(kind: "set" | "update" | "delete", map: ValueMap, name: string): void {
    this.#list.push({ kind, map, name });
    const value = member(map, name);
    if (kind !== "delete" && typeof value === "object") this.#place(value);
  }

  #place(value: Value): void {
    const maps: PlacedMap[] = [];
    this.#collect(value, maps);
    if (maps.length > 0) this.#list.push({ kind: "place", maps });
  }

  #collect(value: Value, maps: PlacedMap[]): void {
    if (Array.isArray(value)) for (const item of value) this.#collect(item, maps);
    if (!isValueMap(value)) return;
    if (!this.#placed.has(value)) maps.push({ map: value, steps: keyStepsOf(value) });
    this.#placed.add(value);
    for (const nested of Object.values(value)) this.#collect(nested, maps);
  }
}
