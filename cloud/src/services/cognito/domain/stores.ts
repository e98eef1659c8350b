import type { Database } from "../../../store/database.ts";
import { createSealer } from "../../../store/sealing.ts";
import { createUserPoolClientStore } from "./clients/sqlite-store.ts";
import type { UserPoolClientStore } from "./clients/store.ts";
import type { UserPoolDomainStore } from "./domains/domain.ts";
import { createUserPoolDomainStore } from "./domains/sqlite-store.ts";
import type { GroupStore } from "./groups/group.ts";
import { createGroupStore } from "./groups/sqlite-store.ts";
import { createUserPoolStore } from "./pools/sqlite-store.ts";
import type { UserPoolStore } from "./pools/store.ts";
import type { ResourceServerStore } from "./resource-servers/resource-server.ts";
import { createResourceServerStore } from "./resource-servers/sqlite-store.ts";
import { type FormerNames, withFormerNames } from "./users/former-names.ts";
import { createUserStore } from "./users/sqlite-store.ts";
import type { UserStore } from "./users/store.ts";

/** The durable state of the service, apart from tokens, sessions and codes. */
export interface CognitoStores {
  readonly pools: UserPoolStore;
  readonly clients: UserPoolClientStore;
  readonly domains: UserPoolDomainStore;
  readonly users: UserStore;
  readonly formerNames: FormerNames;
  readonly groups: GroupStore;
  readonly resourceServers: ResourceServerStore;
}

/**
 * @param masterKey 32 bytes that seal client secrets at rest
 * @param onPoolRemoved told the id of a pool that is gone, for what is kept of it in memory
 */
export function createCognitoStores(
  database: Database,
  masterKey: Buffer,
  onPoolRemoved: (id: string) => void = () => undefined,
): CognitoStores {
  // In the order of their references: groups refer to users, everything to pools.
  const pools = createUserPoolStore(database);
  const clients = createUserPoolClientStore(database, createSealer(masterKey, "cognito/client-secret"));
  const domains = createUserPoolDomainStore(database);
  const { users, formerNames } = withFormerNames(createUserStore(database));
  const groups = createGroupStore(database);
  const resourceServers = createResourceServerStore(database);
  const watched = withClients(pools, clients, (id) => {
    users.poolRemoved(id);
    onPoolRemoved(id);
  });
  // All of it or nothing: what a kill would leave of a pool that is gone, nobody would find again.
  const remove = (id: string): void => database.transaction(() => watched.remove(id));
  return { pools: { ...watched, remove }, clients, domains, users, formerNames, groups, resourceServers };
}

/** The database drops what belongs to a removed pool by itself; the stores with a cache are told here. */
function withClients(
  pools: UserPoolStore,
  clients: UserPoolClientStore,
  onPoolRemoved: (id: string) => void,
): UserPoolStore {
  return {
    ...pools,
    remove: (id) => {
      for (const client of clients.list(id)) clients.remove(client.id);
      pools.remove(id);
      onPoolRemoved(id);
    },
  };
}
