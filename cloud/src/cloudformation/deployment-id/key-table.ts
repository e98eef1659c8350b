import { type Key, KeySlots } from "./key-slots.ts";
import { stringHash } from "./string-hash.ts";

/** Tables up to this length remember what became of them. */
const SMALL = 32;

/**
 * The keys of a dictionary of Python 2.7, in the order in which it is walked: that of the slots of
 * its table. Which slot a key gets depends on its hash, on the size of the table, and on what was
 * there before it came. A table never changes: what is done to it returns the next one. Small ones
 * remember that, because a document has few kinds of maps and many of each.
 * @see https://github.com/python/cpython/blob/v2.7.18/Objects/dictobject.c
 */
export class KeyTable {
  readonly #slots: KeySlots;
  readonly #next = new Map<string, KeyTable>();
  #names: readonly string[] | undefined;
  /** Of a copy: the order in which its keys were added. */
  readonly #added: readonly Key[] | undefined;
  /** What this is a copy of, until it is copied itself. */
  #original: KeyTable | undefined;
  #copy: KeyTable | undefined;

  private constructor(slots: KeySlots, copied?: { readonly from: KeyTable; readonly keys: readonly Key[] }) {
    this.#slots = slots;
    this.#original = copied?.from;
    this.#added = copied?.keys;
  }

  static empty(): KeyTable {
    return new KeyTable(new KeySlots());
  }

  static of(names: Iterable<string>): KeyTable {
    let table = KeyTable.empty();
    for (const name of names) table = table.with(name);
    return table;
  }

  get size(): number {
    return this.#slots.size;
  }

  keys(): readonly string[] {
    this.#names ??= this.#slots.keys().map(({ name }) => name);
    return this.#names;
  }

  has(name: string): boolean {
    return this.#slots.length <= SMALL ? this.keys().includes(name) : this.#slots.has(keyOf(name));
  }

  with(name: string): KeyTable {
    const known = this.#next.get(name);
    if (known !== undefined) return known;
    const next = this.#changed((slots) => slots.add(keyOf(name)));
    if (this.#slots.length <= SMALL) this.#next.set(name, next);
    return next;
  }

  without(name: string): KeyTable {
    return this.#changed((slots) => slots.remove(keyOf(name)));
  }

  /** What `update` does: makes room for all names at once, before it adds them. */
  merge(names: readonly string[]): KeyTable {
    if (names.length === 0) return this;
    return this.#changed((slots) => {
      slots.makeRoom(names.length);
      for (const name of names) slots.add(keyOf(name));
    });
  }

  /** What `copy` makes: an empty table that the keys are merged into. */
  merged(): KeyTable {
    return KeyTable.empty().merge(this.keys());
  }

  /** What `deepcopy` makes: every key is added in the order of this table, which may change it. */
  copied(): KeyTable {
    this.#copy ??= this.#copied();
    return this.#copy;
  }

  /** The same keys added in the same order make the same table: some stay, some change to and fro. */
  #copied(): KeyTable {
    const keys = this.#slots.keys();
    const known = [this, this.#original].find((table) => table !== undefined && isSame(table.#added, keys));
    this.#original = undefined;
    return known ?? new KeyTable(KeySlots.of(keys), { from: this, keys });
  }

  #changed(change: (slots: KeySlots) => void): KeyTable {
    const slots = this.#slots.clone();
    change(slots);
    return new KeyTable(slots);
  }
}

function isSame(left: readonly Key[] | undefined, right: readonly Key[]): boolean {
  return left?.every((key, index) => key === right[index]) === true;
}

function keyOf(name: string): Key {
  return { name, hash: stringHash(name) };
}
