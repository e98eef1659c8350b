import { createHash } from "node:crypto";
import type { Randomness } from "../../../../core/randomness.ts";
import { createSealer } from "../../../../store/sealing.ts";
import { isStrictBase64Url } from "./strict-jws.ts";

/** What is inside a refresh token. */
export interface RefreshContent {
  /** `origin_jti` of the sign-in. */
  readonly family: string;
  /** Counts rotations; 0 for the token of the sign-in itself. */
  readonly generation: number;
  /** Random text whose hash is stored: neither the store nor the key file alone makes a token. */
  readonly secret: string;
}

export interface RefreshTexts {
  encode(content: RefreshContent): string;
  /** Undefined for anything that is not, bit for bit, a token of ours. */
  decode(token: string): RefreshContent | undefined;
}

/** `{"cty":"JWT","enc":"A256GCM","alg":"RSA-OAEP"}`: clients and people know tokens by it. */
const HEADER = "eyJjdHkiOiJKV1QiLCJlbmMiOiJBMjU2R0NNIiwiYWxnIjoiUlNBLU9BRVAifQ";
const KEY_BYTES = 256;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
/** Plain text is filled up to this, so that tokens are as long as AWS's (about 1,800 characters). */
const PLAIN_BYTES = 1_000;
const MAX_CHARACTERS = 4_096;

/**
 * Refresh tokens look like the compact JWE of AWS and are as opaque; the content is sealed under
 * this cloud's own key, and every part is authenticated.
 */
export function createRefreshTokenCodec(masterKey: Buffer, randomness: Randomness): RefreshTexts {
  const sealer = createSealer(masterKey, "cognito/refresh-token");
  return {
    encode: (content) => {
      const key = randomness.bytes(KEY_BYTES).toString("base64url");
      const plain = Buffer.from(JSON.stringify(content).padEnd(PLAIN_BYTES));
      const sealed = sealer.seal(plain, `${HEADER}.${key}`);
      const parts = [
        sealed.subarray(0, NONCE_BYTES),
        sealed.subarray(NONCE_BYTES, sealed.length - TAG_BYTES),
        sealed.subarray(sealed.length - TAG_BYTES),
      ];
      return [HEADER, key, ...parts.map((part) => part.toString("base64url"))].join(".");
    },
    decode: (token) => {
      if (token.length > MAX_CHARACTERS) return undefined;
      const [header, key, nonce, body, tag, ...rest] = token.split(".");
      if (header !== HEADER || rest.length > 0) return undefined;
      if (key === undefined || nonce === undefined || body === undefined || tag === undefined)
        return undefined;
      if (![key, nonce, body, tag].every(isStrictBase64Url)) return undefined;
      const bytes = [nonce, body, tag].map((part) => Buffer.from(part, "base64url"));
      if (bytes[0]?.length !== NONCE_BYTES || bytes[2]?.length !== TAG_BYTES) return undefined;
      const plain = sealer.open(Buffer.concat(bytes), `${header}.${key}`);
      return plain === undefined ? undefined : (JSON.parse(plain.toString("utf8")) as RefreshContent);
    },
  };
}

export function hashSecret(secret: string): Buffer {
  return createHash("sha256").update(secret).digest();
}

/** True for texts that are shaped like a refresh token, whoever made them. */
export function looksLikeRefreshToken(token: string): boolean {
  return token.split(".").length === 5;
}
