import type { ClientManager } from "../clients/manager.ts";
import type { PoolManager } from "../pools/manager.ts";
import type { CognitoStores } from "../stores.ts";
import type { Invitations } from "../users/invitation.ts";

/** What the administration operations are built from. */
export interface AdminDependencies {
  readonly stores: CognitoStores;
  readonly pools: PoolManager;
  readonly clients: ClientManager;
  readonly invitations: Invitations;
}
