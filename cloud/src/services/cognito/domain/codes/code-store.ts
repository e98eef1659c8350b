import type { Database } from "../../../../store/database.ts";

/** A code that was sent and waits for its answer. */
export interface PendingCode {
  readonly digest: Buffer;
  /** The attribute it was sent to. */
  readonly attribute: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

/** At most one code of a kind waits per user; a new one replaces it. */
export interface CodeStore {
  put(subject: string, kind: string, code: PendingCode): void;
  find(subject: string, kind: string): PendingCode | undefined;
  remove(subject: string, kind: string): void;
  /** Attempts in the window that begins with the first of them, this one included. */
  countAttempt(key: string, now: number, windowMs: number): number;
  purge(now: number, windowMs: number): void;
}

const MIGRATIONS = [
  `CREATE TABLE cognito_codes (
     subject TEXT NOT NULL,
     kind TEXT NOT NULL,
     digest BLOB NOT NULL,
     attribute TEXT NOT NULL,
     expires_at INTEGER NOT NULL,
     PRIMARY KEY (subject, kind)
   ) WITHOUT ROWID;
   CREATE TABLE cognito_attempts (
     key TEXT PRIMARY KEY,
     started_at INTEGER NOT NULL,
     attempts INTEGER NOT NULL
   ) WITHOUT ROWID`,
];

interface CodeRow {
  readonly digest: Buffer;
  readonly attribute: string;
  readonly expires_at: number;
}

export function createCodeStore(database: Database): CodeStore {
  database.migrate("cognito-codes", MIGRATIONS);
  const put = database.prepare("INSERT OR REPLACE INTO cognito_codes VALUES (?, ?, ?, ?, ?)");
  const find = database.prepare<CodeRow>("SELECT * FROM cognito_codes WHERE subject = ? AND kind = ?");
  const remove = database.prepare("DELETE FROM cognito_codes WHERE subject = ? AND kind = ?");
  const purgeCodes = database.prepare("DELETE FROM cognito_codes WHERE expires_at < ?");
  const purgeAttempts = database.prepare("DELETE FROM cognito_attempts WHERE started_at < ?");
  const attempts = database.prepare<{ started_at: number; attempts: number }>(
    "SELECT started_at, attempts FROM cognito_attempts WHERE key = ?",
  );
  const setAttempts = database.prepare("INSERT OR REPLACE INTO cognito_attempts VALUES (?, ?, ?)");
  return {
    put: (subject, kind, code) => void put.run(subject, kind, code.digest, code.attribute, code.expiresAt),
    find: (subject, kind) => {
      const row = find.get(subject, kind);
      if (row === undefined) return undefined;
      return { digest: Buffer.from(row.digest), attribute: row.attribute, expiresAt: row.expires_at };
    },
    remove: (subject, kind) => void remove.run(subject, kind),
    countAttempt: (key, now, windowMs) =>
      database.transaction(() => {
        const row = attempts.get(key);
        const current = row !== undefined && now < row.started_at + windowMs ? row : undefined;
        const count = (current?.attempts ?? 0) + 1;
        setAttempts.run(key, current?.started_at ?? now, count);
        return count;
      }),
    purge: (now, windowMs) => {
      purgeCodes.run(now);
      purgeAttempts.run(now - windowMs);
    },
  };
}
