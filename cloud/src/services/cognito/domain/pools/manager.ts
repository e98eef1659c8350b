import { isDeepStrictEqual } from "node:util";
import { regionalArn, type Scope } from "../../../../core/arns.ts";
import type { Clock } from "../../../../core/clock.ts";
import { ALPHANUMERIC, type Randomness, randomText } from "../../../../core/randomness.ts";
import { invalidParameter, poolHasDomain, poolIsProtected, userPoolNotFound } from "../../shared/errors.ts";
import { describePool } from "./describe.ts";
import type { CreateUserPoolInput, SchemaAttributeInput, UpdateUserPoolInput } from "./input.ts";
import { assertMfaPossible, type MfaConfigInput, type MfaSettings, parseMfaConfig } from "./mfa.ts";
import type { UserPool } from "./pool.ts";
import { addCustomAttributes, buildSchema } from "./schema.ts";
import { parseSettings } from "./settings.ts";
import type { UserPoolStore } from "./store.ts";

export interface PoolManager {
  create(input: CreateUserPoolInput, mfa?: MfaSettings): UserPool;
  /** Throws ResourceNotFoundException. */
  get(id: string): UserPool;
  describe(pool: UserPool): Record<string, unknown>;
  /** Replaces all settings: what `input` leaves out is reset. */
  update(input: UpdateUserPoolInput, mfa?: MfaSettings): UserPool;
  /** Whether `update` would change anything. */
  isChange(input: UpdateUserPoolInput, mfa?: MfaSettings): boolean;
  setMfa(id: string, input: MfaConfigInput): UserPool;
  addCustomAttributes(id: string, attributes: readonly SchemaAttributeInput[]): void;
  setTags(id: string, change: (tags: Readonly<Record<string, string>>) => Record<string, string>): void;
  delete(id: string): void;
}

/** What a pool tells and forbids by what belongs to it. */
interface PoolManagerStores {
  readonly pools: UserPoolStore;
  readonly users: { count(userPoolId: string): number };
  readonly domains: { findByPool(userPoolId: string): { readonly domain: string } | undefined };
}

export interface PoolManagerDependencies {
  readonly stores: PoolManagerStores;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly scope: Scope;
  readonly onPoolCreated?: (id: string) => void;
}

const POOL_ID_LENGTH = 9;

export function createPoolManager(dependencies: PoolManagerDependencies): PoolManager {
  const { stores, clock } = dependencies;
  const get = (id: string): UserPool => {
    const pool = stores.pools.find(id);
    if (pool === undefined) throw userPoolNotFound(id);
    return pool;
  };
  const change = (id: string, changes: Partial<UserPool>): UserPool => {
    const changed = { ...get(id), ...changes, modifiedAt: clock.now() };
    stores.pools.replace(changed);
    return changed;
  };
  const settingsOf = (input: UpdateUserPoolInput, mfa: MfaSettings | undefined): Partial<UserPool> => {
    const pool = get(input.UserPoolId);
    const chosen = mfa ?? assertMfaPossible(input, pool);
    const tags = input.UserPoolTags ?? pool.tags;
    return { ...parseSettings(input), ...chosen, name: input.PoolName ?? pool.name, tags };
  };
  return {
    get,
    create: (input, mfa) => {
      const pool = newPool(dependencies, input, mfa);
      stores.pools.insert(pool);
      dependencies.onPoolCreated?.(pool.id);
      return pool;
    },
    describe: (pool) =>
      describePool(pool, {
        estimatedNumberOfUsers: stores.users.count(pool.id),
        domain: stores.domains.findByPool(pool.id)?.domain,
      }),
    update: (input, mfa) => change(input.UserPoolId, settingsOf(input, mfa)),
    isChange: (input, mfa) => {
      const pool = get(input.UserPoolId);
      return !isDeepStrictEqual(stored({ ...pool, ...settingsOf(input, mfa) }), stored(pool));
    },
    setMfa: (id, input) => change(id, parseMfaConfig(get(id), input)),
    addCustomAttributes: (id, attributes) => {
      change(id, { schema: addCustomAttributes(get(id).schema, attributes) });
    },
    setTags: (id, edit) => {
      change(id, { tags: edit(get(id).tags) });
    },
    delete: (id) => deletePool(stores, get(id)),
  };
}

/** As a pool is read again: what is undefined is not there. */
function stored(pool: UserPool): unknown {
  return JSON.parse(JSON.stringify(pool));
}

function newPool(
  { clock, randomness, scope }: PoolManagerDependencies,
  input: CreateUserPoolInput,
  mfa: MfaSettings | undefined,
): UserPool {
  const usernameAttributes = input.UsernameAttributes ?? [];
  const aliasAttributes = input.AliasAttributes ?? [];
  if (usernameAttributes.length > 0 && aliasAttributes.length > 0) {
    throw invalidParameter(
      "Only one of the aliasAttributes or usernameAttributes can be set in a user pool.",
    );
  }
  const id = `${scope.region}_${randomText(randomness, POOL_ID_LENGTH, ALPHANUMERIC)}`;
  const now = clock.now();
  return {
    id,
    name: input.PoolName,
    arn: regionalArn(scope, "cognito-idp", `userpool/${id}`),
    createdAt: now,
    modifiedAt: now,
    ...parseSettings(input),
    ...(mfa ?? assertMfaPossible(input, { softwareTokenMfa: false })),
    usernameAttributes,
    aliasAttributes,
    caseSensitiveUsernames: input.UsernameConfiguration?.CaseSensitive ?? true,
    schema: buildSchema(input.Schema ?? []),
    tags: input.UserPoolTags ?? {},
  };
}

function deletePool(stores: PoolManagerStores, pool: UserPool): void {
  // COG-33: a protected pool, or one that a domain points to, is not deleted.
  if (pool.deletionProtection === "ACTIVE") throw poolIsProtected();
  if (stores.domains.findByPool(pool.id) !== undefined) throw poolHasDomain();
  stores.pools.remove(pool.id);
}
