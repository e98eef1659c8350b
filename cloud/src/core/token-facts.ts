import { createHash } from "node:crypto";
import type { Facts, FactValue } from "./why.ts";

/** Claims that may be shown; the others are people's own matters. */
const SHOWN = [
  "iss",
  "sub",
  "username",
  "client_id",
  "aud",
  "token_use",
  "scope",
  "exp",
  "iat",
  "auth_time",
] as const;

const LONGEST_TOKEN = 65_536;

/**
 * What may be said of a token in a trace: its key, some claims and a hash by which two events show
 * that they are about one token. Nothing of it gives the token back. The claims of a token that was
 * refused are what it says, not what is true. Undefined for what is no JWT.
 */
export function tokenFacts(token: string): Facts | undefined {
  if (token.length > LONGEST_TOKEN) return undefined;
  const [header = "", payload = ""] = token.split(".");
  const claims = decoded(payload);
  const { alg, kid } = decoded(header) ?? {};
  if (claims === undefined) return undefined;
  const facts: Record<string, FactValue> = {
    alg: stringOf(alg),
    kid: stringOf(kid),
    tokenHash: createHash("sha256").update(token).digest("hex").slice(0, 16),
  };
  for (const name of SHOWN) if (Object.hasOwn(claims, name)) facts[name] = shown(claims[name]);
  if (Object.hasOwn(claims, "cognito:groups")) facts["groups"] = shown(claims["cognito:groups"]);
  return facts;
}

function decoded(segment: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(segment, "base64url").toString("utf8"));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

function shown(value: unknown): FactValue {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === "number" || typeof value === "boolean" ? value : stringOf(value);
}

function stringOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
