import type { Database } from "../../../store/database.ts";

export interface Alias {
  /** With its prefix: `alias/orders`. */
  readonly name: string;
  readonly keyId: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly updatedAt: number;
}

export interface AliasStore {
  find(name: string): Alias | undefined;
  /** By name. */
  list(): readonly Alias[];
  save(alias: Alias): void;
  delete(name: string): void;
}

interface Row {
  readonly document: string;
}

export function createAliasStore(database: Database): AliasStore {
  const find = database.prepare<Row>("SELECT document FROM kms_aliases WHERE name = ?");
  const list = database.prepare<Row>("SELECT document FROM kms_aliases ORDER BY name");
  const put = database.prepare("INSERT OR REPLACE INTO kms_aliases (name, key, document) VALUES (?, ?, ?)");
  const remove = database.prepare("DELETE FROM kms_aliases WHERE name = ?");
  return {
    find: (name) => {
      const row = find.get(name);
      return row === undefined ? undefined : (JSON.parse(row.document) as Alias);
    },
    list: () => list.all().map(({ document }) => JSON.parse(document) as Alias),
    save: (alias) => void put.run(alias.name, alias.keyId, JSON.stringify(alias)),
    delete: (name) => void remove.run(name),
  };
}
