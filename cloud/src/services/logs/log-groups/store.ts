import type { Database } from "../../../store/database.ts";
import type { LogGroup } from "./log-group.ts";

export interface LogGroupStore {
  find(name: string): LogGroup | undefined;
  /** Groups whose name starts with `prefix`, by name. */
  list(prefix: string): readonly LogGroup[];
  save(group: LogGroup): void;
  delete(name: string): void;
}

const STEPS = [
  "CREATE TABLE logs_groups (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;",
] as const;

interface Row {
  readonly document: string;
}

export function createLogGroupStore(database: Database): LogGroupStore {
  database.migrate("logs", STEPS);
  const find = database.prepare<Row>("SELECT document FROM logs_groups WHERE name = ?");
  const list = database.prepare<Row>(
    "SELECT document FROM logs_groups WHERE substr(name, 1, ?) = ? ORDER BY name",
  );
  const save = database.prepare(
    `INSERT INTO logs_groups (name, document) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM logs_groups WHERE name = ?");
  return {
    find: (name) => {
      const row = find.get(name);
      return row === undefined ? undefined : groupOf(row);
    },
    list: (prefix) => list.all(prefix.length, prefix).map(groupOf),
    save: (group) => void save.run(group.name, JSON.stringify(group)),
    delete: (name) => void remove.run(name),
  };
}

function groupOf({ document }: Row): LogGroup {
  return JSON.parse(document) as LogGroup;
}
