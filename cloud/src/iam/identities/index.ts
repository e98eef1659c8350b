import type { Scope } from "../../core/arns.ts";
import type { AdministratorCaller } from "../../core/caller.ts";
import type { Clock } from "../../core/clock.ts";
import type { AccessKeyResolver } from "../../core/ports/access-keys.ts";
import type { Randomness } from "../../core/randomness.ts";
import type { Database } from "../../store/database.ts";
import { createAuthorization, type RolePolicies, type RolePolicySource } from "../authorization.ts";
import { type PolicyDocument, parsePolicy } from "../policies/document.ts";
import { type AdministratorKey, createAccessKeys } from "./access-keys.ts";
import { createRoleAssumption, type RoleAssumption } from "./assume-role.ts";
import { createManagedPolicyStore, type ManagedPolicyStore } from "./managed-policy-store.ts";
import type { Role } from "./model/role.ts";
import { createRoleStore, type RoleStore } from "./role-store.ts";
import { createSessionTokens } from "./session-token.ts";

export interface IdentityOptions {
  readonly database: Database;
  /** 32 bytes of the state folder; seals session tokens. */
  readonly masterKey: Buffer;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly administrator: AdministratorKey;
  readonly consoleKey?: AdministratorKey | undefined;
}

/** Who exists in this account and what their policies are. */
export interface Identities extends AccessKeyResolver, RoleAssumption, RolePolicySource {
  /** Who runs this cloud. */
  readonly administrator: AdministratorCaller;
  readonly roles: RoleStore;
  readonly managedPolicies: ManagedPolicyStore;
  /** All changes to roles that `work` makes, or none of them when it throws. */
  transaction<Result>(work: () => Result): Result;
}

const MIGRATIONS = [
  `CREATE TABLE iam_roles (name TEXT PRIMARY KEY, role TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE iam_policies (arn TEXT PRIMARY KEY, policy TEXT NOT NULL) WITHOUT ROWID;`,
];

export function createIdentities(options: IdentityOptions): Identities {
  const { clock, database, randomness, scope } = options;
  database.migrate("iam", MIGRATIONS);
  const tokens = createSessionTokens(options.masterKey);
  const compiled = new Map<string, { readonly role: Role; readonly policies: RolePolicies }>();
  const managedPolicies = forgetting(createManagedPolicyStore(database), () => compiled.clear());
  const roles = createRoleStore(database);

  const policiesOf = (roleName: string, roleId?: string): RolePolicies | undefined => {
    const role = roles.find(roleName);
    // IAM-13: a role that was made anew has nothing to do with sessions of the one before.
    if (role === undefined || (roleId !== undefined && role.id !== roleId)) return undefined;
    const known = compiled.get(role.name);
    // Roles are immutable values: another object is another state of the role.
    if (known?.role === role) return known.policies;
    const policies = compileRole(role, managedPolicies);
    compiled.set(role.name, { role, policies });
    return policies;
  };

  const evaluation = createAuthorization({ identities: { policiesOf }, scope, clock });
  const findRole = roles.find;
  return {
    roles: {
      ...roles,
      delete: (name) => {
        compiled.delete(roles.find(name)?.name ?? name);
        roles.delete(name);
      },
    },
    managedPolicies,
    policiesOf,
    transaction: roles.transaction,
    ...createAccessKeys({
      administrator: options.administrator,
      consoleKey: options.consoleKey,
      scope,
      clock,
      tokens,
      findRole,
    }),
    ...createRoleAssumption({ clock, randomness, scope, tokens, findRole, evaluation }),
  };
}

/** A managed policy may be attached to any role: all compiled roles are forgotten when one changes. */
function forgetting(store: ManagedPolicyStore, forget: () => void): ManagedPolicyStore {
  return {
    ...store,
    save: (policy) => {
      store.save(policy);
      forget();
    },
    delete: (arn) => {
      store.delete(arn);
      forget();
    },
  };
}

function compileRole(role: Role, managedPolicies: ManagedPolicyStore): RolePolicies {
  const inline = role.inlinePolicies.map(({ name, document }) => ({ ...parsePolicy(document), name }));
  const managed = role.attachedPolicyArns.flatMap((name) => {
    const document = managedPolicies.find(name)?.document;
    return document === undefined ? [] : { ...parsePolicy(document), name };
  });
  return {
    identity: [...inline, ...managed],
    boundary: boundaryOf(role, managedPolicies),
    tags: new Map(role.tags.map(({ key, value }) => [key, value])),
  };
}

/** IAM-5: a boundary whose policy is gone lets nothing through. */
function boundaryOf(role: Role, managedPolicies: ManagedPolicyStore): PolicyDocument | undefined {
  const name = role.permissionsBoundary;
  if (name === undefined) return undefined;
  const policy = managedPolicies.find(name);
  return policy === undefined
    ? { name, isGone: true, statements: [] }
    : { name, ...parsePolicy(policy.document) };
}
