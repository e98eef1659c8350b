import type { Database } from "../../../store/database.ts";

/** Definitions that a name finds. */
export interface NamedStore<Item extends { readonly name: string }> {
  find(name: string): Item | undefined;
  /** By name. */
  list(): readonly Item[];
  count(): number;
  save(item: Item): void;
  delete(name: string): void;
}

interface Row {
  readonly document: string;
}

export function createNamedStore<Item extends { readonly name: string }>(
  database: Database,
  table: "ses_configuration_sets" | "ses_templates",
): NamedStore<Item> {
  const find = database.prepare<Row>(`SELECT document FROM ${table} WHERE name = ?`);
  const list = database.prepare<Row>(`SELECT document FROM ${table} ORDER BY name`);
  const count = database.prepare<{ readonly kept: number }>(`SELECT count(*) AS kept FROM ${table}`);
  const put = database.prepare(`INSERT OR REPLACE INTO ${table} (name, document) VALUES (?, ?)`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE name = ?`);
  const read = ({ document }: Row) => JSON.parse(document) as Item;
  return {
    find: (name) => find.all(name).map(read)[0],
    list: () => list.all().map(read),
    count: () => count.get()?.kept ?? 0,
    save: (item) => void put.run(item.name, JSON.stringify(item)),
    delete: (name) => void remove.run(name),
  };
}
