import { createHmac } from "node:crypto";

export type TokenClaims = Readonly<Record<string, unknown>>;

/** The claims of a compact JWS, unverified. */
export function claimsOf(token: string): TokenClaims {
  return JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
}

export function headerOf(token: string): Readonly<Record<string, unknown>> {
  return JSON.parse(Buffer.from(token.split(".")[0] ?? "", "base64url").toString("utf8"));
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** The same signature under changed claims. */
export function withClaims(token: string, changes: object): string {
  const [header = "", , signature = ""] = token.split(".");
  return `${header}.${encode({ ...claimsOf(token), ...changes })}.${signature}`;
}

/** An unsigned token that claims to need no signature (RFC 7515 §3.6). */
export function withAlgNone(token: string): string {
  return `${encode({ ...headerOf(token), alg: "none" })}.${encode(claimsOf(token))}.`;
}

/** Signed with HMAC under the public key, which confuses verifiers that trust the header. */
export function withHmacOf(token: string, publicKey: string): string {
  const signed = `${encode({ ...headerOf(token), alg: "HS256" })}.${encode(claimsOf(token))}`;
  return `${signed}.${createHmac("sha256", publicKey).update(signed).digest("base64url")}`;
}

/** The last character of the signature changed. */
export function withBrokenSignature(token: string): string {
  const cut = token.length - 20;
  return token.slice(0, cut) + (token[cut] === "A" ? "B" : "A") + token.slice(cut + 1);
}
