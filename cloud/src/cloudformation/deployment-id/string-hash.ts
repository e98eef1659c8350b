/** A 64-bit number as two unsigned halves. */
export interface Hash {
  readonly high: number;
  readonly low: number;
}

const MULTIPLIER = 1_000_003;
const WORD = 0x1_0000_0000;

/**
 * The hash that Python 2.7 gives a text on a 64-bit machine (Fowler, Noll and Vo's in the reading
 * of Python): over code points, so a character outside the basic plane counts once.
 */
export function stringHash(text: string): Hash {
  const first = text.codePointAt(0);
  if (first === undefined) return { high: 0, low: 0 };
  let low = (first << 7) >>> 0;
  let high = 0;
  let length = 0;
  for (let index = 0; index < text.length; index += 1) {
    const point = text.codePointAt(index) ?? 0;
    if (point > 0xffff) index += 1;
    length += 1;
    // Fits in 53 bits: 32 of the half and 20 of the multiplier.
    const product = low * MULTIPLIER;
    high = (Math.imul(high, MULTIPLIER) + Math.floor(product / WORD)) >>> 0;
    low = ((product % WORD) ^ point) >>> 0;
  }
  return { high, low: (low ^ length) >>> 0 };
}
