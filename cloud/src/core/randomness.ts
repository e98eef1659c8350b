import { randomBytes, randomInt, randomUUID } from "node:crypto";

/** Source of unpredictable values; tests pass a deterministic one. */
export interface Randomness {
  bytes(size: number): Buffer;
  uuid(): string;
  /** Integer in [0, exclusiveMaximum). */
  integer(exclusiveMaximum: number): number;
}

export const systemRandomness: Randomness = {
  bytes: (size) => randomBytes(size),
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
