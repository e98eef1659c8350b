import type { Database } from "../../../store/database.ts";
import type { Sealer } from "../../../store/sealing.ts";
import { type Key, SYMMETRIC } from "./key.ts";

export interface KeyStore {
  find(id: string): Key | undefined;
  /** By id. */
  list(): readonly Key[];
  /** The 32 bytes of a key that is there. */
  material(id: string): Buffer;
  create(key: Key, material: Buffer): void;
  save(key: Key): void;
  /** With its aliases and grants. */
  delete(id: string): void;
}

/** KMS-1: material is sealed with the id of its key: it lies nowhere in clear, and opens no other key. */
export function createKeyStore(database: Database, sealer: Sealer): KeyStore {
  const find = database.prepare<{ readonly document: string }>("SELECT document FROM kms_keys WHERE id = ?");
  const list = database.prepare<{ readonly document: string }>("SELECT document FROM kms_keys ORDER BY id");
  const read = database.prepare<{ readonly material: Uint8Array }>(
    "SELECT material FROM kms_keys WHERE id = ?",
  );
  const insert = database.prepare("INSERT INTO kms_keys (id, document, material) VALUES (?, ?, ?)");
  const update = database.prepare("UPDATE kms_keys SET document = ? WHERE id = ?");
  const removals = [
    "DELETE FROM kms_keys WHERE id = ?",
    "DELETE FROM kms_aliases WHERE key = ?",
    "DELETE FROM kms_grants WHERE key = ?",
  ].map((sql) => database.prepare(sql));
  return {
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : keyOf(row.document);
    },
    list: () => list.all().map(({ document }) => keyOf(document)),
    material: (id) => {
      const opened = sealer.open(Buffer.from(read.get(id)?.material ?? []), id);
      if (opened === undefined) throw new Error(`The material of key ${id} cannot be opened.`);
      return opened;
    },
    create: (key, material) => void insert.run(key.id, JSON.stringify(key), sealer.seal(material, key.id)),
    save: (key) => void update.run(JSON.stringify(key), key.id),
    delete: (id) =>
      database.transaction(() => {
        for (const removal of removals) removal.run(id);
      }),
  };
}

/** Keys that were made when there was one kind only do not say which. */
function keyOf(document: string): Key {
  return { ...SYMMETRIC, ...(JSON.parse(document) as Key) };
}

export const KMS_TABLES = [
  `CREATE TABLE kms_keys (id TEXT PRIMARY KEY, document TEXT NOT NULL, material BLOB NOT NULL) WITHOUT ROWID;
   CREATE TABLE kms_aliases (name TEXT PRIMARY KEY, key TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE kms_grants (id TEXT PRIMARY KEY, key TEXT NOT NULL, document TEXT NOT NULL) WITHOUT ROWID;`,
] as const;
