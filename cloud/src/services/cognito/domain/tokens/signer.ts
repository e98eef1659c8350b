import { type Clock, epochSeconds } from "../../../../core/clock.ts";
import type { Endpoints } from "../../../../core/endpoints.ts";
import type { Randomness } from "../../../../core/randomness.ts";
import type { GroupStore } from "../groups/group.ts";
import type { Triggers } from "../triggers/triggers.ts";
import { accessClaims, idClaims, type TokenMoment } from "./claims.ts";
import { groupConfigurationOf } from "./group-configuration.ts";
import type { IssuedTokens, TokenRequest } from "./issuer.ts";
import { askPreTokenTrigger } from "./pre-token.ts";
import type { SigningKey, SigningKeys } from "./signing-keys.ts";

export type SignedPair = Omit<IssuedTokens, "refreshToken">;

export interface TokenSignerOptions {
  readonly keys: SigningKeys;
  readonly groups: Pick<GroupStore, "listOfUser">;
  readonly triggers: Triggers;
  readonly endpoints: Pick<Endpoints, "issuer">;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

/** Asks the pre-token trigger, puts the claims together and signs both tokens. */
export function createTokenSigner(options: TokenSignerOptions) {
  const { keys, groups, triggers, endpoints, clock, randomness } = options;
  return async (request: TokenRequest, originJti: string): Promise<SignedPair> => {
    const configuration = groupConfigurationOf(groups.listOfUser(request.pool.id, request.user.sub));
    const overrides = await askPreTokenTrigger(triggers, request, configuration);
    const poolKeys = await keys.forPool(request.pool.id);
    const moment: TokenMoment = {
      issuer: endpoints.issuer(request.pool.id),
      issuedAt: epochSeconds(clock),
      eventId: randomness.uuid(),
      originJti: request.client.enableTokenRevocation ? originJti : undefined,
      groups: configuration,
      overrides,
    };
    const accessInput = encodeToken(poolKeys.access, accessClaims(request, moment, randomness.uuid()));
    const signId = async (accessToken: string): Promise<string> => {
      const input = encodeToken(
        poolKeys.id,
        idClaims(request, moment, { jti: randomness.uuid(), accessToken }),
      );
      return `${input}.${await poolKeys.id.sign(input)}`;
    };
    const signAccess = async (): Promise<string> =>
      `${accessInput}.${await poolKeys.access.sign(accessInput)}`;
    const pair = await (request.oauth
      ? inSequence(signAccess, wantsIdToken(request) ? signId : undefined)
      : together(signAccess, signId));
    return { ...pair, expiresInSeconds: request.client.accessTokenSeconds };
  };
}

interface Pair {
  readonly accessToken: string;
  readonly idToken: string | undefined;
}

/** OAuth ID tokens carry a hash of the access token, so that one comes first. */
async function inSequence(
  signAccess: () => Promise<string>,
  signId: ((accessToken: string) => Promise<string>) | undefined,
): Promise<Pair> {
  const accessToken = await signAccess();
  return { accessToken, idToken: await signId?.(accessToken) };
}

async function together(
  signAccess: () => Promise<string>,
  signId: (accessToken: string) => Promise<string>,
): Promise<Pair> {
  const [accessToken, idToken] = await Promise.all([signAccess(), signId("")]);
  return { accessToken, idToken };
}

/** Over OAuth an ID token is for those who were granted `openid`, whatever the trigger adds later. */
function wantsIdToken(request: TokenRequest): boolean {
  return request.scopes.includes("openid");
}

export function encodeToken(key: SigningKey, claims: ReadonlyMap<string, unknown>): string {
  const payload = Buffer.from(JSON.stringify(Object.fromEntries(claims))).toString("base64url");
  return `${key.headerSegment}.${payload}`;
}
