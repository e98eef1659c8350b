import { epochSeconds } from "../../../../core/clock.ts";
import type { ClaimValue } from "../../../../core/ports/token-verifier.ts";
import type { IssuedTokens, MachineTokenRequest } from "./issuer.ts";
import { overrideClaims, overrideScopes, type TokenOverrides } from "./overrides.ts";
import { askMachinePreTokenTrigger } from "./pre-token.ts";
import { encodeToken, type TokenSignerOptions } from "./signer.ts";

interface MachineTokenMoment {
  readonly issuer: string;
  /** Epoch seconds. */
  readonly issuedAt: number;
  readonly jti: string;
  readonly overrides: TokenOverrides;
}

/**
 * Makes the access token of the client_credentials grant. Nothing is stored: there is no refresh token,
 * and nobody who could sign out.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/federation-endpoints-oauth-grants.html
 */
export function createMachineTokenSigner({
  keys,
  triggers,
  endpoints,
  clock,
  randomness,
}: Omit<TokenSignerOptions, "groups">) {
  return async (request: MachineTokenRequest): Promise<IssuedTokens> => {
    const overrides = await askMachinePreTokenTrigger(triggers, request);
    const { access } = await keys.forPool(request.pool.id);
    const claims = machineClaims(request, {
      issuer: endpoints.issuer(request.pool.id),
      issuedAt: epochSeconds(clock),
      jti: randomness.uuid(),
      overrides,
    });
    const input = encodeToken(access, claims);
    return {
      accessToken: `${input}.${await access.sign(input)}`,
      idToken: undefined,
      refreshToken: undefined,
      expiresInSeconds: request.client.accessTokenSeconds,
    };
  };
}

/** COG-67: the client is its own subject; the token names no user, no group and no sign-in. */
function machineClaims(request: MachineTokenRequest, moment: MachineTokenMoment): Map<string, ClaimValue> {
  const { client, scopes } = request;
  const claims = new Map<string, ClaimValue>([
    ["sub", client.id],
    ["token_use", "access"],
    ["scope", overrideScopes(scopes, moment.overrides).join(" ")],
    ["auth_time", moment.issuedAt],
    ["iss", moment.issuer],
    ["exp", moment.issuedAt + client.accessTokenSeconds],
    ["iat", moment.issuedAt],
    ["version", 2],
    ["jti", moment.jti],
    ["client_id", client.id],
  ]);
  overrideClaims(claims, moment.overrides.access, { use: "access", clientId: client.id });
  return claims;
}
