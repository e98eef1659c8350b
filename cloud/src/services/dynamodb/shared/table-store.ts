import type { Database } from "../../../store/database.ts";
import type { Table } from "./table.ts";

/** What the door knows of the engine's tables: key names and tags, which policies ask for. */
export interface TableStore {
  find(name: string): Table | undefined;
  names(): readonly string[];
  save(table: Table): void;
  delete(name: string): void;
}

const STEPS = [
  "CREATE TABLE dynamodb_tables (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;",
] as const;

interface Row {
  readonly name: string;
  readonly document: string;
}

export function createTableStore(database: Database): TableStore {
  database.migrate("dynamodb", STEPS);
  const all = database.prepare<Row>("SELECT name, document FROM dynamodb_tables");
  const save = database.prepare(
    `INSERT INTO dynamodb_tables (name, document) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM dynamodb_tables WHERE name = ?");
  // Every call of an item asks: the rows are few, and this is their only writer.
  const known = new Map(all.all().map(({ name, document }) => [name, JSON.parse(document) as Table]));
  return {
    find: (name) => known.get(name),
    names: () => [...known.keys()],
    save: (table) => {
      save.run(table.name, JSON.stringify(table));
      known.set(table.name, table);
    },
    delete: (name) => {
      remove.run(name);
      known.delete(name);
    },
  };
}
