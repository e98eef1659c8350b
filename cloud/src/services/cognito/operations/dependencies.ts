import type { ClientManager } from "../clients/manager.ts";
import type { DomainManager } from "../domains/manager.ts";
import type { GroupManager } from "../groups/manager.ts";
import type { PoolManager } from "../pools/manager.ts";
import type { ResourceServerManager } from "../resource-servers/manager.ts";
import type { CognitoStores } from "../stores.ts";
import type { Invitations } from "../users/invitation.ts";
import type { UserManager } from "../users/manager.ts";

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
