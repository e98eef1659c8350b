import type { Database, SqlValue } from "../../../../store/database.ts";
import { RecordCache } from "../../../../store/record-cache.ts";
import type { UserPool } from "../pools/pool.ts";
import { type Alias, aliasAttributesOf, aliasesOf, foldName } from "./aliases.ts";
import { filterCondition } from "./filter-sql.ts";
import type { UserListOptions, UserStore } from "./store.ts";
import type { User } from "./user.ts";

/** `sequence` is the order of creation, in which ListUsers pages. */
const MIGRATIONS = [
  `CREATE TABLE cognito_users (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
     sub TEXT NOT NULL,
     folded_username TEXT NOT NULL,
     record TEXT NOT NULL,
     UNIQUE (pool_id, sub),
     UNIQUE (pool_id, folded_username)
   );
   CREATE UNIQUE INDEX cognito_users_in_order ON cognito_users (pool_id, sequence);
   CREATE TABLE cognito_user_aliases (
     pool_id TEXT NOT NULL,
     attribute TEXT NOT NULL,
     folded_value TEXT NOT NULL,
     sub TEXT NOT NULL,
     PRIMARY KEY (pool_id, attribute, folded_value),
     FOREIGN KEY (pool_id, sub) REFERENCES cognito_users (pool_id, sub) ON DELETE CASCADE
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_aliases_of_user ON cognito_user_aliases (pool_id, sub, attribute)`,
];

interface Row {
  readonly record: string;
}

const CACHED_USERS = 1_000;

/** The store and what it must be told: a removed pool takes its users along without asking it. */
export interface CachingUserStore extends UserStore {
  poolRemoved(userPoolId: string): void;
}

export function createUserStore(database: Database): CachingUserStore {
  database.migrate("cognito-users", MIGRATIONS);
  const store: UncachedUserStore = { ...writes(database), ...lookUps(database), ...listing(database) };
  return withCache(database, store);
}

/** Finds who is meant, and leaves what is known of them to the cache. */
interface UncachedUserStore extends Omit<UserStore, "findByLogin"> {
  subOfLogin(pool: UserPool, login: string): string | undefined;
}

/** A sign-in asks for the same user half a dozen times. Only committed states are remembered. */
function withCache(database: Database, store: UncachedUserStore): CachingUserStore {
  const cache = new RecordCache<User>(CACHED_USERS);
  const keyOf = (userPoolId: string, sub: string): string => `${userPoolId}/${sub}`;
  const findBySub = (userPoolId: string, sub: string): User | undefined => {
    const load = (): User | undefined => store.findBySub(userPoolId, sub);
    return database.inTransaction ? load() : cache.get(keyOf(userPoolId, sub), load);
  };
  return {
    ...store,
    insert: (pool, user) => {
      cache.forget(keyOf(pool.id, user.sub));
      store.insert(pool, user);
    },
    replace: (pool, user) => {
      cache.forget(keyOf(pool.id, user.sub));
      store.replace(pool, user);
    },
    remove: (userPoolId, sub) => {
      cache.forget(keyOf(userPoolId, sub));
      store.remove(userPoolId, sub);
    },
    findBySub,
    findByLogin: (pool, login) => {
      const sub = store.subOfLogin(pool, login);
      return sub === undefined ? undefined : findBySub(pool.id, sub);
    },
    poolRemoved: () => cache.clear(),
  };
}

function writes(database: Database): Pick<UserStore, "insert" | "replace" | "remove"> {
  const insert = database.prepare(
    "INSERT INTO cognito_users (pool_id, sub, folded_username, record) VALUES (?, ?, ?, ?)",
  );
  const replace = database.prepare("UPDATE cognito_users SET record = ? WHERE pool_id = ? AND sub = ?");
  const current = database.prepare<Row>("SELECT record FROM cognito_users WHERE pool_id = ? AND sub = ?");
  const remove = database.prepare("DELETE FROM cognito_users WHERE pool_id = ? AND sub = ?");
  const aliases = aliasWrites(database);
  return {
    insert: (pool, user) =>
      database.transaction(() => {
        insert.run(pool.id, user.sub, foldName(pool, user.username), JSON.stringify(user));
        aliases.change(pool, user.sub, { before: [], after: aliasesOf(pool, user) });
      }),
    replace: (pool, user) =>
      database.transaction(() => {
        const row = current.get(pool.id, user.sub);
        if (row === undefined) return;
        replace.run(JSON.stringify(user), pool.id, user.sub);
        aliases.change(pool, user.sub, {
          before: aliasesOf(pool, decode(row)),
          after: aliasesOf(pool, user),
        });
      }),
    remove: (userPoolId, sub) => {
      remove.run(userPoolId, sub);
    },
  };
}

