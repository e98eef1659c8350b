import type { Database } from "../../../../store/database.ts";
import { RecordCache } from "../../../../store/record-cache.ts";
import type { UserPool } from "./pool.ts";
import type { UserPoolStore } from "./store.ts";

const CACHED_POOLS = 200;

/**
 * Every other table of a pool refers to `cognito_pools (id)` with ON DELETE CASCADE, so that a
 * removed pool takes its clients, users, keys and tokens along.
 */
const MIGRATIONS = [
  `CREATE TABLE cognito_pools (
     id TEXT PRIMARY KEY,
     created_at INTEGER NOT NULL,
     record TEXT NOT NULL
   ) WITHOUT ROWID`,
];

export function createUserPoolStore(database: Database): UserPoolStore {
  database.migrate("cognito-pools", MIGRATIONS);
  const cache = new RecordCache<UserPool>(CACHED_POOLS);
  const insert = database.prepare("INSERT INTO cognito_pools (id, created_at, record) VALUES (?, ?, ?)");
  const replace = database.prepare("UPDATE cognito_pools SET record = ? WHERE id = ?");
  const find = database.prepare<{ record: string }>("SELECT record FROM cognito_pools WHERE id = ?");
  const list = database.prepare<{ record: string }>(
    "SELECT record FROM cognito_pools ORDER BY created_at, id",
  );
  const remove = database.prepare("DELETE FROM cognito_pools WHERE id = ?");
  return {
    insert: (pool) => {
      insert.run(pool.id, pool.createdAt, JSON.stringify(pool));
    },
    replace: (pool) => {
      replace.run(JSON.stringify(pool), pool.id);
      cache.forget(pool.id);
    },
    find: (id) =>
      cache.get(id, () => {
        const row = find.get(id);
        return row === undefined ? undefined : (JSON.parse(row.record) as UserPool);
      }),
    list: () => list.all().map((row) => JSON.parse(row.record) as UserPool),
    remove: (id) => {
      remove.run(id);
      cache.forget(id);
    },
  };
}
