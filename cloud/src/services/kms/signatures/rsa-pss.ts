import {
  constants,
  createHash,
  type KeyObject,
  privateEncrypt,
  publicDecrypt,
  randomBytes,
} from "node:crypto";
import { modulusBytesOf } from "../keys/modulus.ts";

const PADDING = constants.RSA_NO_PADDING;
const TRAILER = 0xbc;

/**
 * RSASSA-PSS of a digest, which node:crypto signs only together with its message; the salt is as long
 * as the digest.
 * @see RFC 8017, sections 8.1 and 9.1
 */
export function signDigest(key: KeyObject, hash: string, digest: Buffer): Buffer {
  return privateEncrypt({ key, padding: PADDING }, encoded(key, hash, digest, randomBytes(digest.length)));
}

export function verifyDigest(key: KeyObject, hash: string, digest: Buffer, signature: Buffer): boolean {
  let told: Buffer;
  try {
    told = publicDecrypt({ key, padding: PADDING }, signature);
  } catch {
    return false;
  }
  const size = digest.length;
  const seed = told.subarray(-size - 1, -1);
  const masked = told.subarray(0, -size - 1);
  const salt = xor(masked, mask(hash, seed, masked.length)).subarray(-size);
  // The one text that has this digest and this salt.
  return told.equals(encoded(key, hash, digest, salt));
}

/** EMSA-PSS: as long as the modulus, whose length is a whole number of bytes here. */
function encoded(key: KeyObject, hash: string, digest: Buffer, salt: Buffer): Buffer {
  const length = modulusBytesOf(key);
  const seed = createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();
  const padding = Buffer.alloc(length - salt.length - seed.length - 2);
  const block = Buffer.concat([padding, Buffer.from([1]), salt]);
  const masked = xor(block, mask(hash, seed, block.length));
  // The text has one bit less than the modulus.
  masked[0] = (masked[0] ?? 0) & 0x7f;
  return Buffer.concat([masked, seed, Buffer.from([TRAILER])]);
}

/** MGF1. @see RFC 8017, appendix B.2.1 */
function mask(hash: string, seed: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let count = 0, made = 0; made < length; count += 1) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    const block = createHash(hash).update(seed).update(counter).digest();
    blocks.push(block);
    made += block.length;
  }
  return Buffer.concat(blocks).subarray(0, length);
}

function xor(one: Buffer, other: Buffer): Buffer {
  return Buffer.from(one.map((byte, index) => byte ^ (other[index] ?? 0)));
}
