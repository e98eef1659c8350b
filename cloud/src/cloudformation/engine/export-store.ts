import type { Database } from "../../store/database.ts";
import type { ExportRecord } from "./records.ts";

/** Exports of stacks, and which stacks import them; the tables are those of the stack store. */
export function createExportStore(database: Database) {
  const sql = <Row>(text: string) => database.prepare<Row>(text);

  return {
    exports: () =>
      sql<ExportRecord>("SELECT name, stack_id AS stackId, value FROM cfn_exports ORDER BY name").all(),
    exportByName: (name: string) =>
      sql<ExportRecord>("SELECT name, stack_id AS stackId, value FROM cfn_exports WHERE name = ?").get(name),
    replaceExports: (stackId: string, exports: readonly ExportRecord[]) => {
      sql("DELETE FROM cfn_exports WHERE stack_id = ?").run(stackId);
      for (const { name, value } of exports) {
        sql("INSERT INTO cfn_exports (name, stack_id, value) VALUES (?, ?, ?)").run(name, stackId, value);
      }
    },
    /** Ids of the stacks that import `name`. */
    importers: (name: string) =>
      sql<{ stackId: string }>("SELECT stack_id AS stackId FROM cfn_imports WHERE name = ? ORDER BY stack_id")
        .all(name)
        .map(({ stackId }) => stackId),
    addImport: (stackId: string, name: string) => {
      sql("INSERT OR IGNORE INTO cfn_imports (name, stack_id) VALUES (?, ?)").run(name, stackId);
    },
    replaceImports: (stackId: string, names: Iterable<string>) => {
      sql("DELETE FROM cfn_imports WHERE stack_id = ?").run(stackId);
      for (const name of names) {
        sql("INSERT OR IGNORE INTO cfn_imports (name, stack_id) VALUES (?, ?)").run(name, stackId);
      }
    },
  };
}
