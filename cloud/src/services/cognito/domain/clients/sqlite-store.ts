import type { Database } from "../../../../store/database.ts";
import { RecordCache } from "../../../../store/record-cache.ts";
import type { Sealer } from "../../../../store/sealing.ts";
import type { UserPoolClient } from "./client.ts";
import type { UserPoolClientStore } from "./store.ts";

const CACHED_CLIENTS = 1_000;

const MIGRATIONS = [
  `CREATE TABLE cognito_clients (
     id TEXT PRIMARY KEY,
     pool_id TEXT NOT NULL REFERENCES cognito_pools (id) ON DELETE CASCADE,
     created_at INTEGER NOT NULL,
     record TEXT NOT NULL
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_clients_of_pool ON cognito_clients (pool_id, created_at, id)`,
];

/** COG-40: client secrets are sealed at rest, bound to their client id. */
export function createUserPoolClientStore(database: Database, sealer: Sealer): UserPoolClientStore {
  database.migrate("cognito-clients", MIGRATIONS);
  const cache = new RecordCache<UserPoolClient>(CACHED_CLIENTS);
  const insert = database.prepare(
    "INSERT INTO cognito_clients (id, pool_id, created_at, record) VALUES (?, ?, ?, ?)",
  );
  const replace = database.prepare("UPDATE cognito_clients SET record = ? WHERE id = ?");
  const find = database.prepare<{ record: string }>("SELECT record FROM cognito_clients WHERE id = ?");
  const list = database.prepare<{ record: string }>(
    "SELECT record FROM cognito_clients WHERE pool_id = ? ORDER BY created_at, id",
  );
  const remove = database.prepare("DELETE FROM cognito_clients WHERE id = ?");
  const encode = (client: UserPoolClient): string => encodeClient(client, sealer);
  const decode = (record: string): UserPoolClient => decodeClient(record, sealer);
  return {
    insert: (client) => {
      insert.run(client.id, client.userPoolId, client.createdAt, encode(client));
    },
    replace: (client) => {
      replace.run(encode(client), client.id);
      cache.forget(client.id);
    },
    find: (clientId) =>
      cache.get(clientId, () => {
        const row = find.get(clientId);
        return row === undefined ? undefined : decode(row.record);
      }),
    list: (userPoolId) => list.all(userPoolId).map((row) => decode(row.record)),
    remove: (clientId) => {
      remove.run(clientId);
      cache.forget(clientId);
    },
  };
}

function encodeClient(client: UserPoolClient, sealer: Sealer): string {
  if (client.secret === undefined) return JSON.stringify(client);
  const sealed = sealer.seal(Buffer.from(client.secret, "utf8"), client.id).toString("base64");
  return JSON.stringify({ ...client, secret: sealed });
}

function decodeClient(record: string, sealer: Sealer): UserPoolClient {
  const client = JSON.parse(record) as UserPoolClient;
  if (client.secret === undefined) return client;
  const secret = sealer.open(Buffer.from(client.secret, "base64"), client.id);
  if (secret === undefined) throw new Error(`The secret of client ${client.id} cannot be unsealed`);
  return { ...client, secret: secret.toString("utf8") };
}
