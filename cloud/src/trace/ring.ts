/** Bounds of a ring. */
export interface RingLimits {
  readonly count: number;
  readonly bytes: number;
}

/** Keeps the newest items, bounded by number and by size; the oldest make room. */
export class Ring<Item extends { readonly seq: number }> {
  readonly #limits: RingLimits;
  readonly #sizes: number[];
  readonly #items: (Item | undefined)[];
  #first = 0;
  #count = 0;
  #bytes = 0;
  #lastDropped = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
    this.#items = new Array<Item | undefined>(limits.count);
    this.#sizes = new Array<number>(limits.count);
  }

  get count(): number {
    return this.#count;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Number of the newest item that had to make room; 0 when none had to. */
  get lastDropped(): number {
    return this.#lastDropped;
  }

  /** @param size bytes that the item takes, about */
  add(item: Item, size: number): void {
    while (
      this.#count > 0 &&
      (this.#count >= this.#limits.count || this.#bytes + size > this.#limits.bytes)
    ) {
      this.#drop();
    }
    const at = (this.#first + this.#count) % this.#limits.count;
    this.#items[at] = item;
    this.#sizes[at] = size;
    this.#count += 1;
    this.#bytes += size;
  }

  /** Oldest first; from the first whose number is above `after`. */
  since(after = 0): Item[] {
    const found: Item[] = [];
    for (let offset = this.#count - 1; offset >= 0; offset -= 1) {
      const item = this.#items[(this.#first + offset) % this.#limits.count];
      if (item === undefined || item.seq <= after) break;
      found.push(item);
    }
    return found.reverse();
  }

  /** The newest items, oldest first. */
  newest(count: number): Item[] {
    const found: Item[] = [];
    for (let offset = Math.max(0, this.#count - count); offset < this.#count; offset += 1) {
      const item = this.#items[(this.#first + offset) % this.#limits.count];
      if (item !== undefined) found.push(item);
    }
    return found;
  }

  #drop(): void {
    this.#lastDropped = this.#items[this.#first]?.seq ?? this.#lastDropped;
    this.#bytes -= this.#sizes[this.#first] ?? 0;
    this.#items[this.#first] = undefined;
    this.#first = (this.#first + 1) % this.#limits.count;
    this.#count -= 1;
  }
}
