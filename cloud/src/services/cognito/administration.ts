import type { Scope } from "../../core/arns.ts";
import type { Clock } from "../../core/clock.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { AnyOperation } from "../../wire/operation.ts";
import { createClientManager } from "./clients/manager.ts";
import type { Messenger } from "./messages/messenger.ts";
import { adminCreateUser } from "./operations/AdminCreateUser.ts";
import { createUserPool } from "./operations/CreateUserPool.ts";
import { createUserPoolClient } from "./operations/CreateUserPoolClient.ts";
import { describeUserPool } from "./operations/DescribeUserPool.ts";
import { describeUserPoolClient } from "./operations/DescribeUserPoolClient.ts";
import type { AdminDependencies } from "./operations/dependencies.ts";
import { createPoolManager } from "./pools/manager.ts";
import type { CognitoStores } from "./stores.ts";
import type { Triggers } from "./triggers/triggers.ts";
import { createInvitations } from "./users/invitation.ts";
import type { Passwords } from "./users/passwords.ts";

export interface AdministrationDependencies {
  readonly stores: CognitoStores;
  readonly triggers: Triggers;
  readonly messenger: Messenger;
  readonly passwords: Passwords;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
}

/** The managers of pools, clients and users, and the operations on them. */
export interface Administration extends AdminDependencies {
  readonly operations: readonly AnyOperation[];
}

export function createAdministration(dependencies: AdministrationDependencies): Administration {
  const { stores } = dependencies;
  const pools = createPoolManager(dependencies);
  const clients = createClientManager({ ...dependencies, pools });
  const invitations = createInvitations(dependencies);
  const admin: AdminDependencies = { stores, pools, clients, invitations };
  return { ...admin, operations: operationsOf(admin) };
}

function operationsOf(admin: AdminDependencies): readonly AnyOperation[] {
  return [
    createUserPool(admin),
    describeUserPool(admin),
    createUserPoolClient(admin),
    describeUserPoolClient(admin),
    adminCreateUser(admin),
  ];
}
