import type { Database } from "../../../store/database.ts";

/** Which records of streams tell of items that have expired: the engine does not say it. */
export interface Expirations {
  /** An item is about to be deleted. @param after the engine's number of the last record before that */
  begin(table: string, key: string, after: number): void;
  /** It is. @param until the engine's number of the last record after that */
  end(table: string, key: string, until: number): void;
  /** Tables with items of which it is not known whether they were. */
  unknown(): readonly string[];
  /** Ends what is not known of a table: nobody has written since. */
  endAll(table: string, until: number): void;
  /** It was not, after all. */
  cancel(table: string, key: string): void;
  /** Whether a removal of the item is one of these. */
  has(table: string, key: string, number: number): boolean;
  /** The table is gone. */
  forget(table: string): void;
}

const STEPS = [
  `CREATE TABLE dynamodb_expirations (
     table_name TEXT NOT NULL, item TEXT NOT NULL, after INTEGER NOT NULL, until INTEGER,
     PRIMARY KEY (table_name, item, after)
   ) WITHOUT ROWID;`,
] as const;

export function createExpirations(database: Database): Expirations {
  database.migrate("dynamodb expirations", STEPS);
  const insert = database.prepare(
    "INSERT OR REPLACE INTO dynamodb_expirations (table_name, item, after, until) VALUES (?, ?, ?, NULL)",
  );
  const finish = database.prepare(
    "UPDATE dynamodb_expirations SET until = ? WHERE table_name = ? AND item = ? AND until IS NULL",
  );
  const unknown = database.prepare<{ readonly table_name: string }>(
    "SELECT DISTINCT table_name FROM dynamodb_expirations WHERE until IS NULL",
  );
  const finishAll = database.prepare(
    "UPDATE dynamodb_expirations SET until = ? WHERE table_name = ? AND until IS NULL",
  );
  const cancel = database.prepare(
    "DELETE FROM dynamodb_expirations WHERE table_name = ? AND item = ? AND until IS NULL",
  );
  const find = database.prepare(
    `SELECT 1 FROM dynamodb_expirations
     WHERE table_name = ? AND item = ? AND after < ? AND (until IS NULL OR until >= ?)`,
  );
  const forget = database.prepare("DELETE FROM dynamodb_expirations WHERE table_name = ?");
  return {
    begin: (table, key, after) => void insert.run(table, key, after),
    end: (table, key, until) => void finish.run(until, table, key),
    unknown: () => unknown.all().map(({ table_name: name }) => name),
    endAll: (table, until) => void finishAll.run(until, table),
    cancel: (table, key) => void cancel.run(table, key),
    has: (table, key, number) => find.get(table, key, number, number) !== undefined,
    forget: (table) => void forget.run(table),
  };
}

/** The same text for the same key, whatever the order of its attributes. */
export function keyText(key: Readonly<Record<string, unknown>>): string {
  return JSON.stringify(Object.entries(key).sort(([one], [other]) => (one < other ? -1 : 1)));
}
