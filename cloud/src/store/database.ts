/** A value SQLite stores. */
export type SqlValue = string | number | bigint | Buffer | null;

export interface Statement<Row> {
  get(...parameters: SqlValue[]): Row | undefined;
  all(...parameters: SqlValue[]): Row[];
  /** Rows inserted, changed or deleted. */
  run(...parameters: SqlValue[]): number;
}

/**
 * The embedded store. Synchronous: a write that returned survives `kill -9`. Statements are
 * compiled once, at their first use, and kept.
 */
export interface Database {
  prepare<Row>(sql: string): Statement<Row>;
  /** Runs `work` atomically. A call inside another transaction joins it. */
  transaction<Result>(work: () => Result): Result;
  /** True while `transaction` runs its work: what is read then may still be taken back. */
  readonly inTransaction: boolean;
  /**
   * Brings the tables of one owner up to date. `steps` only ever grows: step n is applied once,
   * in order, and remembered. Throws UserError where a newer version applied more of them.
   */
  migrate(owner: string, steps: readonly string[]): void;
  close(): void;
}
