import { chmodSync, existsSync } from "node:fs";
import Libsql from "libsql";
import { UserError } from "../core/errors.ts";
import type { Database, SqlValue, Statement } from "./database.ts";

/**
 * Opens (or creates) the store in `file`; `:memory:` for tests.
 * @param fill what puts tables into it before anything else is read
 */
export function openDatabase(file: string, fill?: (connection: Libsql.Database) => void): Database {
  const connection = new Libsql(file);
  fill?.(connection);
  // Before the journal files are made: they take over the mode.
  if (file !== ":memory:") chmodSync(file, 0o600);
  connection.exec("PRAGMA journal_mode = WAL");
  connection.exec("PRAGMA synchronous = NORMAL");
  connection.exec("PRAGMA foreign_keys = ON");
  connection.exec("PRAGMA busy_timeout = 2000");
  connection.exec(
    "CREATE TABLE IF NOT EXISTS migrations (owner TEXT PRIMARY KEY, step INTEGER NOT NULL) WITHOUT ROWID",
  );
  const statements = new Map<string, Statement<unknown>>();
  let depth = 0;

  const prepare = <Row>(sql: string): Statement<Row> => {
    const known = statements.get(sql);
    if (known !== undefined) return known as Statement<Row>;
    const statement = wrap<Row>(() => connection.prepare(sql));
    statements.set(sql, statement as Statement<unknown>);
    return statement;
  };

  const transaction = <Result>(work: () => Result): Result => {
    if (depth > 0) return work();
    connection.exec("BEGIN IMMEDIATE");
    depth += 1;
    try {
      const result = work();
      connection.exec("COMMIT");
      return result;
    } catch (error) {
      // SQLite ends the transaction by itself when the disk is full or fails; its own error counts.
      if (connection.inTransaction) connection.exec("ROLLBACK");
      throw error;
    } finally {
      depth -= 1;
    }
  };

  const migrated = new Map(
    prepare<{ owner: string; step: number }>("SELECT owner, step FROM migrations")
      .all()
      .map(({ owner, step }) => [owner, step]),
  );

  return {
    prepare,
    transaction,
    get inTransaction() {
      return depth > 0;
    },
    migrate: (owner, steps) => {
      const done = migrated.get(owner) ?? 0;
      if (done > steps.length) throw newer();
      if (done === steps.length) return;
      transaction(() => {
        for (const step of steps.slice(done)) connection.exec(step);
        prepare("INSERT OR REPLACE INTO migrations (owner, step) VALUES (?, ?)").run(owner, steps.length);
      });
      migrated.set(owner, steps.length);
    },
    close: () => {
      statements.clear();
      if (connection.open) writeBack(connection);
      connection.close();
    },
  };
}

/**
 * DOOR-27: a database that was closed is whole in its one file. libsql leaves the journal beside it, with
 * what was written last: who copies the file alone, or takes the journal for rubbish, would lose that.
 */
function writeBack(connection: Pick<Libsql.Database, "exec">): void {
  try {
    connection.exec("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch {
    // A full disk, or somebody who reads: the journal stays and is read at the next start.
  }
}

/** The same for a file that another program has closed; one that is not there, or is none, stays as it is. */
export function writeBackFile(file: string): void {
  if (!existsSync(`${file}-wal`)) return;
  let connection: Libsql.Database;
  try {
    connection = new Libsql(file);
  } catch {
    return;
  }
  writeBack(connection);
  connection.close();
}

/** Its tables have what this version does not know, and would not keep right. */
function newer(): UserError {
  return new UserError(
    "A newer version of Portcullis wrote the state folder; this one cannot go on with it.",
    "npx portcullis up --state <folder>",
  );
}

interface NativeStatement {
  get(parameters: unknown[]): unknown;
  all(parameters: unknown[]): unknown[];
  run(parameters: unknown[]): { changes: number };
}

/**
 * Compiled at its first use: a start makes hundreds that it never runs.
 *
 * Parameters go to libsql as one list: a lone Buffer argument is taken for the list itself, which
 * ends the process in native code.
 */
function wrap<Row>(compile: () => NativeStatement): Statement<Row> {
  let compiled: NativeStatement | undefined;
  const native = (): NativeStatement => {
    compiled ??= compile();
    return compiled;
  };
  return {
    get: (...parameters: SqlValue[]) => {
      const row = native().get(parameters) as (Row & { _metadata?: unknown }) | undefined;
      return row === undefined ? undefined : stripMetadata(row);
    },
    all: (...parameters) => (native().all(parameters) as (Row & object)[]).map(withBuffers),
    run: (...parameters) => native().run(parameters).changes,
  };
}

/** libsql adds `_metadata` to the rows of `get`. */
function stripMetadata<Row extends { _metadata?: unknown }>(row: Row): Row {
  if (row._metadata !== undefined) delete row._metadata;
  return row;
}

/** libsql gives BLOBs of `get` as Buffer and those of `all` as ArrayBuffer. */
function withBuffers<Row extends object>(row: Row): Row {
  for (const [name, value] of Object.entries(row)) {
    if (value instanceof ArrayBuffer) Object.assign(row, { [name]: Buffer.from(value) });
  }
  return row;
}
