import { type Clock, epochSeconds } from "../../../../core/clock.ts";
import type { Endpoints } from "../../../../core/endpoints.ts";
import type {
  AcceptedTokens,
  Claims,
  TokenVerdict,
  TokenVerifier,
} from "../../../../core/ports/token-verifier.ts";
import type { UserPoolStore } from "../pools/store.ts";
import type { PoolKeys, SigningKey, SigningKeys } from "./signing-keys.ts";
import { decodeClaims, isSignedBy, type JwsParts, splitJws } from "./strict-jws.ts";

export interface TokenVerifierOptions {
  readonly keys: SigningKeys;
  readonly pools: Pick<UserPoolStore, "find">;
  readonly endpoints: Pick<Endpoints, "issuer">;
  readonly clock: Clock;
  /** Verified tokens remembered; 1,000 unless given. */
  readonly cacheSize?: number;
}

type ValidVerdict = Extract<TokenVerdict, { kind: "valid" }>;

interface Remembered {
  readonly userPoolId: string;
  /** Epoch seconds. */
  readonly expiresAt: number;
  /** Epoch seconds; of no claim, the beginning. */
  readonly notBefore: number;
  readonly keys: PoolKeys;
  readonly verdict: ValidVerdict;
}

/**
 * Verifies tokens of this cloud's pools: exact header, strict encoding, signature, issuer, use and
 * expiry. A token seen before costs a look-up; its expiry is checked each time.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html
 */
export function createTokenVerifier(options: TokenVerifierOptions): TokenVerifier {
  const { keys, pools, clock } = options;
  const limit = options.cacheSize ?? 1_000;
  const remembered = new Map<string, Remembered>();

  const remember = (token: string, entry: Remembered): TokenVerdict => {
    if (remembered.size >= limit) {
      const oldest = remembered.keys().next();
      if (oldest.done !== true) remembered.delete(oldest.value);
    }
    remembered.set(token, entry);
    return current(entry);
  };
  // COG-TOK-2: a remembered token expires like any other.
  const current = (entry: Remembered): TokenVerdict => {
    const now = epochSeconds(clock);
    if (now < entry.notBefore) return invalid("not valid yet");
    return now < entry.expiresAt ? entry.verdict : { kind: "expired" };
  };
  const check = (given: Given, poolKeys: PoolKeys): TokenVerdict => {
    const outcome = verifyWith(poolKeys, given.parts, options.endpoints);
    if ("reason" in outcome) return outcome;
    const verdict = remember(given.token, { ...outcome, keys: poolKeys });
    return isForAudience(given.accepted, outcome.verdict.claims) ? verdict : OTHER_AUDIENCE;
  };

  return {
    verify: (token, accepted) => {
      const entry = remembered.get(token);
      if (entry !== undefined && keys.loaded(entry.userPoolId) === entry.keys) {
        if (!names(accepted, entry.userPoolId, options)) return invalid("token of another pool");
        return isForAudience(accepted, entry.verdict.claims) ? current(entry) : OTHER_AUDIENCE;
      }
      const parts = splitJws(token);
      if (parts === undefined) return invalid("not a compact JWS");
      const userPoolId = poolOf(parts, accepted, options);
      if (userPoolId === undefined) {
        return nonePresent(accepted, pools) ?? invalid("issuer is none of the accepted pools");
      }
      const poolKeys = keys.loaded(userPoolId);
      if (poolKeys !== undefined) return check({ token, parts, accepted }, poolKeys);
      // COG-TOK-6: keys are not made for, nor kept by, a pool that is gone.
      if (pools.find(userPoolId) === undefined)
        return nonePresent(accepted, pools) ?? invalid("the pool does not exist");
      return keys.forPool(userPoolId).then((opened) => check({ token, parts, accepted }, opened));
    },
  };
}

const invalid = (reason: string): TokenVerdict => ({ kind: "invalid", reason });
const OTHER_AUDIENCE = invalid("token for another audience");

/** What one call asks to be verified. */
interface Given {
  readonly token: string;
  readonly parts: JwsParts;
  readonly accepted: AcceptedTokens;
}

/** COG-TOK-16: of the accepted ARNs those count that are a pool's whole ARN: account and region, too. */
function poolsOf({ userPoolArns }: { readonly userPoolArns: readonly string[] }, pools: Pools): string[] {
  return userPoolArns.filter((arn) => (pools.find(idOf(arn))?.arn ?? arn) === arn);
}

