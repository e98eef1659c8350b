import type { Clock } from "../../../../core/clock.ts";
import { LOWER_ALPHANUMERIC, type Randomness, randomText } from "../../../../core/randomness.ts";
import { DEFAULT_AUTH_SESSION_MINUTES } from "../../shared/constants.ts";
import { clientNotFound } from "../../shared/errors.ts";
import type { PoolManager } from "../pools/manager.ts";
import type { ResourceServerStore } from "../resource-servers/resource-server.ts";
import { parseAttributePermissions } from "./attribute-permissions.ts";
import { parseAuthFlows } from "./auth-flows.ts";
import type { UserPoolClient } from "./client.ts";
import type { ClientSettings, CreateClientInput, UpdateClientInput } from "./input.ts";
import { parseOAuthSettings } from "./oauth-settings.ts";
import type { UserPoolClientStore } from "./store.ts";
import { parseValidity } from "./validity.ts";

export interface ClientManager {
  create(input: CreateClientInput): UserPoolClient;
  /** Throws ResourceNotFoundException for an unknown pool, or a client of another pool. */
  get(userPoolId: string, clientId: string): UserPoolClient;
  /** Replaces all settings: what `input` leaves out is reset. */
  update(input: UpdateClientInput): UserPoolClient;
  list(userPoolId: string): UserPoolClient[];
  delete(userPoolId: string, clientId: string): void;
}

interface ClientManagerStores {
  readonly clients: UserPoolClientStore;
  readonly resourceServers: ResourceServerStore;
}

export interface ClientManagerDependencies {
  readonly stores: ClientManagerStores;
  readonly pools: PoolManager;
  readonly clock: Clock;
  readonly randomness: Randomness;
}

const CLIENT_ID_LENGTH = 26;
const SECRET_LENGTH = 52;

export function createClientManager(dependencies: ClientManagerDependencies): ClientManager {
  const { stores, pools, clock, randomness } = dependencies;
  const get = (userPoolId: string, clientId: string): UserPoolClient => {
    pools.get(userPoolId);
    const client = stores.clients.find(clientId);
    if (client === undefined || client.userPoolId !== userPoolId) throw clientNotFound(clientId);
    return client;
  };
  return {
    get,
    create: (input) => {
      const secret = newSecret(input, randomness);
      const now = clock.now();
      const client: UserPoolClient = {
        id: randomText(randomness, CLIENT_ID_LENGTH, LOWER_ALPHANUMERIC),
        userPoolId: input.UserPoolId,
        name: input.ClientName,
        createdAt: now,
        modifiedAt: now,
        secret,
        ...parseClientSettings(input, { pools, stores, hasSecret: secret !== undefined }),
      };
      stores.clients.insert(client);
      return client;
    },
    update: (input) => {
      const client = get(input.UserPoolId, input.ClientId);
      const updated: UserPoolClient = {
        ...client,
        ...parseClientSettings(input, { pools, stores, hasSecret: client.secret !== undefined }),
        name: input.ClientName ?? client.name,
        modifiedAt: clock.now(),
      };
      stores.clients.replace(updated);
      return updated;
    },
    list: (userPoolId) => stores.clients.list(pools.get(userPoolId).id),
    delete: (userPoolId, clientId) => stores.clients.remove(get(userPoolId, clientId).id),
  };
}

function newSecret(input: CreateClientInput, randomness: Randomness): string | undefined {
  if (input.ClientSecret !== undefined) return input.ClientSecret;
  return input.GenerateSecret === true
    ? randomText(randomness, SECRET_LENGTH, LOWER_ALPHANUMERIC)
    : undefined;
}

type Settings = Omit<UserPoolClient, "id" | "userPoolId" | "name" | "createdAt" | "modifiedAt" | "secret">;

function parseClientSettings(
  input: ClientSettings,
  context: { readonly pools: PoolManager; readonly stores: ClientManagerStores; readonly hasSecret: boolean },
): Settings {
  const pool = context.pools.get(input.UserPoolId);
  const rotation = input.RefreshTokenRotation;
  return {
    explicitAuthFlows: parseAuthFlows(input.ExplicitAuthFlows),
    preventUserExistenceErrors: input.PreventUserExistenceErrors ?? "LEGACY",
    enableTokenRevocation: input.EnableTokenRevocation ?? true,
    ...parseValidity(input),
    authSessionMinutes: input.AuthSessionValidity ?? DEFAULT_AUTH_SESSION_MINUTES,
    refreshTokenRotation:
      rotation === undefined
        ? undefined
        : { feature: rotation.Feature, retryGracePeriodSeconds: rotation.RetryGracePeriodSeconds ?? 0 },
    ...parseOAuthSettings(input, {
      pool,
      hasSecret: context.hasSecret,
      resourceServers: context.stores.resourceServers,
    }),
    ...parseAttributePermissions(input, pool),
    described: describedOnly(input),
  };
}

function describedOnly(input: ClientSettings): Record<string, unknown> {
  const { AnalyticsConfiguration, EnablePropagateAdditionalUserContextData } = input;
  return {
    ...(AnalyticsConfiguration === undefined ? {} : { AnalyticsConfiguration }),
    ...(EnablePropagateAdditionalUserContextData === undefined
      ? {}
      : { EnablePropagateAdditionalUserContextData }),
  };
}
