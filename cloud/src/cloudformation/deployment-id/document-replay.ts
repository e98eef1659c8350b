import type { DocumentEdit, DocumentEdits, PlacedMap } from "../edits/document-edits.ts";
import { keepsInsertionOrder, keyStepsOf } from "../edits/key-steps.ts";
import type { ValueMap } from "../template/value.ts";
import { KeyTable } from "./key-table.ts";
import { tableAfter } from "./steps.ts";

interface Known {
  table: KeyTable;
  /** How many copies of the document the table has gone through. */
  copies: number;
}

/** Parts of a document that a step of the real transform writes back when it is done, in this order. */
const WRITTEN_LAST = ["securityDefinitions", "x-amazon-apigateway-gateway-responses", "definitions"];

/**
 * The key tables of a document, from the list of its edits. The real transform copies the whole
 * document before and after each step, and every copy may change the order of keys. Here nothing is
 * copied: the copies are counted, and a table goes through those it has missed when it is looked at
 * next. Most stay the same after a copy or two; a few change to and fro with every one.
 */
export class DocumentReplay {
  readonly #edits: DocumentEdits;
  readonly #tables = new WeakMap<ValueMap, Known>();
  readonly #empty = KeyTable.empty();
  #replayed = 0;
  #copies = 0;
  /** New keys of the document itself, until the end of the step that sets them. */
  #pending: string[] | undefined;

  constructor(edits: DocumentEdits) {
    this.#edits = edits;
  }

  /** The keys of a map of the document, as Python walks them after all edits so far. */
  keys(map: ValueMap): readonly string[] {
    if (keepsInsertionOrder(map)) return Object.keys(map);
    const { list } = this.#edits;
    for (; this.#replayed < list.length; this.#replayed += 1) {
      const edit = list[this.#replayed];
      if (edit !== undefined) this.#replay(edit);
    }
    const known = this.#tables.get(map) ?? this.#place({ map, steps: keyStepsOf(map) });
    this.#catchUp(known);
    return known.table.keys();
  }

  #replay(edit: DocumentEdit): void {
    switch (edit.kind) {
      case "begin":
        this.#copies += 1;
        this.#pending = [];
        break;
      case "end":
        this.#flush();
        this.#copies += 1;
        break;
      case "place":
        for (const placed of edit.maps) if (!this.#tables.has(placed.map)) this.#place(placed);
        break;
      default:
        this.#change(edit);
    }
  }

  /** Changes of a map that is not part of the document yet are in its keys when it becomes that. */
  #change({ kind, map, name }: Extract<DocumentEdit, { readonly map: ValueMap }>): void {
    const known = this.#tables.get(map);
    if (known === undefined) return;
    if (kind === "set" && map === this.#edits.document && this.#pending !== undefined) {
      this.#pending.push(name);
      return;
    }
    if (kind === "set" && known.table.has(name)) return;
    this.#catchUp(known);
    if (kind === "set") known.table = known.table.with(name);
    else known.table = kind === "update" ? known.table.merge([name]) : known.table.without(name);
  }

  #flush(): void {
    const pending = (this.#pending ?? []).toSorted(
      (left, right) => WRITTEN_LAST.indexOf(left) - WRITTEN_LAST.indexOf(right),
    );
    this.#pending = undefined;
    const { document } = this.#edits;
    if (document === undefined) return;
    for (const name of pending) this.#change({ kind: "set", map: document, name });
  }

  #place({ map, steps }: PlacedMap): Known {
    const first = { table: tableAfter(steps, this.#empty), copies: this.#copies };
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
