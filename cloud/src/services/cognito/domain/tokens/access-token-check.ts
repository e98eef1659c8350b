import type { Clock } from "../../../../core/clock.ts";
import type { Claims, TokenVerifier } from "../../../../core/ports/token-verifier.ts";
import {
  accessTokenExpired,
  accessTokenLacksScopes,
  accessTokenRevoked,
  accessTokenSignature,
  invalidAccessToken,
  passwordResetRequired,
  userIsDisabled,
  userNotFound,
} from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import type { UserPoolStore } from "../pools/store.ts";
import type { UserStore } from "../users/store.ts";
import type { User } from "../users/user.ts";
import type { TokenFamilyStore } from "./family-store.ts";
import type { AcceptedAccessToken } from "./issuer.ts";
import { decodeClaims, splitJws } from "./strict-jws.ts";

export interface AccessTokenCheckOptions {
  readonly pools: Pick<UserPoolStore, "find">;
  readonly users: Pick<UserStore, "findBySub">;
  readonly families: Pick<TokenFamilyStore, "find">;
  readonly tokenVerifier: TokenVerifier;
  readonly clock: Clock;
}

/** Makes the check behind every operation that takes an `AccessToken`. */
export function createAccessTokenCheck(options: AccessTokenCheckOptions) {
  return async (accessToken: string): Promise<AcceptedAccessToken> => {
    const { pool, claims } = await verify(options, accessToken);
    // COG-68: behind a machine's token there is nobody to look up, sign out or change.
    if (claims["username"] === undefined) throw accessTokenLacksScopes();
    const user = options.users.findBySub(pool.id, String(claims["sub"]));
    if (user === undefined) throw userNotFound();
    assertNotRevoked(options, user, claims);
    if (!user.enabled) throw userIsDisabled();
    if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
    const scopes = new Set(String(claims["scope"] ?? "").split(" "));
    return { pool, user, clientId: String(claims["client_id"]), scopes, claims };
  };
}

/** COG-TOK-12: each way of not being a good access token has AWS's own sentence. */
async function verify(
  { pools, tokenVerifier }: AccessTokenCheckOptions,
  accessToken: string,
): Promise<{ pool: UserPool; claims: Claims }> {
  const parts = splitJws(accessToken);
  const claimed = parts === undefined ? undefined : decodeClaims(parts.payload);
  const issuer = claimed?.["iss"];
  if (typeof issuer !== "string") throw invalidAccessToken();
  const pool = pools.find(issuer.slice(issuer.lastIndexOf("/") + 1));
  if (pool === undefined) throw accessTokenSignature();
  const verdict = await tokenVerifier.verify(accessToken, { userPoolArns: [pool.arn] });
  if (verdict.kind === "invalid") throw accessTokenSignature();
  if (verdict.kind === "expired") throw accessTokenExpired();
  if (verdict.tokenUse !== "access") throw invalidAccessToken();
  return { pool, claims: verdict.claims };
}

/** COG-TOK-13: RevokeToken and GlobalSignOut reach access tokens that have not expired. */
function assertNotRevoked({ families }: AccessTokenCheckOptions, user: User, claims: Claims): void {
  const originJti = claims["origin_jti"];
  if (typeof originJti !== "string") {
    // Whole seconds are all these tokens say; the second of the sign-out counts as before it.
    if (Number(claims["iat"]) * 1000 <= user.signedOutAt) throw accessTokenRevoked();
    return;
  }
  const family = families.find(originJti);
  if (family === undefined || family.revokedAt !== undefined) throw accessTokenRevoked();
  if (family.issuedAt < user.signedOutAt) throw accessTokenRevoked();
}
