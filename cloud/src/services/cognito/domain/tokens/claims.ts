import { createHash } from "node:crypto";
import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import { idTokenAttributes } from "./attribute-claims.ts";
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
