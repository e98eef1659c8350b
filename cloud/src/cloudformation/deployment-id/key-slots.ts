import type { Hash } from "./string-hash.ts";

export interface Key {
  readonly name: string;
  readonly hash: Hash;
}

/** Where a key was that is gone: searches go on behind it, the next new key may take it. */
const DUMMY: Key = { name: "", hash: { high: 0, low: 0 } };

const SMALLEST = 8;
/** From this many keys on a table doubles when it is full; below it quadruples. */
const LARGE = 50_000;
const PERTURB_BITS = 5;

/** The slots of a hash table of Python 2.7, which are a power of two and at most two thirds full. */
export class KeySlots {
  #slots: (Key | undefined)[];
  #used = 0;
  /** Slots that are or were taken. */
  #filled = 0;

  constructor(length = SMALLEST) {
    this.#slots = new Array<Key | undefined>(length).fill(undefined);
  }

  get size(): number {
    return this.#used;
  }

  get length(): number {
    return this.#slots.length;
  }

  /** What adding all keys in turn to new slots makes. */
  static of(keys: readonly Key[]): KeySlots {
    const slots = new KeySlots();
    for (const key of keys) slots.#put(slots.#freeSlot(key), key);
    return slots;
  }

  clone(): KeySlots {
    const clone = new KeySlots(0);
    clone.#slots = [...this.#slots];
    clone.#used = this.#used;
    clone.#filled = this.#filled;
    return clone;
  }

  /** In the order of the slots. */
  keys(): Key[] {
    const keys: Key[] = [];
    for (const key of this.#slots) if (isTaken(key)) keys.push(key);
    return keys;
  }

  has(key: Key): boolean {
    return isTaken(this.#slots[this.#slotOf(key)]);
  }

  add(key: Key): void {
    const slot = this.#slotOf(key);
    if (!isTaken(this.#slots[slot])) this.#put(slot, key);
  }

  #put(slot: number, key: Key): void {
    if (this.#slots[slot] === undefined) this.#filled += 1;
    this.#slots[slot] = key;
    this.#used += 1;
    if (this.#filled * 3 >= this.length * 2) this.#resize(this.#used * (this.#used > LARGE ? 2 : 4));
  }

  remove(key: Key): void {
    const slot = this.#slotOf(key);
    if (!isTaken(this.#slots[slot])) return;
    this.#slots[slot] = DUMMY;
    this.#used -= 1;
  }

  /** Grows at once when so many new keys would not fit. */
  makeRoom(keys: number): void {
    if ((this.#filled + keys) * 3 >= this.length * 2) this.#resize((this.#used + keys) * 2);
  }

  #resize(wanted: number): void {
    const keys = this.keys();
    let length = SMALLEST;
    while (length <= wanted) length *= 2;
    this.#slots = new Array<Key | undefined>(length).fill(undefined);
    this.#filled = this.#used;
    for (const key of keys) this.#slots[this.#freeSlot(key)] = key;
  }

  /** Where a key goes that is known to be new, in slots without dummies. */
  #freeSlot({ hash }: Key): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let { high, low } = hash;
    let walker = low;
    while (slots[walker & mask] !== undefined) {
      walker = (Math.imul(walker, 5) + low + 1) | 0;
      low = ((low >>> PERTURB_BITS) | (high << (32 - PERTURB_BITS))) >>> 0;
      high >>>= PERTURB_BITS;
    }
    return walker & mask;
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

function isTaken(key: Key | undefined): key is Key {
  return key !== undefined && key !== DUMMY;
}
