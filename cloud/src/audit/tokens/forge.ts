import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A token that is wrong in one way. */
export interface Forgery {
  /** `alg none, signature cut off` */
  readonly name: string;
  readonly token: string;
}

type Members = Readonly<Record<string, unknown>>;

export function headerOf(token: string): Members {
  return decoded(token.split(".")[0] ?? "");
}

export function claimsOf(token: string): Members {
  return decoded(token.split(".")[1] ?? "");
}

/** A key pair of this run: nobody trusts it. */
export const OWN_KEY = (): { readonly privateKey: KeyObject; readonly publicKey: KeyObject } =>
  generateKeyPairSync("rsa", { modulusLength: 2048 });

/** RFC 8725 §3.1: a token that says it needs no signature. */
export function unsigned(token: string): readonly Forgery[] {
  const [, payload = "", signature = ""] = token.split(".");
  return [
    ...["none", "None", "nOnE"].map((alg) => ({
      name: `alg ${alg}, no signature`,
      token: `${encoded({ ...headerOf(token), alg })}.${payload}.`,
    })),
    {
      name: "alg none, signature left",
      token: `${encoded({ ...headerOf(token), alg: "none" })}.${payload}.${signature}`,
    },
    { name: "signature cut off", token: `${token.slice(0, token.lastIndexOf("."))}.` },
    { name: "two parts", token: token.slice(0, token.lastIndexOf(".")) },
  ];
}

/** RFC 8725 §2.1: HMAC under the public key, which verifiers that trust `alg` take for the secret. */
export function confused(token: string, publicKey: KeyObject, jwk: object): readonly Forgery[] {
  const secrets: readonly (readonly [string, Buffer])[] = [
    ["PEM", Buffer.from(publicKey.export({ type: "spki", format: "pem" }) as string)],
    ["DER", publicKey.export({ type: "spki", format: "der" }) as Buffer],
    ["PKCS #1 PEM", Buffer.from(publicKey.export({ type: "pkcs1", format: "pem" }) as string)],
    ["JWK", Buffer.from(JSON.stringify(jwk))],
  ];
  return secrets.map(([name, secret]) => {
    const signed = `${encoded({ ...headerOf(token), alg: "HS256" })}.${token.split(".")[1] ?? ""}`;
    const signature = createHmac("sha256", secret).update(signed).digest("base64url");
    return { name: `HS256 with the public key as ${name}`, token: `${signed}.${signature}` };
  });
}

/** The genuine signature under something else than it was made for. */
export function changed(token: string, more: Members): readonly Forgery[] {
  const [header = "", payload = "", signature = ""] = token.split(".");
  return [
    { name: "a claim changed", token: `${header}.${encoded({ ...claimsOf(token), ...more })}.${signature}` },
    { name: "one bit of the signature turned", token: broken(token) },
    { name: "claims and signature swapped", token: `${header}.${signature}.${payload}` },
    { name: "a signature of zeros", token: `${header}.${payload}.${"A".repeat(signature.length)}` },
  ];
}

/** One bit of the signature turned. */
export function broken(token: string): string {
  const [header = "", payload = "", signature = ""] = token.split(".");
  const bytes = Buffer.from(signature, "base64url");
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return `${header}.${payload}.${bytes.toString("base64url")}`;
}

/** Signed with a key of one's own, which the header names in `more`. */
export function signedBy(token: string, key: KeyObject, more: Members): string {
  const signed = `${encoded({ ...headerOf(token), ...more })}.${token.split(".")[1] ?? ""}`;
  return `${signed}.${sign("sha256", Buffer.from(signed), key).toString("base64url")}`;
}

/** The same claims and signature under another header. */
export function withHeader(token: string, more: Members): string {
  const [, payload = "", signature = ""] = token.split(".");
  return `${encoded({ ...headerOf(token), ...more })}.${payload}.${signature}`;
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function decoded(part: string): Members {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null ? (value as Members) : {};
  } catch {
    return {};
  }
}