interface AliasChange {
  readonly before: readonly Alias[];
  readonly after: readonly Alias[];
}

/** Only differences are written: a user that lost an alias to another does not take it back. */
function aliasWrites(database: Database) {
  const put = database.prepare(
    "INSERT OR REPLACE INTO cognito_user_aliases (pool_id, attribute, folded_value, sub) VALUES (?, ?, ?, ?)",
  );
  const drop = database.prepare(
    "DELETE FROM cognito_user_aliases WHERE pool_id = ? AND attribute = ? AND folded_value = ? AND sub = ?",
  );
  const has = (aliases: readonly Alias[], alias: Alias): boolean =>
    aliases.some((other) => other.attribute === alias.attribute && other.value === alias.value);
  return {
    change: (pool: UserPool, sub: string, { before, after }: AliasChange): void => {
      for (const alias of before) {
        if (!has(after, alias)) drop.run(pool.id, alias.attribute, alias.value, sub);
      }
      for (const alias of after) {
        if (!has(before, alias)) put.run(pool.id, alias.attribute, alias.value, sub);
      }
    },
  };
}

function lookUps(database: Database): Pick<UncachedUserStore, "findBySub" | "subOfLogin" | "findByAlias"> {
  const bySub = database.prepare<Row>("SELECT record FROM cognito_users WHERE pool_id = ? AND sub = ?");
  const byName = database.prepare<{ sub: string }>(
    "SELECT sub FROM cognito_users WHERE pool_id = ? AND folded_username = ?",
  );
  const subByAlias = database.prepare<{ sub: string }>(
    "SELECT sub FROM cognito_user_aliases WHERE pool_id = ? AND attribute = ? AND folded_value = ?",
  );
  const byAlias = database.prepare<Row>(
    `SELECT u.record AS record FROM cognito_user_aliases a
       JOIN cognito_users u ON u.pool_id = a.pool_id AND u.sub = a.sub
      WHERE a.pool_id = ? AND a.attribute = ? AND a.folded_value = ?`,
  );
  return {
    findBySub: (userPoolId, sub) => decodeIfAny(bySub.get(userPoolId, sub)),
    subOfLogin: (pool, login) => {
      const folded = foldName(pool, login);
      const named = byName.get(pool.id, folded);
      if (named !== undefined) return named.sub;
      for (const attribute of aliasAttributesOf(pool)) {
        const row = subByAlias.get(pool.id, attribute, folded);
        if (row !== undefined) return row.sub;
      }
      return undefined;
    },
    findByAlias: (pool, attribute, value) =>
      decodeIfAny(byAlias.get(pool.id, attribute, foldName(pool, value))),
  };
}

function listing(database: Database): Pick<UserStore, "list" | "count"> {
  const sequenceOf = database.prepare<{ sequence: number }>(
    "SELECT sequence FROM cognito_users WHERE pool_id = ? AND sub = ?",
  );
  const count = database.prepare<{ total: number }>(
    "SELECT COUNT(*) AS total FROM cognito_users WHERE pool_id = ?",
  );
  const page = (condition: string) =>
    database.prepare<Row>(
      `SELECT record FROM cognito_users WHERE pool_id = ? AND sequence > ?${condition} ORDER BY sequence LIMIT ?`,
    );
  return {
    list: (userPoolId, options: UserListOptions) => {
      const after =
        options.after === undefined ? 0 : (sequenceOf.get(userPoolId, options.after)?.sequence ?? 0);
      const { condition, parameters } = filterCondition(options.filter);
      const values: SqlValue[] = [userPoolId, after, ...parameters, options.limit];
      return page(condition)
        .all(...values)
        .map(decode);
    },
    count: (userPoolId) => count.get(userPoolId)?.total ?? 0,
  };
}

function decode(row: Row): User {
  return JSON.parse(row.record) as User;
}

function decodeIfAny(row: Row | undefined): User | undefined {
  return row === undefined ? undefined : decode(row);
}
