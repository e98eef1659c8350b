import type { Clock } from "../../../../core/clock.ts";
import { NO_CLIENT_ID } from "../../shared/constants.ts";
import { invalidParameter, passwordHistoryViolation, userNotFound } from "../../shared/errors.ts";
import type { OneTimeCodes } from "../codes/one-time-codes.ts";
import type { Messenger } from "../messages/messenger.ts";
import type { UserPool } from "../pools/pool.ts";
import {
  type AttributeInput,
  type Attributes,
  assertMutable,
  mergeAttributes,
  parseAttributes,
} from "../users/attributes.ts";
import { assertAliasesAreFree, getUser } from "../users/directory.ts";
import { assertPasswordPolicy } from "../users/password-policy.ts";
import type { Passwords } from "../users/passwords.ts";
import type { UserStore } from "../users/store.ts";
import { NO_FAILURES, type StoredPassword, type User } from "../users/user.ts";

/** What an administrator does to one user. Every method throws UserNotFoundException. */
export interface UserManager {
  get(pool: UserPool, username: string): User;
  updateAttributes(pool: UserPool, username: string, change: AttributeChange): Promise<User>;
  deleteAttributes(pool: UserPool, username: string, names: readonly string[]): User;
  setEnabled(pool: UserPool, username: string, enabled: boolean): User;
  /** @param choice.permanent makes the user CONFIRMED, otherwise FORCE_CHANGE_PASSWORD */
  setPassword(pool: UserPool, username: string, choice: PasswordChoice): Promise<User>;
  delete(pool: UserPool, username: string): void;
}

export interface AttributeChange {
  readonly attributes: readonly AttributeInput[];
  readonly clientMetadata?: Readonly<Record<string, string>>;
}

export interface PasswordChoice {
  readonly password: string;
  readonly permanent: boolean;
}

export interface UserManagerDependencies {
  readonly stores: { readonly users: UserStore };
  readonly passwords: Passwords;
  readonly messenger: Messenger;
  readonly codes: OneTimeCodes;
  readonly clock: Clock;
}

export function createUserManager(dependencies: UserManagerDependencies): UserManager {
  const { stores, clock } = dependencies;
  const get = (pool: UserPool, username: string): User => getUser(stores.users, pool, username);
  const save = (pool: UserPool, user: User): User => {
    const saved = { ...user, modifiedAt: clock.now() };
    stores.users.replace(pool, saved);
    return saved;
  };
  return {
    get,
    updateAttributes: async (pool, username, change) =>
      updateAttributes(dependencies, { pool, user: get(pool, username), change }),
    deleteAttributes: (pool, username, names) => {
      const user = get(pool, username);
      return save(pool, { ...user, attributes: withoutAttributes(pool, user, names) });
    },
    setEnabled: (pool, username, enabled) => {
      const user = get(pool, username);
      // COG-13: disabling also revokes what was issued, so that enabling does not bring it back.
      const now = clock.now();
      return enabled
        ? save(pool, { ...user, enabled, disabledAt: undefined })
        : save(pool, { ...user, enabled, disabledAt: now, signedOutAt: now });
    },
    setPassword: async (pool, username, choice) =>
      setPassword(dependencies, { pool, user: get(pool, username), choice }),
    delete: (pool, username) => stores.users.remove(pool.id, get(pool, username).sub),
  };
}

const VERIFIABLE = ["email", "phone_number"] as const;
type Verifiable = (typeof VERIFIABLE)[number];

interface ParsedChange {
  readonly changes: Attributes;
  /** New addresses to which a code goes. */
  readonly toProve: ReadonlyMap<Verifiable, string>;
}

/**
 * COG-8: a new address is unverified until the user proves it, or an administrator vouches for it.
 * Where the pool verifies before it updates, the former address stays until then.
 */
function parseChange(pool: UserPool, user: User, inputs: readonly AttributeInput[]): ParsedChange {
  const changes: Record<string, string> = { ...parseAttributes(pool, inputs) };
  assertMutable(pool, { ...user.attributes, sub: user.sub }, changes);
  const toProve = new Map<Verifiable, string>();
  for (const name of VERIFIABLE) {
    const address = changes[name];
    const flag = `${name}_verified`;
    if (address === undefined || address === user.attributes[name] || changes[flag] === "true") continue;
    const waits = address !== "" && pool.attributesRequiringVerificationBeforeUpdate.includes(name);
    if (address !== "" && (waits || pool.autoVerifiedAttributes.includes(name))) toProve.set(name, address);
    if (waits) delete changes[name];
    else changes[flag] = address === "" ? "" : "false";
    if (waits) delete changes[flag];
  }
  return { changes, toProve };
}

