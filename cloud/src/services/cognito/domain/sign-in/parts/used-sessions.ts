import type { Clock } from "../../../../../core/clock.ts";
import type { Database } from "../../../../../store/database.ts";

/** Remembers, until they expire, which sealed sessions were answered and how often in vain. */
export interface UsedSessions {
  /** Epoch ms of its answer; undefined for a session that waits for one. */
  usedAt(id: string): number | undefined;
  /** False when the session was used before. */
  use(id: string, expiresAt: number): boolean;
  /** Counts a wrong answer that leaves the session usable; answers how many there were. */
  countTry(id: string, expiresAt: number): number;
  tries(id: string): number;
}

/** `used` is 0, or the moment (epoch ms) of the answer. */
const MIGRATIONS = [
  `CREATE TABLE cognito_used_sessions (
     id TEXT PRIMARY KEY,
     expires_at INTEGER NOT NULL,
     used INTEGER NOT NULL,
     tries INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_used_sessions_by_end ON cognito_used_sessions (expires_at, id)`,
];
const PURGE_EVERY = 500;

export function createUsedSessions(database: Database, clock: Clock): UsedSessions {
  database.migrate("cognito-used-sessions", MIGRATIONS);
  const find = database.prepare<{ used: number; tries: number }>(
    "SELECT used, tries FROM cognito_used_sessions WHERE id = ?",
  );
  const use = database.prepare(
    `INSERT INTO cognito_used_sessions VALUES (?, ?, ?, 0)
       ON CONFLICT (id) DO UPDATE SET used = excluded.used WHERE used = 0`,
  );
  const countTry = database.prepare(
    `INSERT INTO cognito_used_sessions VALUES (?, ?, 0, 1)
       ON CONFLICT (id) DO UPDATE SET tries = tries + 1`,
  );
  const purge = database.prepare("DELETE FROM cognito_used_sessions WHERE expires_at < ?");
  let writes = 0;
  const purgeNowAndThen = (): void => {
    writes += 1;
    if (writes % PURGE_EVERY === 0) purge.run(clock.now());
  };
  const tries = (id: string): number => find.get(id)?.tries ?? 0;
  return {
    usedAt: (id) => {
      const used = find.get(id)?.used ?? 0;
      return used === 0 ? undefined : used;
    },
    use: (id, expiresAt) => {
      purgeNowAndThen();
      return use.run(id, expiresAt, Math.max(1, clock.now())) === 1;
    },
    countTry: (id, expiresAt) => {
      countTry.run(id, expiresAt);
      return tries(id);
    },
    tries,
  };
}
