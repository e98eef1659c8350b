import { createHmac, timingSafeEqual } from "node:crypto";
import { ADMIN_SCOPE } from "../../shared/constants.ts";
import {
  accessTokenLacksScopes,
  clientNotFound,
  invalidParameter,
  secretHashMissing,
  secretHashWrong,
  userPoolNotFound,
} from "../../shared/errors.ts";
import type { UserPoolClient } from "../clients/client.ts";
import type { UserPool } from "../pools/pool.ts";
import type { AcceptedAccessToken } from "../tokens/issuer.ts";
import { shownName } from "../users/shown-name.ts";
import type { User } from "../users/user.ts";
import type { AuthDependencies } from "./auth-dependencies.ts";
import type { ClientContext } from "./parts/sign-in.ts";

type Metadata = Readonly<Record<string, string>>;

/** The client that calls and its pool. Throws ResourceNotFoundException. */
export function clientAndPool(
  { pools, clients }: Pick<AuthDependencies, "pools" | "clients">,
  clientId: string,
  clientMetadata?: Metadata,
): ClientContext {
  const client = clients.find(clientId);
  const pool = client === undefined ? undefined : pools.find(client.userPoolId);
  if (client === undefined || pool === undefined) throw clientNotFound(clientId);
  return { pool, client, ...(clientMetadata === undefined ? {} : { clientMetadata }) };
}

/** The same for calls that name pool and client: they must belong together. */
export function adminClientAndPool(
  dependencies: Pick<AuthDependencies, "pools" | "clients">,
  call: { readonly UserPoolId: string; readonly ClientId: string; readonly ClientMetadata?: Metadata },
): ClientContext {
  poolOf(dependencies, call.UserPoolId);
  const clientContext = clientAndPool(dependencies, call.ClientId, call.ClientMetadata);
  if (clientContext.pool.id !== call.UserPoolId) throw clientNotFound(call.ClientId);
  return clientContext;
}

export function poolOf({ pools }: Pick<AuthDependencies, "pools">, id: string): UserPool {
  const pool = pools.find(id);
  if (pool === undefined) throw userPoolNotFound(id);
  return pool;
}

/**
 * COG-SEC-1: a client with a secret proves it in every call that names a user; a client without
 * one must not pretend.
 * @param usernames the names over which the hash may have been made
 */
export function assertSecretHash(
  client: UserPoolClient,
  usernames: readonly string[],
  secretHash: string | undefined,
): void {
  if (client.secret === undefined) {
    if (secretHash === undefined) return;
    throw secretHashWrong(client.id).knowing({
      reason: "secret-hash-unexpected",
      had: { client: client.id },
    });
  }
  if (secretHash === undefined) throw secretHashMissing(client.id).knowing({ had: { client: client.id } });
  const { secret } = client;
  const given = Buffer.from(secretHash);
  const matches = usernames.some((username) => {
    const hash = createHmac("sha256", secret).update(username).update(client.id).digest("base64");
    const expected = Buffer.from(hash);
    return expected.length === given.length && timingSafeEqual(expected, given);
  });
  if (!matches) throw secretHashWrong(client.id).knowing({ had: { client: client.id } });
}

/** Who calls an operation that takes an AccessToken. */
export interface SelfServiceCaller extends AcceptedAccessToken {
  readonly client: UserPoolClient;
}

/**
 * COG-TOK-14: self-service needs a token that was granted for it.
 *
 * @param actsAs told whose token it is, for the trace
 */
export async function callerOf(
  { tokens, clients }: Pick<AuthDependencies, "tokens" | "clients">,
  accessToken: string,
  actsAs: (username: string) => void,
): Promise<SelfServiceCaller> {
  const accepted = await tokens.acceptAccessToken(accessToken);
  actsAs(accepted.user.username);
  if (!accepted.scopes.has(ADMIN_SCOPE)) {
    throw accessTokenLacksScopes().knowing({
      asked: { scope: ADMIN_SCOPE },
      had: { scopes: [...accepted.scopes], username: shownName(accepted.user) },
    });
  }
  const client = clients.find(accepted.clientId);
  if (client === undefined) throw clientNotFound(accepted.clientId);
  return { ...accepted, client };
}

/** Changes the user as stored now; throws nothing when the user has gone meanwhile. */
export function saveUser(
  { users, clock }: Pick<AuthDependencies, "users" | "clock">,
  pool: UserPool,
  sub: string,
  change: (current: User) => User,
): User | undefined {
  const current = users.findBySub(pool.id, sub);
  if (current === undefined) return undefined;
  const changed = { ...change(current), modifiedAt: clock.now() };
  users.replace(pool, changed);
  return changed;
}

export function assertContactAttribute(name: string): asserts name is "email" | "phone_number" {
  if (name !== "email" && name !== "phone_number") {
    throw invalidParameter(`Invalid attribute name: ${name}. Only email and phone_number are verified.`);
  }
}

/** CodeDeliveryDetails as the API answers it. */
export function describeDelivery(delivery: {
  readonly destination: string;
  readonly medium: string;
  readonly attribute: string;
}): Record<string, string> {
  return {
    Destination: delivery.destination,
    DeliveryMedium: delivery.medium,
    AttributeName: delivery.attribute,
  };
}
