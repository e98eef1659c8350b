import type { Database } from "../../../store/database.ts";
import type { Identity } from "./identity.ts";

export interface IdentityStore {
  find(name: string): Identity | undefined;
  byToken(tokenHash: string): Identity | undefined;
  /** By name. */
  list(): readonly Identity[];
  save(identity: Identity): void;
  delete(name: string): void;
}

interface Row {
  readonly document: string;
}

export const SES_TABLES = [
  `CREATE TABLE ses_identities (name TEXT PRIMARY KEY, token TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE INDEX ses_tokens ON ses_identities (token);
   CREATE TABLE ses_sent (id INTEGER PRIMARY KEY AUTOINCREMENT, at INTEGER NOT NULL, recipients INTEGER NOT NULL);`,
  `CREATE TABLE ses_configuration_sets (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE ses_templates (name TEXT PRIMARY KEY, document TEXT NOT NULL);`,
] as const;

export function createIdentityStore(database: Database): IdentityStore {
  const find = database.prepare<Row>("SELECT document FROM ses_identities WHERE name = ?");
  const byToken = database.prepare<Row>("SELECT document FROM ses_identities WHERE token = ?");
  const list = database.prepare<Row>("SELECT document FROM ses_identities ORDER BY name");
  const put = database.prepare(
    "INSERT OR REPLACE INTO ses_identities (name, token, document) VALUES (?, ?, ?)",
  );
  const remove = database.prepare("DELETE FROM ses_identities WHERE name = ?");
  const read = (row: Row | undefined) =>
    row === undefined ? undefined : (JSON.parse(row.document) as Identity);
  return {
    find: (name) => read(find.get(name)),
    byToken: (hash) => read(byToken.get(hash)),
    list: () => list.all().flatMap((row) => read(row) ?? []),
    save: (identity) => void put.run(identity.name, identity.tokenHash, JSON.stringify(identity)),
    delete: (name) => void remove.run(name),
  };
}
