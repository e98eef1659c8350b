/** Big-endian, as everywhere in signatures. */
export function integerOf(bytes: Buffer): bigint {
  return bytes.length === 0 ? 0n : BigInt(`0x${bytes.toString("hex")}`);
}

/** @param size bytes, with zeros in front */
export function bytesOf(integer: bigint, size: number): Buffer {
  return Buffer.from(integer.toString(16).padStart(size * 2, "0"), "hex");
}

/** Between 0 and n - 1, of negative numbers as well. */
export function modulo(integer: bigint, n: bigint): bigint {
  const rest = integer % n;
  return rest < 0n ? rest + n : rest;
}

/** Of a positive number below the prime n (Euclid's extended algorithm). */
export function inverse(integer: bigint, n: bigint): bigint {
  let [rest, next] = [n, integer];
  let [factor, nextFactor] = [0n, 1n];
  while (next !== 0n) {
    const quotient = rest / next;
    [rest, next] = [next, rest - quotient * next];
    [factor, nextFactor] = [nextFactor, factor - quotient * nextFactor];
  }
  return modulo(factor, n);
}
