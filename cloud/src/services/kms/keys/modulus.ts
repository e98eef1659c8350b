import type { KeyObject } from "node:crypto";

/**
 * Bytes of an RSA key's modulus, which every signature and every ciphertext of it has: OpenSSL takes one of
 * PSS or OAEP without its leading zeros, too.
 * @see RFC 8017, sections 7.1.2, 8.1.2 and 8.2.2
 */
export function modulusBytesOf({ asymmetricKeyDetails }: KeyObject): number {
  return (asymmetricKeyDetails?.modulusLength ?? 0) / 8;
}
