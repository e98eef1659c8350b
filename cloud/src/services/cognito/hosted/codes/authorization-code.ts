/** What an authorization code stands for. Everything is compared again when it is exchanged. */
export interface AuthorizationCode {
  readonly userPoolId: string;
  readonly clientId: string;
  readonly redirectUri: string;
  /** S256 challenge of RFC 7636; undefined when the app used none. */
  readonly codeChallenge: string | undefined;
  readonly scopes: readonly string[];
  readonly nonce: string | undefined;
  readonly sub: string;
  /** Epoch ms of the sign-in. */
  readonly authenticatedAt: number;
}

export const CODE_TTL_SECONDS = 300;

export interface AuthorizationCodeStore {
  /** Makes a code, a UUID, and keeps its hash with what it stands for. */
  issue(grant: AuthorizationCode): string;
  /** Hands a grant out once. Undefined for a code that is unknown, used or expired. */
  consume(code: string): AuthorizationCode | undefined;
  /** Why a code was not taken, as far as this process remembers; for the trace. */
  whyNot(code: string): "grant-code-used" | "grant-code-expired" | "grant-code-unknown";
}
