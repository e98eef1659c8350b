export type ClaimValue = string | number | boolean | null | ClaimValue[] | { [name: string]: ClaimValue };
export type Claims = Readonly<Record<string, ClaimValue>>;

export type TokenVerdict =
  | { readonly kind: "valid"; readonly tokenUse: "access" | "id"; readonly claims: Claims }
  | { readonly kind: "expired" }
  /** Malformed, forged, of another pool, of an unknown key; `reason` is for logs only. */
  | { readonly kind: "invalid"; readonly reason: string };

/** Offline verification of user-pool tokens, as API Gateway does it. */
export interface TokenVerifier {
  /**
   * @param token compact JWS without a `Bearer` prefix
   * @param userPoolArns pools whose tokens are accepted
   */
  verify(token: string, userPoolArns: readonly string[]): TokenVerdict | Promise<TokenVerdict>;
}
