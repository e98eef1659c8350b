import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import { mayRead } from "../clients/attribute-permissions.ts";
import type { TokenRequest } from "./issuer.ts";

const BOOLEANS: ReadonlySet<string> = new Set(["email_verified", "phone_number_verified"]);

/** Which attributes a scope opens; scopes not named open none. */
const OPENED_BY_SCOPE = new Map<string, (name: string) => boolean>([
  ["profile", () => true],
  ["email", (name) => name === "email" || name === "email_verified"],
  ["phone", (name) => name === "phone_number" || name === "phone_number_verified"],
]);

/**
 * COG-TOK-7: the user's attributes that go into an ID token: what the client may read and, over OAuth, what
 * the scopes open. `openid` alone opens all.
 */
export function idTokenAttributes(request: TokenRequest): [string, ClaimValue][] {
  const opens = request.oauth ? openedBy(request.scopes) : () => true;
  return Object.entries(request.user.attributes)
    .filter(([name]) => mayRead(request.client, name) && opens(name))
    .map(([name, value]) => [name, claimOf(name, value)]);
}

/** The attributes /oauth2/userInfo shows follow the same rule. */
export function openedBy(scopes: readonly string[]): (name: string) => boolean {
  const openers = scopes.flatMap((scope) => {
    const opens = OPENED_BY_SCOPE.get(scope);
    return opens === undefined ? [] : [opens];
  });
  if (openers.length === 0) return () => true;
  return (name) => openers.some((opens) => opens(name));
}

function claimOf(name: string, value: string): ClaimValue {
  if (BOOLEANS.has(name)) return value === "true";
  if (name === "address") return { formatted: value };
  if (name === "updated_at") return Number(value);
  return value;
}
