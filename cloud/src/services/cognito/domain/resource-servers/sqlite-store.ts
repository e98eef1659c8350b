import type { Database } from "../../../../store/database.ts";
import type { ResourceServer, ResourceServerStore } from "./resource-server.ts";

const MIGRATIONS = [
  `CREATE TABLE cognito_resource_servers (
     pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
     identifier TEXT NOT NULL,
     record TEXT NOT NULL,
     PRIMARY KEY (pool_id, identifier)
   ) WITHOUT ROWID`,
];

export function createResourceServerStore(database: Database): ResourceServerStore {
  database.migrate("cognito-resource-servers", MIGRATIONS);
  const insert = database.prepare(
    "INSERT INTO cognito_resource_servers (pool_id, identifier, record) VALUES (?, ?, ?)",
  );
  const replace = database.prepare(
    "UPDATE cognito_resource_servers SET record = ? WHERE pool_id = ? AND identifier = ?",
  );
  const find = database.prepare<{ record: string }>(
    "SELECT record FROM cognito_resource_servers WHERE pool_id = ? AND identifier = ?",
  );
  const list = database.prepare<{ record: string }>(
    `SELECT record FROM cognito_resource_servers
      WHERE pool_id = ? AND identifier > ? ORDER BY identifier LIMIT ?`,
  );
  const remove = database.prepare(
    "DELETE FROM cognito_resource_servers WHERE pool_id = ? AND identifier = ?",
  );
  const decode = (row: { record: string }): ResourceServer => JSON.parse(row.record) as ResourceServer;
  return {
    insert: (server) => {
      insert.run(server.userPoolId, server.identifier, JSON.stringify(server));
    },
    replace: (server) => {
      replace.run(JSON.stringify(server), server.userPoolId, server.identifier);
    },
    find: (userPoolId, identifier) => {
      const row = find.get(userPoolId, identifier);
      return row === undefined ? undefined : decode(row);
    },
    list: (userPoolId, limit, after = "") => list.all(userPoolId, after, limit).map(decode),
    remove: (userPoolId, identifier) => {
      remove.run(userPoolId, identifier);
    },
  };
}
