import type { SignatureForm } from "./signature-form.ts";

/** What an Authorization header says before its signature: the same for all calls of a client. */
export type SignedPart = Pick<SignatureForm, "accessKeyId" | "scope" | "terminator" | "signedHeaders">;

/** Remembers what well-formed headers said, so that only their signature is read the next time. */
export interface KnownPrefixes {
  /** Undefined unless the header is one that was parsed before, up to its last 64 hex digits. */
  find(header: string): SignedPart | undefined;
  remember(header: string, part: SignedPart): void;
}

const SIGNATURE_DIGITS = 64;
const HEX_SIGNATURE = /^[0-9a-f]{64}$/;
const SIGNATURE_NAME = "Signature=";
/** Longer ones would make this a way to fill memory. */
const LONGEST_PREFIX = 1024;

export function createKnownPrefixes(capacity = 512): KnownPrefixes {
  const kept = new Map<string, SignedPart>();
  return {
    find: (header) => {
      const part = kept.get(prefixOf(header));
      return part !== undefined && HEX_SIGNATURE.test(signatureOf(header)) ? part : undefined;
    },
    remember: (header, part) => {
      const prefix = prefixOf(header);
      if (prefix.length > LONGEST_PREFIX || !prefix.endsWith(SIGNATURE_NAME)) return;
      const oldest = kept.size >= capacity ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(prefix, part);
    },
  };
}

/** The last 64 characters, where a header that is known has its signature. */
export function signatureOf(header: string): string {
  return header.slice(-SIGNATURE_DIGITS);
}

function prefixOf(header: string): string {
  return header.slice(0, -SIGNATURE_DIGITS);
}