type Pools = TokenVerifierOptions["pools"];

/** The verdict on any token where none of the pools that are accepted exists. */
function nonePresent(accepted: AcceptedTokens, pools: Pools): TokenVerdict | undefined {
  const sources = "issuer" in accepted ? [accepted.issuer] : accepted.userPoolArns;
  const absentPools = sources.map(idOf);
  if (absentPools.some((id) => pools.find(id) !== undefined)) return undefined;
  return { kind: "invalid", reason: "none of the accepted pools exists", absentPools };
}

/** Of a pool's ARN, or of its issuer. */
function idOf(source: string): string {
  return source.slice(source.lastIndexOf("/") + 1);
}

function names(
  accepted: AcceptedTokens,
  userPoolId: string,
  { endpoints, pools }: TokenVerifierOptions,
): boolean {
  if ("issuer" in accepted) return endpoints.issuer(userPoolId) === accepted.issuer;
  const pool = pools.find(userPoolId);
  return pool !== undefined && accepted.userPoolArns.includes(pool.arn);
}

/** COG-TOK-4: the pool that the token says it is from must be one that is accepted. */
function poolOf(
  parts: JwsParts,
  accepted: AcceptedTokens,
  { endpoints, pools }: TokenVerifierOptions,
): string | undefined {
  const issuer = decodeClaims(parts.payload)?.["iss"];
  const sources = "issuer" in accepted ? [accepted.issuer] : poolsOf(accepted, pools);
  const source = sources.find((candidate) => endpoints.issuer(idOf(candidate)) === issuer);
  if (source === undefined || ("issuer" in accepted && accepted.issuer !== issuer)) return undefined;
  return idOf(source);
}

/** Access tokens name their client in `client_id`; `aud` goes first where there is one. */
function isForAudience(accepted: AcceptedTokens, claims: Claims): boolean {
  if (!("issuer" in accepted)) return true;
  const { aud, client_id: clientId } = claims;
  const given = aud === undefined ? clientId : aud;
  const audiences = Array.isArray(given) ? given : [given];
  return audiences.some((one) => typeof one === "string" && accepted.audiences.includes(one));
}

/** Everything about a token that does not change with time. */
function verifyWith(
  poolKeys: PoolKeys,
  parts: JwsParts,
  endpoints: Pick<Endpoints, "issuer">,
): Omit<Remembered, "keys"> | { readonly kind: "invalid"; readonly reason: string } {
  const key = keyOf(poolKeys, parts);
  if (key === undefined) return { kind: "invalid", reason: "header names no key of the pool" };
  if (!isSignedBy(key, parts)) return { kind: "invalid", reason: "wrong signature" };
  const claims = decodeClaims(parts.payload);
  if (claims === undefined) return { kind: "invalid", reason: "claims are no JSON object" };
  return accepted(key, claims, endpoints.issuer(key.userPoolId));
}

/**
 * COG-TOK-1: the header must be, byte for byte, one that we write. That leaves no room for other
 * algorithms, embedded keys, repeated members or a key id of another kind of token.
 */
function keyOf(poolKeys: PoolKeys, parts: Pick<JwsParts, "header">): SigningKey | undefined {
  if (parts.header === poolKeys.access.headerSegment) return poolKeys.access;
  if (parts.header === poolKeys.id.headerSegment) return poolKeys.id;
  return undefined;
}

function accepted(
  key: SigningKey,
  claims: Claims,
  issuer: string,
): Omit<Remembered, "keys"> | { readonly kind: "invalid"; readonly reason: string } {
  const { exp, iss, nbf = 0, token_use: use } = claims;
  if (iss !== issuer) return { kind: "invalid", reason: "another issuer" };
  // COG-TOK-5: each kind of token has its own key; one key never vouches for the other kind.
  if (use !== key.use) return { kind: "invalid", reason: "key of another kind of token" };
  if (typeof exp !== "number") return { kind: "invalid", reason: "no expiry" };
  // COG-TOK-17: the other end of a token's life.
  if (typeof nbf !== "number") return { kind: "invalid", reason: "nbf is no time" };
  return {
    userPoolId: key.userPoolId,
    expiresAt: exp,
    notBefore: nbf,
    verdict: { kind: "valid", tokenUse: key.use, claims },
  };
}
