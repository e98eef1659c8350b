import type { Claims } from "../../../../core/ports/token-verifier.ts";
import type { UserPoolClient } from "../clients/client.ts";
import type { UserPool } from "../pools/pool.ts";
import type { User } from "../users/user.ts";

/** Why tokens are made; becomes `triggerSource` of the pre-token trigger. */
export type TokenCause =
  | "TokenGeneration_HostedAuth"
  | "TokenGeneration_Authentication"
  | "TokenGeneration_NewPasswordChallenge"
  | "TokenGeneration_RefreshTokens";

/** What claims are made of; more of a pool, a client and a user does not go into a token. */
export type TokenPool = Pick<UserPool, "id" | "arn" | "lambdaTriggers" | "aliasAttributes">;
export type TokenClient = Pick<
  UserPoolClient,
  | "id"
  | "accessTokenSeconds"
  | "idTokenSeconds"
  | "refreshTokenSeconds"
  | "enableTokenRevocation"
  | "readAttributes"
>;
export type TokenUser = Pick<User, "sub" | "username" | "status" | "attributes">;

export interface TokenRequest {
  readonly pool: TokenPool;
  readonly client: TokenClient;
  readonly user: TokenUser;
  readonly cause: TokenCause;
  /** Granted scopes: `["aws.cognito.signin.user.admin"]` for API sign-ins. */
  readonly scopes: readonly string[];
  /** True for tokens of the OAuth endpoints (`version: 2`, scope filter, `at_hash`, nonce). */
  readonly oauth: boolean;
  readonly nonce?: string;
  /** Epoch ms of the sign-in itself. */
  readonly authenticatedAt: number;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

/** What a machine token is made of. */
export interface MachineTokenRequest {
  readonly pool: TokenPool;
  readonly client: Pick<TokenClient, "id" | "accessTokenSeconds">;
  /** Granted scopes of resource servers. */
  readonly scopes: readonly string[];
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

export interface IssuedTokens {
  readonly accessToken: string;
  /** Left out by OAuth without the `openid` scope. */
  readonly idToken: string | undefined;
  /** Left out on refresh without rotation. */
  readonly refreshToken: string | undefined;
  readonly expiresInSeconds: number;
}

/** An access token that Cognito's own endpoints accept: genuine, unexpired, not revoked. */
export interface AcceptedAccessToken {
  readonly pool: UserPool;
  readonly user: User;
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
  readonly claims: Claims;
}

/** Makes, refreshes, revokes and checks tokens; runs the pre-token trigger. */
export interface TokenIssuer {
  /** Signs a new family of tokens and stores the refresh token. */
  issue(request: TokenRequest): Promise<IssuedTokens>;
  /** Signs an access token for a client that acts for itself. */
  issueToMachine(request: MachineTokenRequest): Promise<IssuedTokens>;
  /**
   * Throws `NotAuthorizedException` ("Invalid Refresh Token", "… has been revoked", "… has
   * expired", "User is disabled.") or `RefreshTokenReuseException`.
   */
  refresh(
    client: UserPoolClient,
    refreshToken: string,
    clientMetadata?: Readonly<Record<string, string>>,
  ): Promise<IssuedTokens>;
  /** What a token handed to a revocation endpoint turned out to be; `revoked` also when it already was. */
  revoke(client: UserPoolClient, token: string): "revoked" | "unsupported-token-type" | "foreign" | "invalid";
  /**
   * For operations that take an AccessToken and for /oauth2/userInfo. Throws
   * `NotAuthorizedException` with AWS's sentence for each failure.
   */
  acceptAccessToken(accessToken: string): Promise<AcceptedAccessToken>;
}
