import type { Database } from "../../../store/database.ts";

/** Settings of a function, a version or an alias, durable. They go with what they belong to. */
export interface QualifierStore<Setting> {
  /** @param qualifier `$LATEST`, a version number or an alias */
  find(functionName: string, qualifier: string): Setting | undefined;
  /** In the order of their qualifiers. */
  list(functionName: string): Qualified<Setting>[];
  save(functionName: string, qualifier: string, setting: Setting): void;
  remove(functionName: string, qualifier: string): void;
}

export interface Qualified<Setting> {
  readonly qualifier: string;
  readonly setting: Setting;
}

interface Row {
  readonly qualifier: string;
  readonly setting: string;
}

function migrationsOf(table: string): readonly string[] {
  const goesWith = (parent: string, column: string): string =>
    `CREATE TRIGGER ${table}_with_${column} AFTER DELETE ON ${parent} BEGIN
       DELETE FROM ${table} WHERE name = OLD.name AND qualifier = OLD.${column};
     END;`;
  return [
    `CREATE TABLE ${table} (
       name TEXT NOT NULL REFERENCES lambda_functions (name) ON DELETE CASCADE,
       qualifier TEXT NOT NULL, setting TEXT NOT NULL, PRIMARY KEY (name, qualifier)
     ) WITHOUT ROWID;
     ${goesWith("lambda_aliases", "alias")}
     ${goesWith("lambda_versions", "version")}`,
  ];
}

/**
 * @param database has the tables of functions already
 * @param table of these settings alone
 */
export function createQualifierStore<Setting>(
  database: Database,
  table: `lambda_${string}`,
): QualifierStore<Setting> {
  database.migrate(table.replaceAll("_", "-"), migrationsOf(table));
  const find = database.prepare<Row>(`SELECT * FROM ${table} WHERE name = ? AND qualifier = ?`);
  const list = database.prepare<Row>(`SELECT * FROM ${table} WHERE name = ? ORDER BY qualifier`);
  const save = database.prepare(
    `INSERT INTO ${table} (name, qualifier, setting) VALUES (?, ?, ?)
     ON CONFLICT (name, qualifier) DO UPDATE SET setting = excluded.setting`,
  );
  const remove = database.prepare(`DELETE FROM ${table} WHERE name = ? AND qualifier = ?`);
  const settingOf = (row: Row): Setting => JSON.parse(row.setting) as Setting;
  return {
    find: (functionName, qualifier) => {
      const row = find.get(functionName, qualifier);
      return row === undefined ? undefined : settingOf(row);
    },
    list: (functionName) =>
      list.all(functionName).map((row) => ({ qualifier: row.qualifier, setting: settingOf(row) })),
    save: (functionName, qualifier, setting) =>
      void save.run(functionName, qualifier, JSON.stringify(setting)),
    remove: (functionName, qualifier) => void remove.run(functionName, qualifier),
  };
}
