import type { Clock } from "../../../core/clock.ts";
import type { OneTimeCodes } from "../codes/one-time-codes.ts";
import { NO_CLIENT_ID } from "../constants.ts";
import { invalidParameter, passwordHistoryViolation, userNotFound } from "../errors.ts";
import type { Messenger } from "../messages/messenger.ts";
import type { UserPool } from "../pools/pool.ts";
import type { CognitoStores } from "../stores.ts";
import {
  type AttributeInput,
  type Attributes,
  assertMutable,
  mergeAttributes,
  parseAttributes,
} from "./attributes.ts";
import { assertAliasesAreFree, getUser } from "./directory.ts";
import { assertPasswordPolicy } from "./password-policy.ts";
import type { Passwords } from "./passwords.ts";
import { NO_FAILURES, type StoredPassword, type User } from "./user.ts";

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
  readonly stores: CognitoStores;
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
    updateAttributes: async (pool, username, change) => {
      const user = get(pool, username);
      const attributes = changedAttributes(pool, user, change.attributes);
      assertAliasesAreFree(stores.users, pool, { sub: user.sub, attributes });
      const saved = save(pool, { ...user, attributes });
      await sendVerifications(dependencies, { pool, before: user, after: saved }, change.clientMetadata);
      return saved;
    },
    deleteAttributes: (pool, username, names) => {
      const user = get(pool, username);
      return save(pool, { ...user, attributes: withoutAttributes(pool, user, names) });
    },
    setEnabled: (pool, username, enabled) => save(pool, { ...get(pool, username), enabled }),
    setPassword: (pool, username, choice) =>
      setPassword(dependencies, { pool, user: get(pool, username), choice }),
    delete: (pool, username) => stores.users.remove(pool.id, get(pool, username).sub),
  };
}

const VERIFIABLE = ["email", "phone_number"] as const;

/** COG-8: a new address is unverified until somebody proves it, or an administrator vouches for it. */
function changedAttributes(pool: UserPool, user: User, inputs: readonly AttributeInput[]): Attributes {
  const changes = parseAttributes(pool, inputs);
  assertMutable(pool, { ...user.attributes, sub: user.sub }, changes);
  const unverified: Record<string, string> = {};
  for (const name of VERIFIABLE) {
    const isNew = changes[name] !== undefined && changes[name] !== user.attributes[name];
    if (isNew && changes[`${name}_verified`] === undefined) {
      unverified[`${name}_verified`] = changes[name] === "" ? "" : "false";
    }
  }
  return mergeAttributes(user.attributes, { ...unverified, ...changes });
}

/** Codes for new addresses of the kinds that the pool verifies by itself. */
async function sendVerifications(
  { codes, messenger }: UserManagerDependencies,
  { pool, before, after }: { readonly pool: UserPool; readonly before: User; readonly after: User },
  clientMetadata: Readonly<Record<string, string>> | undefined,
): Promise<void> {
  for (const attribute of VERIFIABLE) {
    const value = after.attributes[attribute];
    const isNew = value !== undefined && value !== before.attributes[attribute];
    const verified = after.attributes[`${attribute}_verified`] === "true";
    if (!isNew || verified || !pool.autoVerifiedAttributes.includes(attribute)) continue;
    const secret = codes.issue(
      { userPoolId: pool.id, sub: after.sub },
      attribute === "email" ? "Attribute:email" : "Attribute:phone_number",
      attribute,
    );
    await messenger.send({
      pool,
      user: after,
      cause: "UpdateUserAttribute",
      secret,
      attribute,
      clientId: NO_CLIENT_ID,
      ...(clientMetadata === undefined ? {} : { clientMetadata }),
    });
  }
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
