/**
 * A bounded look-up cache of parsed records. The oldest entry leaves when it is full; writers
 * forget what they touch, so a hit is never stale.
 */
export class RecordCache<Value> {
  readonly #entries = new Map<string, Value>();
  readonly #limit: number;
  readonly #isKept: (value: Value) => boolean;

  /** @param isKept false for records that are read anew each time */
  constructor(limit: number, isKept: (value: Value) => boolean = () => true) {
    this.#limit = limit;
    this.#isKept = isKept;
  }

  /** The cached value, or what `load` finds; absence is not cached. */
  get(key: string, load: () => Value | undefined): Value | undefined {
    const known = this.#entries.get(key);
    if (known !== undefined) return known;
    const loaded = load();
    if (loaded === undefined || !this.#isKept(loaded)) return loaded;
    if (this.#entries.size >= this.#limit) this.#forgetOldest();
    this.#entries.set(key, loaded);
    return loaded;
  }

  forget(key: string): void {
    this.#entries.delete(key);
  }

  clear(): void {
    this.#entries.clear();
  }

  #forgetOldest(): void {
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }
}