interface AttributeUpdate {
  readonly pool: UserPool;
  readonly user: User;
  readonly change: AttributeChange;
}

async function updateAttributes(
  { stores, codes, messenger, clock }: UserManagerDependencies,
  { pool, user, change }: AttributeUpdate,
): Promise<User> {
  const { changes, toProve } = parseChange(pool, user, change.attributes);
  const proposed = mergeAttributes(user.attributes, { ...changes, ...Object.fromEntries(toProve) });
  assertAliasesAreFree(stores.users, pool, { sub: user.sub, attributes: proposed });
  const attributes = mergeAttributes(user.attributes, changes);
  const saved: User = { ...user, attributes, modifiedAt: clock.now() };
  stores.users.replace(pool, saved);
  const subject = { userPoolId: pool.id, sub: user.sub };
  for (const attribute of VERIFIABLE) {
    // A code that is on its way proves the former address, not this one.
    if (changes[attribute] !== undefined) codes.forget(subject, `Attribute:${attribute}`);
  }
  for (const [attribute, address] of toProve) {
    await messenger.send({
      pool,
      user: { ...saved, attributes: { ...attributes, [attribute]: address } },
      cause: "UpdateUserAttribute",
      secret: codes.issue(subject, `Attribute:${attribute}`, address),
      attribute,
      clientId: NO_CLIENT_ID,
      ...(change.clientMetadata === undefined ? {} : { clientMetadata: change.clientMetadata }),
    });
  }
  return saved;
}

/** COG-9: required and immutable attributes stay; a removed address takes its verification along. */
function withoutAttributes(pool: UserPool, user: User, names: readonly string[]): Attributes {
  const schema = new Map(pool.schema.map((attribute) => [attribute.name, attribute]));
  const changes: Record<string, string> = {};
  for (const name of names) {
    const attribute = schema.get(name);
    if (attribute === undefined) {
      throw invalidParameter(`user.${name}: Attribute does not exist in the schema.`);
    }
    if (!attribute.mutable) throw invalidParameter(`user.${name}: Attribute cannot be updated.`);
    if (attribute.required) throw invalidParameter(`user.${name}: The attribute is required`);
    changes[name] = "";
    if (name === "email" || name === "phone_number") changes[`${name}_verified`] = "";
  }
  return mergeAttributes(user.attributes, changes);
}

async function setPassword(
  { stores, passwords, clock }: UserManagerDependencies,
  { pool, user, choice }: { readonly pool: UserPool; readonly user: User; readonly choice: PasswordChoice },
): Promise<User> {
  assertPasswordPolicy(pool.passwordPolicy, choice.password, "administrator");
  await assertNotUsedBefore(passwords, { pool, user, password: choice.password });
  const stored = await passwords.derive(pool, user, choice.password, !choice.permanent);
  const current = stores.users.findBySub(pool.id, user.sub);
  if (current === undefined) throw userNotFound();
  const changed: User = {
    ...current,
    password: stored,
    passwordHistory: historyAfter(pool, current),
    status: choice.permanent ? "CONFIRMED" : "FORCE_CHANGE_PASSWORD",
    failures: NO_FAILURES,
    modifiedAt: clock.now(),
  };
  stores.users.replace(pool, changed);
  return changed;
}

/** COG-10: PasswordHistorySize earlier passwords, the current one included, are not taken again. */
async function assertNotUsedBefore(
  passwords: Passwords,
  { pool, user, password }: { readonly pool: UserPool; readonly user: User; readonly password: string },
): Promise<void> {
  const { passwordHistorySize: size } = pool.passwordPolicy;
  if (size === 0) return;
  for (const earlier of earlierPasswords(user).slice(0, size)) {
    if (await passwords.matches(pool, user, earlier, password)) throw passwordHistoryViolation();
  }
}

function historyAfter(pool: UserPool, user: User): readonly StoredPassword[] {
  return earlierPasswords(user).slice(0, pool.passwordPolicy.passwordHistorySize);
}

function earlierPasswords(user: User): StoredPassword[] {
  return [...(user.password === undefined ? [] : [user.password]), ...user.passwordHistory];
}
