import type { CreateResourceServerRequest } from "../../../../wire/models/generated/cognito-idp.types.ts";
import { invalidParameter, resourceServerExists, resourceServerNotFound } from "../../shared/errors.ts";
import { decodePageToken, type Page, pageOf } from "../../shared/pagination.ts";
import type { PoolManager } from "../pools/manager.ts";
import type { ResourceServer, ResourceServerStore } from "./resource-server.ts";

export type ResourceServerInput = CreateResourceServerRequest;

export interface ResourceServerManager {
  create(input: ResourceServerInput): ResourceServer;
  /** Throws ResourceNotFoundException. */
  get(userPoolId: string, identifier: string): ResourceServer;
  update(input: ResourceServerInput): ResourceServer;
  list(
    userPoolId: string,
    request: { readonly limit: number; readonly token: string | undefined },
  ): Page<ResourceServer>;
  delete(userPoolId: string, identifier: string): void;
}

export function createResourceServerManager(
  stores: { readonly resourceServers: ResourceServerStore },
  pools: PoolManager,
): ResourceServerManager {
  const get = (userPoolId: string, identifier: string): ResourceServer => {
    const server = stores.resourceServers.find(pools.get(userPoolId).id, identifier);
    if (server === undefined) throw resourceServerNotFound();
    return server;
  };
  return {
    get,
    create: (input) => {
      const pool = pools.get(input.UserPoolId);
      if (stores.resourceServers.find(pool.id, input.Identifier) !== undefined) {
        throw resourceServerExists(input.Identifier, pool.id);
      }
      const server = fromInput(input);
      stores.resourceServers.insert(server);
      return server;
    },
    update: (input) => {
      get(input.UserPoolId, input.Identifier);
      const server = fromInput(input);
      stores.resourceServers.replace(server);
      return server;
    },
    list: (userPoolId, request) => {
      const after = decodePageToken(request.token);
      const found = stores.resourceServers.list(pools.get(userPoolId).id, request.limit + 1, after);
      return pageOf(found, request.limit, ({ identifier }) => identifier);
    },
    delete: (userPoolId, identifier) =>
      stores.resourceServers.remove(userPoolId, get(userPoolId, identifier).identifier),
  };
}

function fromInput(input: ResourceServerInput): ResourceServer {
  const scopes = (input.Scopes ?? []).map(({ ScopeName, ScopeDescription }) => ({
    name: ScopeName,
    description: ScopeDescription,
  }));
  if (new Set(scopes.map(({ name }) => name)).size < scopes.length) {
    throw invalidParameter("Scope names of a resource server must be unique.");
  }
  return { userPoolId: input.UserPoolId, identifier: input.Identifier, name: input.Name, scopes };
}

/** The ResourceServerType structure. */
export function resourceServerType(server: ResourceServer): Record<string, unknown> {
  return {
    UserPoolId: server.userPoolId,
    Identifier: server.identifier,
    Name: server.name,
    Scopes: server.scopes.map(({ name, description }) => ({
      ScopeName: name,
      ScopeDescription: description,
    })),
  };
}
