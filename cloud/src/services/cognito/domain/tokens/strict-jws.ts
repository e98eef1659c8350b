import { verify } from "node:crypto";
import type { Claims, ClaimValue } from "../../../../core/ports/token-verifier.ts";
import type { SigningKey } from "./signing-keys.ts";

/** Longer texts are refused unread: no token of ours comes near, and headers end at 10 KB anyway. */
const MAX_TOKEN_CHARACTERS = 65_536;

export interface JwsParts {
  readonly header: string;
  readonly payload: string;
  readonly signature: string;
}

/** Splits compact JWS text; undefined when it is none (RFC 7515 §7.1, strict base64url). */
export function splitJws(token: string): JwsParts | undefined {
  if (token.length > MAX_TOKEN_CHARACTERS) return undefined;
  const [header, payload, signature, ...rest] = token.split(".");
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) {
    return undefined;
  }
  const parts = { header, payload, signature };
  return Object.values(parts).every((part) => part !== "" && isStrictBase64Url(part)) ? parts : undefined;
}

/**
 * COG-TOK-3: only the one text that encoding gives: no padding, no other alphabet, no stray bits at the end.
 * Decoders that are lax here let one signature have many spellings.
 */
export function isStrictBase64Url(text: string): boolean {
  return /^[A-Za-z0-9_-]*$/.test(text) && Buffer.from(text, "base64url").toString("base64url") === text;
}

/**
 * The claims a segment carries; undefined when it is no JSON object, or not the one text that writing
 * the object gives [COG-TOK-17]: bytes that are no UTF-8, a name twice, blanks, other ways to write a
 * number are nothing that the issuer has written.
 */
export function decodeClaims(segment: string): Claims | undefined {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Buffer.from(segment, "base64url"),
    );
    const claims: ClaimValue = JSON.parse(text);
    if (typeof claims !== "object" || claims === null || Array.isArray(claims)) return undefined;
    return JSON.stringify(claims) === text ? claims : undefined;
  } catch {
    return undefined;
  }
}

/** RSASSA-PKCS1-v1_5 with SHA-256, whatever the token's header says. */
export function isSignedBy(key: SigningKey, parts: JwsParts): boolean {
  return verify(
    "sha256",
    Buffer.from(`${parts.header}.${parts.payload}`),
    key.publicKey,
    Buffer.from(parts.signature, "base64url"),
  );
}
