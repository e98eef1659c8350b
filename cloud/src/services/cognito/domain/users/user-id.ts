import type { Randomness } from "../../../../core/randomness.ts";

/**
 * A `sub`: 36 characters in the layout of a UUID whose version nibble is 7 and whose variant bits
 * are any, as Cognito's are. Never check one with an RFC 9562 validator.
 */
export function newUserId(randomness: Randomness): string {
  const hex = randomness.bytes(16).toString("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `7${hex.slice(13, 16)}`,
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join("-");
}
