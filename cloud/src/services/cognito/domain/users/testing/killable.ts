import type { Database, SqlValue, Statement } from "../../../../../store/database.ts";

export class Killed extends Error {
  override readonly name = "Killed";
}

/** A database that dies between two writes, as a process does under `kill -9`. */
export interface KillableDatabase extends Database {
  /** Lets so many writes through; every later one, a commit included, throws `Killed`. */
  killAfter(writes: number): void;
}

export function killable(database: Database): KillableDatabase {
  let left = Number.POSITIVE_INFINITY;
  const live = (): void => {
    left -= 1;
    if (left < 0) throw new Killed();
  };
  return {
    prepare: <Row>(sql: string): Statement<Row> => {
      const statement = database.prepare<Row>(sql);
      return {
        get: (...parameters) => statement.get(...parameters),
        all: (...parameters) => statement.all(...parameters),
        run: (...parameters: SqlValue[]) => {
          live();
          return statement.run(...parameters);
        },
      };
    },
    transaction: (work) =>
      database.transaction(() => {
        const result = work();
        live();
        return result;
      }),
    get inTransaction() {
      return database.inTransaction;
    },
    migrate: (owner, steps) => database.migrate(owner, steps),
    close: () => database.close(),
    killAfter: (writes) => {
      left = writes;
    },
  };
}
