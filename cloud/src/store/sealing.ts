import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";
import { systemRandomness } from "../core/randomness.ts";

/**
 * Seals secrets at rest and opaque tokens in flight: AES-256-GCM under a key derived per purpose
 * from the key file. `context` is authenticated, so a sealed value cannot be moved elsewhere.
 */
export interface Sealer {
  seal(plain: Buffer, context: string): Buffer;
  /** The plain text, or undefined when the value was changed, cut or sealed for another context. */
  open(sealed: Buffer, context: string): Buffer | undefined;
}

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** @param masterKey 32 bytes; @param purpose separates keys, e.g. `cognito/verifier` */
export function createSealer(masterKey: Buffer, purpose: string): Sealer {
  const key = Buffer.from(hkdfSync("sha256", masterKey, Buffer.alloc(0), `portcullis/${purpose}`, 32));
  return {
    seal: (plain, context) => {
      const nonce = systemRandomness.bytes(NONCE_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, nonce);
      cipher.setAAD(Buffer.from(context, "utf8"));
      const body = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([nonce, body, cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return undefined;
      const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, NONCE_BYTES));
      decipher.setAAD(Buffer.from(context, "utf8"));
      decipher.setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
      try {
        const body = sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES);
        return Buffer.concat([decipher.update(body), decipher.final()]);
      } catch {
        return undefined;
      }
    },
  };
}
