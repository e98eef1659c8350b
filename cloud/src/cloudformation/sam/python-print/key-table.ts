import { type Hash, stringHash } from "./string-hash.ts";

interface Key {
  readonly name: string;
  readonly hash: Hash;
}

/** Where a key was that is gone: searches go on behind it, the next new key may take it. */
const DUMMY: Key = { name: "", hash: { high: 0, low: 0 } };

const SMALLEST = 8;
/** From this many keys on a table doubles when it is full; below it quadruples. */
const LARGE = 50_000;
const PERTURB_BITS = 5;

/**
 * The keys of a dictionary of Python 2.7, in the order in which it is walked: that of the slots of
 * its table. Which slot a key gets depends on its hash, on the size of the table, and on what was
 * there before it came.
 * @see https://github.com/python/cpython/blob/v2.7.18/Objects/dictobject.c
 */
export class KeyTable {
  #slots: (Key | undefined)[] = new Array<Key | undefined>(SMALLEST).fill(undefined);
  #used = 0;
  /** Slots that are or were taken. */
  #filled = 0;

  static of(names: Iterable<string>): KeyTable {
    const table = new KeyTable();
    for (const name of names) table.add(name);
    return table;
  }

  keys(): string[] {
    return this.#keys().map(({ name }) => name);
  }

  has(name: string): boolean {
    const found = this.#slots[this.#slotOf({ name, hash: stringHash(name) })];
    return found !== undefined && found !== DUMMY;
  }

  add(name: string): void {
    this.#add({ name, hash: stringHash(name) });
  }

  remove(name: string): void {
    const slot = this.#slotOf({ name, hash: stringHash(name) });
    const found = this.#slots[slot];
    if (found === undefined || found === DUMMY) return;
    this.#slots[slot] = DUMMY;
    this.#used -= 1;
  }

  /** The same table once more: what happens to one does not happen to the other. */
  clone(): KeyTable {
    const clone = new KeyTable();
    clone.#slots = [...this.#slots];
    clone.#used = this.#used;
    clone.#filled = this.#filled;
    return clone;
  }

  /** What `update` does: makes room for all names at once, before it adds them. */
  merge(names: readonly string[]): void {
    if (names.length === 0) return;
    if ((this.#filled + names.length) * 3 >= this.#slots.length * 2) {
      this.#resize((this.#used + names.length) * 2);
    }
    for (const name of names) this.add(name);
  }

  /** What `copy` makes: an empty table that the keys are merged into. */
  merged(): KeyTable {
    const copy = new KeyTable();
    copy.merge(this.keys());
    return copy;
  }

  /** What `deepcopy` makes: every key is added in the order of this table, which may change it. */
  copied(): KeyTable {
    const copy = new KeyTable();
    for (const key of this.#keys()) copy.#add(key);
    return copy;
  }

  /** Same slots, so that the two behave the same for ever. */
  equals(other: KeyTable): boolean {
    const [own, others] = [this.#slots, other.#slots];
    const isSame = (key: Key | undefined, slot: number) =>
      key?.name === others[slot]?.name && (key === DUMMY) === (others[slot] === DUMMY);
    return own.length === others.length && own.every(isSame);
  }

  #keys(): Key[] {
    return this.#slots.filter((key): key is Key => key !== undefined && key !== DUMMY);
  }

  #add(key: Key): void {
    const slot = this.#slotOf(key);
    const found = this.#slots[slot];
    if (found !== undefined && found !== DUMMY) return;
    this.#slots[slot] = key;
    this.#used += 1;
    if (found === undefined) this.#filled += 1;
    if (this.#filled * 3 < this.#slots.length * 2) return;
    this.#resize(this.#used * (this.#used > LARGE ? 2 : 4));
  }

  #resize(wanted: number): void {
    const keys = this.#keys();
    let length = SMALLEST;
    while (length <= wanted) length *= 2;
    this.#slots = new Array<Key | undefined>(length).fill(undefined);
    this.#used = 0;
    this.#filled = 0;
    for (const key of keys) this.#add(key);
  }

  /** The slot of a key; of a new one, the slot it is put into. */
  #slotOf({ name, hash }: Key): number {
    const mask = this.#slots.length - 1;
    let { high, low } = hash;
    let walker = low;
    let free: number | undefined;
    for (;;) {
      const slot = (walker & mask) >>> 0;
      const key = this.#slots[slot];
      if (key === undefined) return free ?? slot;
      if (key === DUMMY) free ??= slot;
      else if (key.name === name) return slot;
      // All 64 bits of the hash come into the walk sooner or later.
      walker = (Math.imul(walker, 5) + low + 1) | 0;
      low = ((low >>> PERTURB_BITS) | (high << (32 - PERTURB_BITS))) >>> 0;
      high >>>= PERTURB_BITS;
    }
  }
}
