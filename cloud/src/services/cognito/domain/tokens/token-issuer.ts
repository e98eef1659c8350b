import { timingSafeEqual } from "node:crypto";
import type { TokenVerifier } from "../../../../core/ports/token-verifier.ts";
import type { Database } from "../../../../store/database.ts";
import {
  invalidRefreshToken,
  passwordResetRequired,
  refreshTokenExpired,
  refreshTokenOfDeletedUser,
  refreshTokenOfOtherClient,
  refreshTokenReuse,
  refreshTokenRevoked,
  userIsDisabled,
} from "../../shared/errors.ts";
import type { UserPoolClient } from "../clients/client.ts";
import type { UserPool } from "../pools/pool.ts";
import type { UserPoolStore } from "../pools/store.ts";
import { endedByReset } from "../users/reset.ts";
import type { UserStore } from "../users/store.ts";
import type { User } from "../users/user.ts";
import { createAccessTokenCheck } from "./access-token-check.ts";
import { createTokenFamilyStore, type TokenFamily, type TokenFamilyStore } from "./family-store.ts";
import type { IssuedTokens, TokenIssuer, TokenRequest } from "./issuer.ts";
import { createMachineTokenSigner } from "./machine-token.ts";
import {
  createRefreshTokenCodec,
  hashSecret,
  looksLikeRefreshToken,
  type RefreshContent,
} from "./refresh-token-codec.ts";
import { createTokenSigner, type SignedPair, type TokenSignerOptions } from "./signer.ts";

export interface TokenIssuerOptions extends TokenSignerOptions {
  readonly database: Database;
  /** 32 bytes of the key file. */
  readonly masterKey: Buffer;
  readonly pools: Pick<UserPoolStore, "find">;
  readonly users: Pick<UserStore, "findBySub" | "replace">;
  readonly tokenVerifier: TokenVerifier;
}

/** The token issuer with what only the user-pool API needs of it. */
export interface UserPoolTokenIssuer extends TokenIssuer {
  /** GlobalSignOut: every token the user holds is revoked for Cognito's own endpoints. */
  signOutEverywhere(pool: UserPool, user: User): void;
  /** Whose refresh token this is, for SECRET_HASH; undefined when it is none of the client's. */
  usernameOf(client: UserPoolClient, refreshToken: string): string | undefined;
}

const SECRET_BYTES = 32;
const PURGE_EVERY = 1_000;

