import { createHash } from "node:crypto";
import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import type { Why } from "../../../../core/why.ts";
import { mayRead } from "../clients/attribute-permissions.ts";
import type { GroupConfiguration } from "./group-configuration.ts";
import type { TokenRequest } from "./issuer.ts";
import { overrideClaims, overrideScopes, type TokenOverrides } from "./overrides.ts";

/** What both tokens of a pair share. Times in epoch seconds. */
export interface TokenMoment {
  readonly issuer: string;
  readonly issuedAt: number;
  readonly eventId: string;
  /** Undefined for clients without token revocation. */
  readonly originJti: string | undefined;
  readonly groups: GroupConfiguration;
  readonly overrides: TokenOverrides;
}

type ClaimMap = Map<string, ClaimValue>;

/** Claims of an access token. @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html */
export function accessClaims(request: TokenRequest, moment: TokenMoment, jti: string): ClaimMap {
  const { client, user } = request;
  const claims: ClaimMap = new Map<string, ClaimValue>([["sub", user.sub]]);
  const groups = moment.overrides.groups ?? moment.groups;
  if (groups.groups.length > 0) claims.set("cognito:groups", [...groups.groups]);
  claims.set("iss", moment.issuer);
  if (request.oauth) claims.set("version", 2);
  claims.set("client_id", client.id);
  if (moment.originJti !== undefined) claims.set("origin_jti", moment.originJti);
  claims.set("event_id", moment.eventId);
  claims.set("token_use", "access");
  claims.set("scope", overrideScopes(request.scopes, moment.overrides).join(" "));
  claims.set("auth_time", Math.floor(request.authenticatedAt / 1000));
  claims.set("exp", moment.issuedAt + client.accessTokenSeconds);
  claims.set("iat", moment.issuedAt);
  claims.set("jti", jti);
  claims.set("username", user.username);
  overrideClaims(claims, moment.overrides.access, { use: "access", clientId: client.id });
  return claims;
}

/** Claims of an ID token; `accessToken` is there for `at_hash` of OAuth tokens. */
export function idClaims(
  request: TokenRequest,
  moment: TokenMoment,
  own: { readonly jti: string; readonly accessToken: string },
): ClaimMap {
  const { client, user } = request;
  const claims: ClaimMap = new Map<string, ClaimValue>();
  if (request.oauth) claims.set("at_hash", accessTokenHash(own.accessToken));
  claims.set("sub", user.sub);
  setGroupClaims(claims, moment.overrides.groups ?? moment.groups);
  claims.set("iss", moment.issuer);
  claims.set("cognito:username", user.username);
  if (request.oauth && request.nonce !== undefined) claims.set("nonce", request.nonce);
  if (moment.originJti !== undefined) claims.set("origin_jti", moment.originJti);
  claims.set("aud", client.id);
  claims.set("event_id", moment.eventId);
  claims.set("token_use", "id");
  claims.set("auth_time", Math.floor(request.authenticatedAt / 1000));
  claims.set("exp", moment.issuedAt + client.idTokenSeconds);
  claims.set("iat", moment.issuedAt);
  claims.set("jti", own.jti);
  for (const [name, value] of idTokenAttributes(request)) claims.set(name, value);
  overrideClaims(claims, moment.overrides.id, { use: "id", clientId: client.id });
  return claims;
}

function setGroupClaims(claims: ClaimMap, groups: GroupConfiguration): void {
  if (groups.groups.length > 0) claims.set("cognito:groups", [...groups.groups]);
  if (groups.preferredRole !== undefined) claims.set("cognito:preferred_role", groups.preferredRole);
  if (groups.roles.length > 0) claims.set("cognito:roles", [...groups.roles]);
}

/** `at_hash` of OpenID Connect Core §3.1.3.6: the left half of the hash. */
function accessTokenHash(accessToken: string): string {
  return createHash("sha256").update(accessToken).digest().subarray(0, 16).toString("base64url");
}

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
function idTokenAttributes(request: TokenRequest): [string, ClaimValue][] {
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

/**
 * What the trace is told of tokens that were issued: for whom and at which client, and nothing of the
 * tokens themselves. Sessions of a person are known by it.
 * @param accessToken one that was just signed here
 */
export function issueNote(accessToken: string): Why {
  const payload = Buffer.from(accessToken.split(".")[1] ?? "", "base64url").toString("utf8");
  const { username, client_id: client } = JSON.parse(payload) as { username?: string; client_id?: string };
  return { reason: "tokens-issued", had: { username, client } };
}
