import { createSecretKey, type KeyObject } from "node:crypto";
import { hmac, TERMINATOR } from "./digest.ts";

/** The four parts of a credential scope after the access key id. */
export interface CredentialScope {
  /** `YYYYMMDD` */
  readonly date: string;
  readonly region: string;
  readonly service: string;
}

export type SigningKeys = (secretAccessKey: string, scope: CredentialScope) => KeyObject;

/** AWS4 + secret → date → region → service → aws4_request. */
export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): Buffer {
  const dateKey = hmac(`AWS4${secretAccessKey}`, scope.date);
  return hmac(hmac(hmac(dateKey, scope.region), scope.service), TERMINATOR);
}

/**
 * A key is good for a day: the last `capacity` are kept instead of derived for every request, in the form
 * that Node need not import again for each signature.
 */
export function createSigningKeys(capacity = 512): SigningKeys {
  const kept = new Map<string, KeyObject>();
  return (secretAccessKey, scope) => {
    const name = `${secretAccessKey}\n${scope.date}\n${scope.region}\n${scope.service}`;
    const known = kept.get(name);
    if (known !== undefined) return known;
    const key = createSecretKey(deriveSigningKey(secretAccessKey, scope));
    if (kept.size >= capacity) {
      const oldest = kept.keys().next().value;
      if (oldest !== undefined) kept.delete(oldest);
    }
    kept.set(name, key);
    return key;
  };
}
