import type { Database } from "../../../../store/database.ts";
import { RecordCache } from "../../../../store/record-cache.ts";
import { aliasExists, usernameExists } from "../../shared/errors.ts";
import type { UserPool } from "../pools/pool.ts";
import { aliasAttributeNamed, foldName, namesOf } from "./directory.ts";
import { createUserSearch } from "./search.ts";
import type { UserListOptions, UserStore } from "./store.ts";
import type { User } from "./user.ts";

/** `sequence` is the order of creation, in which ListUsers pages. */
export const USER_MIGRATIONS = [
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
  // COG-14: one row for a name, whatever kind of name it is. Where older states have a name twice,
  // the sub counts before the user name, the user name before an alias.
  `CREATE TABLE cognito_user_names (
     pool_id TEXT NOT NULL,
     folded_name TEXT NOT NULL,
     sub TEXT NOT NULL,
     PRIMARY KEY (pool_id, folded_name),
     FOREIGN KEY (pool_id, sub) REFERENCES cognito_users (pool_id, sub) ON DELETE CASCADE
   ) WITHOUT ROWID;
   CREATE INDEX cognito_names_of_user ON cognito_user_names (pool_id, sub);
   INSERT OR IGNORE INTO cognito_user_names SELECT pool_id, sub, sub FROM cognito_users;
   INSERT OR IGNORE INTO cognito_user_names SELECT pool_id, folded_username, sub FROM cognito_users;
   INSERT OR IGNORE INTO cognito_user_names
     SELECT pool_id, folded_value, sub FROM cognito_user_aliases ORDER BY attribute;
   DROP TABLE cognito_user_aliases`,
];

const SUB_OF_NAME = "SELECT sub FROM cognito_user_names WHERE pool_id = ? AND folded_name = ?";

interface Row {
  readonly record: string;
}

const CACHED_USERS = 1_000;

/** The store and what it must be told: a removed pool takes its users along without asking it. */
export interface CachingUserStore extends UserStore {
  poolRemoved(userPoolId: string): void;
}

export function createUserStore(database: Database): CachingUserStore {
  database.migrate("cognito-users", USER_MIGRATIONS);
  const store: UncachedUserStore = {
    ...writes(database),
    ...lookUps(database),
    ...listing(database),
    atomically: (work) => database.transaction(work),
  };
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
  const names = nameWrites(database);
  return {
    insert: (pool, user) =>
      database.transaction(() => {
        const after = namesOf(pool, user);
        if (names.takenOf(pool, user.sub, after) !== undefined) throw usernameExists();
        insert.run(pool.id, user.sub, foldName(pool, user.username), JSON.stringify(user));
        names.change(pool, user.sub, { before: new Set(), after });
      }),
    replace: (pool, user) =>
      database.transaction(() => {
        const row = current.get(pool.id, user.sub);
        if (row === undefined) return;
        const before = namesOf(pool, decode(row));
        const after = namesOf(pool, user);
        const taken = names.takenOf(pool, user.sub, added({ before, after }));
        if (taken !== undefined) throw aliasExists(aliasAttributeNamed(pool, user, taken));
        replace.run(JSON.stringify(user), pool.id, user.sub);
        names.change(pool, user.sub, { before, after });
      }),
    remove: (userPoolId, sub) => {
      remove.run(userPoolId, sub);
    },
  };
}

interface NameChange {
  readonly before: ReadonlySet<string>;
  readonly after: ReadonlySet<string>;
}

const added = ({ before, after }: NameChange): string[] => [...after].filter((name) => !before.has(name));

/** COG-14: a name belongs to one person. Only differences are written. */
function nameWrites(database: Database) {
  const owner = database.prepare<{ sub: string }>(SUB_OF_NAME);
  const put = database.prepare(
    "INSERT OR IGNORE INTO cognito_user_names (pool_id, folded_name, sub) VALUES (?, ?, ?)",
  );
  const drop = database.prepare(
    "DELETE FROM cognito_user_names WHERE pool_id = ? AND folded_name = ? AND sub = ?",
  );
  return {
    /** The first of `names` that is another person's. */
    takenOf: (pool: UserPool, sub: string, names: Iterable<string>): string | undefined =>
      [...names].find((name) => (owner.get(pool.id, name)?.sub ?? sub) !== sub),
    change: (pool: UserPool, sub: string, { before, after }: NameChange): void => {
      for (const name of added({ before: after, after: before })) drop.run(pool.id, name, sub);
      for (const name of added({ before, after })) put.run(pool.id, name, sub);
    },
  };
}

function lookUps(database: Database): Pick<UncachedUserStore, "findBySub" | "subOfLogin"> {
  const bySub = database.prepare<Row>("SELECT record FROM cognito_users WHERE pool_id = ? AND sub = ?");
  const byName = database.prepare<{ sub: string }>(SUB_OF_NAME);
  return {
    findBySub: (userPoolId, sub) => decodeIfAny(bySub.get(userPoolId, sub)),
    subOfLogin: (pool, login) => byName.get(pool.id, foldName(pool, login))?.sub,
  };
}

function listing(database: Database): Pick<UserStore, "list" | "count"> {
  const sequenceOf = database.prepare<{ sequence: number }>(
    "SELECT sequence FROM cognito_users WHERE pool_id = ? AND sub = ?",
  );
  const count = database.prepare<{ total: number }>(
    "SELECT COUNT(*) AS total FROM cognito_users WHERE pool_id = ?",
  );
  const page = database.prepare<Row>(
    "SELECT record FROM cognito_users WHERE pool_id = ? AND sequence > ? ORDER BY sequence LIMIT ?",
  );
  const search = createUserSearch(database);
  return {
    list: (userPoolId, { limit, filter, after: sub }: UserListOptions) => {
      const after = sub === undefined ? 0 : (sequenceOf.get(userPoolId, sub)?.sequence ?? 0);
      const rows =
        filter === undefined
          ? page.all(userPoolId, after, limit)
          : search({ userPoolId, filter, after, limit });
      return rows.map(decode);
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
