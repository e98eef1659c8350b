export type ClaimValue = string | number | boolean | null | ClaimValue[] | { [name: string]: ClaimValue };
export type Claims = Readonly<Record<string, ClaimValue>>;

export type TokenVerdict =
  | { readonly kind: "valid"; readonly tokenUse: "access" | "id"; readonly claims: Claims }
  | { readonly kind: "expired" }
  /**
   * Malformed, forged, of another pool, of an unknown key; `reason` is for logs only. `absentPools`: what
   * is accepted are pools that do not exist, so no token is good.
   */
  | { readonly kind: "invalid"; readonly reason: string; readonly absentPools?: readonly string[] };

/** Whose tokens are accepted: those of some user pools, or those of one issuer for some audiences. */
export type AcceptedTokens =
  | { readonly userPoolArns: readonly string[] }
  | {
      /** `iss` in full, e.g. `https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_AbCdEfGhI`. */
      readonly issuer: string;
      /** One of them is the token's `aud`, or its `client_id` where it has no `aud`. */
      readonly audiences: readonly string[];
    };

/** Offline verification of tokens, as API Gateway does it. */
export interface TokenVerifier {
  /** @param token compact JWS without a `Bearer` prefix */
  verify(token: string, accepted: AcceptedTokens): TokenVerdict | Promise<TokenVerdict>;
}
