import { randomFillSync, randomInt, randomUUID } from "node:crypto";

/** Source of unpredictable values; tests pass a deterministic one. */
export interface Randomness {
  bytes(size: number): Buffer;
  uuid(): string;
  /** Integer in [0, exclusiveMaximum). */
  integer(exclusiveMaximum: number): number;
}

/** One call of the generator costs as much for a few kilobytes as for sixteen bytes. */
const POOL_BYTES = 4096;

/** Hands out bytes of a pool, each once; what was handed out is wiped from the pool. */
function pooledBytes(): (size: number) => Buffer {
  const pool = Buffer.alloc(POOL_BYTES);
  let used = POOL_BYTES;
  return (size) => {
    if (size > POOL_BYTES) return randomFillSync(Buffer.alloc(size));
    if (used + size > POOL_BYTES) {
      randomFillSync(pool);
      used = 0;
    }
    const bytes = Buffer.from(pool.subarray(used, used + size));
    pool.fill(0, used, used + size);
    used += size;
    return bytes;
  };
}

export const systemRandomness: Randomness = {
  bytes: pooledBytes(),
  uuid: () => randomUUID(),
  integer: (exclusiveMaximum) => randomInt(exclusiveMaximum),
};

export const LOWER_ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789";
export const ALPHANUMERIC = `ABCDEFGHIJKLMNOPQRSTUVWXYZ${LOWER_ALPHANUMERIC}`;
export const DIGITS = "0123456789";

/** A string of `length` characters drawn uniformly from `alphabet`. */
export function randomText(randomness: Randomness, length: number, alphabet: string): string {
  let text = "";
  for (let index = 0; index < length; index += 1) {
    text += alphabet.charAt(randomness.integer(alphabet.length));
  }
  return text;
}
