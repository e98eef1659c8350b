import type Libsql from "libsql";
import type { Database } from "./database.ts";
import { openDatabase } from "./sqlite.ts";

/**
 * A copy in memory of a store that another process is writing: all its tables as of one moment, with
 * the rows of those that are wanted. The other process is not held up, and nothing is written.
 * @throws the error of SQLite where the file is no store
 */
export function copyInMemory(file: string, hasRows: (table: string) => boolean): Database {
  return openDatabase(":memory:", (connection) => {
    connection.prepare("ATTACH ? AS live").run(file);
    connection.exec("BEGIN");
    for (const { type, name, sql } of schemaOf(connection)) {
      connection.exec(sql);
      if (type === "table" && hasRows(name)) {
        connection.exec(`INSERT INTO main.${quoted(name)} SELECT * FROM live.${quoted(name)}`);
      }
    }
    connection.exec("COMMIT");
    connection.exec("DETACH live");
  });
}

interface SchemaRow {
  readonly type: string;
  readonly name: string;
  readonly sql: string;
}

/** In the order in which they were made; what SQLite makes by itself has no text or a name of its own. */
function schemaOf(connection: Libsql.Database): readonly SchemaRow[] {
  const rows =
    "SELECT type, name, sql FROM live.sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'";
  return connection.prepare(`${rows} ORDER BY rowid`).all([]) as SchemaRow[];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
