import type { Scope } from "../../../core/arns.ts";
import type { Clock } from "../../../core/clock.ts";
import type { Randomness } from "../../../core/randomness.ts";
import type { AnyOperation } from "../../../wire/operation.ts";
import { createClientManager } from "../domain/clients/manager.ts";
import type { OneTimeCodes } from "../domain/codes/one-time-codes.ts";
import { createDomainManager } from "../domain/domains/manager.ts";
import { createGroupManager } from "../domain/groups/manager.ts";
import type { Messenger } from "../domain/messages/messenger.ts";
import { createPoolManager } from "../domain/pools/manager.ts";
import { createResourceServerManager } from "../domain/resource-servers/manager.ts";
import type { CognitoStores } from "../domain/stores.ts";
import type { Triggers } from "../domain/triggers/triggers.ts";
import { createInvitations } from "../domain/user-administration/invitation.ts";
import { createUserManager } from "../domain/user-administration/manager.ts";
import type { Passwords } from "../domain/users/passwords.ts";
import { administrationOperations } from "./operations/administration.ts";
import type { AdminDependencies } from "./operations/dependencies.ts";

export interface AdministrationDependencies {
  readonly stores: CognitoStores;
  readonly triggers: Triggers;
  readonly messenger: Messenger;
  readonly passwords: Passwords;
  readonly codes: OneTimeCodes;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly onPoolCreated?: (id: string) => void;
}

/** The managers of pools, clients and users, and the operations on them. */
export interface Administration extends AdminDependencies {
  readonly operations: readonly AnyOperation[];
}

export function createAdministration(dependencies: AdministrationDependencies): Administration {
  const { stores } = dependencies;
  const pools = createPoolManager(dependencies);
  const admin: AdminDependencies = {
    stores,
    pools,
    clients: createClientManager({ ...dependencies, pools }),
    domains: createDomainManager({ ...dependencies, pools }),
    groups: createGroupManager({ ...dependencies, pools }),
    resourceServers: createResourceServerManager(stores, pools),
    users: createUserManager(dependencies),
    invitations: createInvitations(dependencies),
  };
  return { ...admin, operations: administrationOperations(admin) };
}