interface Parts extends TokenIssuerOptions {
  readonly families: TokenFamilyStore;
  readonly refreshTokens: ReturnType<typeof createRefreshTokenCodec>;
  readonly sign: (request: TokenRequest, originJti: string) => Promise<SignedPair>;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-with-identity-providers.html */
export function createTokenIssuer(options: TokenIssuerOptions): UserPoolTokenIssuer {
  const parts: Parts = {
    ...options,
    families: createTokenFamilyStore(options.database),
    refreshTokens: createRefreshTokenCodec(options.masterKey, options.randomness),
    sign: createTokenSigner(options),
  };
  let issued = 0;
  return {
    issue: async (request) => {
      assertNoReset(parts, request);
      const { family, content } = newFamily(parts, request);
      const pair = await parts.sign(request, family.id);
      issued += 1;
      if (issued % PURGE_EVERY === 0) parts.families.purge(parts.clock.now());
      parts.families.insert(family);
      return { ...pair, refreshToken: parts.refreshTokens.encode(content) };
    },
    issueToMachine: createMachineTokenSigner(options),
    refresh: (client, refreshToken, clientMetadata) =>
      refresh(parts, { client, refreshToken, ...(clientMetadata === undefined ? {} : { clientMetadata }) }),
    revoke: (client, token) => revoke(parts, client, token),
    acceptAccessToken: createAccessTokenCheck({ ...options, families: parts.families }),
    usernameOf: (client, refreshToken) => {
      const content = parts.refreshTokens.decode(refreshToken);
      const family = content === undefined ? undefined : parts.families.find(content.family);
      if (family === undefined || family.clientId !== client.id) return undefined;
      return options.users.findBySub(family.userPoolId, family.sub)?.username;
    },
    signOutEverywhere: (pool, user) => {
      const now = parts.clock.now();
      options.database.transaction(() => {
        parts.families.revokeAllOfUser(pool.id, user.sub, now);
        const current = options.users.findBySub(pool.id, user.sub);
        if (current !== undefined) options.users.replace(pool, { ...current, signedOutAt: now });
      });
    },
  };
}

/** COG-SIN-4: no tokens for a sign-in with a password that was reset since. */
function assertNoReset({ users }: Parts, { pool, user, authenticatedAt }: TokenRequest): void {
  const current = users.findBySub(pool.id, user.sub);
  if (current !== undefined && endedByReset(current, authenticatedAt)) throw passwordResetRequired();
}

function newFamily(parts: Parts, request: TokenRequest): { family: TokenFamily; content: RefreshContent } {
  const now = parts.clock.now();
  const content = {
    family: parts.randomness.uuid(),
    generation: 0,
    secret: parts.randomness.bytes(SECRET_BYTES).toString("base64url"),
  };
  const family: TokenFamily = {
    id: content.family,
    userPoolId: request.pool.id,
    clientId: request.client.id,
    sub: request.user.sub,
    secretHash: hashSecret(content.secret),
    scopes: request.scopes,
    oauth: request.oauth,
    authenticatedAt: request.authenticatedAt,
    issuedAt: now,
    expiresAt: now + request.client.refreshTokenSeconds * 1000,
    generation: 0,
    rotatedAt: 0,
    revokedAt: undefined,
  };
  return { family, content };
}

interface RefreshRequest {
  readonly client: UserPoolClient;
  readonly refreshToken: string;
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

async function refresh(parts: Parts, request: RefreshRequest): Promise<IssuedTokens> {
  const { client } = request;
  const { family, content } = findFamily(parts, client, request.refreshToken);
  const pool = parts.pools.find(family.userPoolId);
  if (pool === undefined) throw invalidRefreshToken();
  const user = assertUsable(parts, family);
  assertNotReused(parts, client, { family, content });
  const pair = await parts.sign(
    {
      pool,
      client,
      user,
      cause: "TokenGeneration_RefreshTokens",
      scopes: family.scopes,
      oauth: family.oauth,
      authenticatedAt: family.authenticatedAt,
      ...(request.clientMetadata === undefined ? {} : { clientMetadata: request.clientMetadata }),
    },
    family.id,
  );
  if (client.refreshTokenRotation?.feature !== "ENABLED") return { ...pair, refreshToken: undefined };
  return { ...pair, refreshToken: rotate(parts, client, content) };
}

/** COG-TOK-9: only a token that we made, for this client, of a sign-in that we remember. */
function findFamily(
  parts: Parts,
  client: UserPoolClient,
  token: string,
): { family: TokenFamily; content: RefreshContent } {
  const content = parts.refreshTokens.decode(token);
  const family = content === undefined ? undefined : parts.families.find(content.family);
  if (content === undefined || family === undefined) throw invalidRefreshToken();
  if (!timingSafeEqual(family.secretHash, hashSecret(content.secret))) throw invalidRefreshToken();
  if (family.clientId !== client.id || family.userPoolId !== client.userPoolId) {
    throw refreshTokenOfOtherClient().knowing({ had: { client: client.id } });
  }
  return { family, content };
}

/** COG-TOK-10: revoked, signed out, expired, disabled: each with its own sentence. */
function assertUsable(parts: Parts, family: TokenFamily): User {
  const user = parts.users.findBySub(family.userPoolId, family.sub);
  if (family.revokedAt !== undefined) throw refreshTokenRevoked();
  if (parts.clock.now() >= family.expiresAt) throw refreshTokenExpired();
  if (user === undefined) throw refreshTokenOfDeletedUser();
  if (!user.enabled) throw userIsDisabled();
  if (family.issuedAt < user.signedOutAt) throw refreshTokenRevoked();
  if (user.status === "RESET_REQUIRED") throw passwordResetRequired();
  return user;
}

/** COG-TOK-11: a rotated token that comes back after its grace period ends the whole family. */
function assertNotReused(
  parts: Parts,
  client: UserPoolClient,
  { family, content }: { family: TokenFamily; content: RefreshContent },
): void {
  if (content.generation === family.generation) return;
  const graceMs = (client.refreshTokenRotation?.retryGracePeriodSeconds ?? 0) * 1000;
  const previous = content.generation === family.generation - 1;
  if (previous && graceMs > 0 && parts.clock.now() <= family.rotatedAt + graceMs) return;
  parts.families.revoke(family.id, parts.clock.now());
  throw refreshTokenReuse();
}

/** Counted last, so that a failing trigger does not cost the person their session. */
function rotate(parts: Parts, client: UserPoolClient, content: RefreshContent): string {
  if (parts.families.rotate(content.family, content.generation, parts.clock.now())) {
    return parts.refreshTokens.encode({ ...content, generation: content.generation + 1 });
  }
  const family = parts.families.find(content.family);
  if (family === undefined || family.revokedAt !== undefined) throw refreshTokenRevoked();
  assertNotReused(parts, client, { family, content });
  return parts.refreshTokens.encode({ ...content, generation: family.generation });
}

function revoke(parts: Parts, client: UserPoolClient, token: string): ReturnType<TokenIssuer["revoke"]> {
  if (token.split(".").length === 3) return "unsupported-token-type";
  if (!looksLikeRefreshToken(token)) return "invalid";
  const content = parts.refreshTokens.decode(token);
  const family = content === undefined ? undefined : parts.families.find(content.family);
  if (content === undefined || family === undefined) return "invalid";
  if (!timingSafeEqual(family.secretHash, hashSecret(content.secret))) return "invalid";
  if (family.clientId !== client.id) return "foreign";
  parts.families.revoke(family.id, parts.clock.now());
  return "revoked";
}
