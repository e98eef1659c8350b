import type { ClientManager } from "../../domain/clients/manager.ts";
import type { DomainManager } from "../../domain/domains/manager.ts";
import type { GroupManager } from "../../domain/groups/manager.ts";
import type { PoolManager } from "../../domain/pools/manager.ts";
import type { ResourceServerManager } from "../../domain/resource-servers/manager.ts";
import type { CognitoStores } from "../../domain/stores.ts";
import type { Invitations } from "../../domain/user-administration/invitation.ts";
import type { UserManager } from "../../domain/user-administration/manager.ts";

/** What the administration operations are built from. */
export interface AdminDependencies {
  readonly stores: CognitoStores;
  readonly pools: PoolManager;
  readonly clients: ClientManager;
  readonly domains: DomainManager;
  readonly groups: GroupManager;
  readonly resourceServers: ResourceServerManager;
  readonly users: UserManager;
  readonly invitations: Invitations;
}
