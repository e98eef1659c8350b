import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import type { GroupConfiguration } from "./group-configuration.ts";
import type { TokenUse } from "./signing-keys.ts";

/** What the pre-token trigger asked for, in one form for every event version. */
export interface TokenOverrides {
  readonly id: ClaimOverrides;
  readonly access: ClaimOverrides;
  readonly scopesToAdd: readonly string[];
  readonly scopesToSuppress: ReadonlySet<string>;
  /** Undefined: the groups stay as they are. */
  readonly groups: GroupConfiguration | undefined;
}

export interface ClaimOverrides {
  readonly add: ReadonlyMap<string, ClaimValue>;
  readonly suppress: ReadonlySet<string>;
}

export const NO_CLAIM_OVERRIDES: ClaimOverrides = { add: new Map(), suppress: new Set() };
export const NO_OVERRIDES: TokenOverrides = {
  id: NO_CLAIM_OVERRIDES,
  access: NO_CLAIM_OVERRIDES,
  scopesToAdd: [],
  scopesToSuppress: new Set(),
  groups: undefined,
};

/** Closed in both tokens. */
const ALWAYS_RESERVED = [
  "acr",
  "amr",
  "at_hash",
  "auth_time",
  "azp",
  "exp",
  "iat",
  "identities",
  "iss",
  "jti",
  "nbf",
  "nonce",
  "origin_jti",
  "sub",
  "token_use",
];

/**
 * What no function changes. The claims that only access tokens have are like any other name in ID
 * tokens.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
const RESERVED: Readonly<Record<TokenUse, ReadonlySet<string>>> = {
  id: new Set(ALWAYS_RESERVED),
  access: new Set([
    ...ALWAYS_RESERVED,
    "client_id",
    "device_key",
    "event_id",
    "scope",
    "username",
    "version",
  ]),
};

/** Group claims are removed by suppressing them, but set only through groupOverrideDetails. */
const SUPPRESSIBLE: ReadonlySet<string> = new Set([
  "cognito:groups",
  "cognito:roles",
  "cognito:preferred_role",
]);

const STRUCTURED_ID_CLAIMS: ReadonlySet<string> = new Set([
  "email_verified",
  "phone_number_verified",
  "updated_at",
  "address",
]);

/**
 * COG-TOK-8: claims that say who the token is for and whether it is genuine are not the
 * trigger's; attempts are ignored without an error, as AWS does.
 */
function mayAdd(use: TokenUse, name: string, value: ClaimValue, clientId: string): boolean {
  if (RESERVED[use].has(name) || name.startsWith("cognito:") || name.startsWith("dev:")) return false;
  if (name === "aud") return use === "access" && value === clientId;
  if (use === "id" && STRUCTURED_ID_CLAIMS.has(name)) return typeof value !== "object" || value === null;
  return true;
}

function maySuppress(use: TokenUse, name: string): boolean {
  if (SUPPRESSIBLE.has(name)) return true;
  return !RESERVED[use].has(name) && !name.startsWith("cognito:") && name !== "aud";
}

/** Applies added, then suppressed claims: suppression wins. */
export function overrideClaims(
  claims: Map<string, ClaimValue>,
  overrides: ClaimOverrides,
  target: { readonly use: TokenUse; readonly clientId: string },
): void {
  for (const [name, value] of overrides.add) {
    if (value !== null && mayAdd(target.use, name, value, target.clientId)) claims.set(name, value);
  }
  for (const name of overrides.suppress) {
    if (maySuppress(target.use, name)) claims.delete(name);
    if (name === "cognito:groups") {
      claims.delete("cognito:roles");
      claims.delete("cognito:preferred_role");
    }
  }
}

/** Granted scopes, then added ones, less the suppressed; a set in stable order. */
export function overrideScopes(granted: readonly string[], overrides: TokenOverrides): string[] {
  const scopes = new Set([...granted, ...overrides.scopesToAdd]);
  return [...scopes].filter((scope) => !overrides.scopesToSuppress.has(scope));
}
