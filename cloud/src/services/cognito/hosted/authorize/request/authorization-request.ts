import type { UserPoolClient } from "../../../domain/clients/client.ts";
import type { UserPool } from "../../../domain/pools/pool.ts";

/** An authorization request while its checks run; the client is known, nothing else is trusted. */
export interface AuthorizationAttempt {
  readonly pool: UserPool;
  readonly client: UserPoolClient;
  readonly parameters: URLSearchParams;
  /** As sent; trusted once `redirect-uri-is-registered` has passed. */
  readonly redirectUri: string;
  readonly state: string | undefined;
  /** True when this cloud began the sign-in itself: the address is its own page. */
  readonly isOwn: boolean;
}

/** Throws ErrorPageRefusal before the redirect address is trusted, RedirectRefusal after. */
export type AuthorizationCheck = (attempt: AuthorizationAttempt) => void;

/** An authorization request that passed every check. */
export interface AuthorizationRequest {
  readonly client: UserPoolClient;
  readonly redirectUri: string;
  readonly responseType: "code" | "token";
  /** Granted: what was asked for, or everything the client may have. */
  readonly scopes: readonly string[];
  readonly state: string | undefined;
  readonly nonce: string | undefined;
  readonly codeChallenge: string | undefined;
  readonly prompt: "none" | "login" | undefined;
  readonly loginHint: string | undefined;
}

/** Scopes asked for, in order, each once. */
export function requestedScopes(parameters: URLSearchParams): string[] {
  const text = parameters.get("scope") ?? "";
  return [...new Set(text.split(/\s+/).filter((scope) => scope !== ""))];
}
