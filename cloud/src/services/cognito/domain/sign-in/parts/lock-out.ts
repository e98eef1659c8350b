import type { Clock } from "../../../../../core/clock.ts";
import type { Database } from "../../../../../store/database.ts";
import { passwordAttemptsExceeded } from "../../../shared/errors.ts";
import type { UserPool } from "../../pools/pool.ts";
import { shownName } from "../../users/shown-name.ts";
import type { UserStore } from "../../users/store.ts";
import { type FailureCount, NO_FAILURES } from "../../users/user.ts";
import { changeUser } from "./change-user.ts";

export type Factor = "password" | "mfa";

/** Whose failures are counted: a user, or the simulation of one that does not exist. */
export interface LockSubject {
  readonly pool: UserPool;
  readonly sub: string;
}

/** Slows guessing down. Counts are durable: a restart opens no lock. */
export interface LockOut {
  /** Throws NotAuthorizedException while the lock lasts, whatever the password. */
  assertOpen(subject: LockSubject): void;
  /** @returns how many failures of the factor in a row there were */
  countFailure(subject: LockSubject, factor: Factor): number;
  clear(subject: LockSubject, factor: Factor): void;
}

/** The failure from which on there are locks. */
export const FREE_FAILURES = 5;
const FORGET_AFTER_MS = 15 * 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

/**
 * COG-LCK-1: the fifth failure locks for a second, each further one twice as long, up to 15 minutes.
 * Attempts during a lock neither count nor extend it.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/authentication.html
 */
function afterFailure(before: FailureCount, factor: Factor, now: number): FailureCount {
  const base = now - before.lastFailureAt >= FORGET_AFTER_MS ? NO_FAILURES : before;
  const counted = {
    ...base,
    passwordFailures: base.passwordFailures + (factor === "password" ? 1 : 0),
    mfaFailures: base.mfaFailures + (factor === "mfa" ? 1 : 0),
    lastFailureAt: now,
  };
  const failures = factor === "password" ? counted.passwordFailures : counted.mfaFailures;
  if (failures < FREE_FAILURES) return counted;
  const lockMs = Math.min(LONGEST_LOCK_MS, 1000 * 2 ** (failures - FREE_FAILURES));
  return { ...counted, lockedUntil: now + lockMs };
}

export function createLockOut(database: Database, users: UserStore, clock: Clock): LockOut {
  const unknownUserFailures = createUnknownUserFailures(database);
  const read = ({ pool, sub }: LockSubject): FailureCount =>
    users.findBySub(pool.id, sub)?.failures ?? unknownUserFailures.find(pool.id, sub);
  const write = ({ pool, sub }: LockSubject, failures: FailureCount): void => {
    const user = changeUser(users, pool, sub, (current) => ({ ...current, failures }));
    if (user === undefined) unknownUserFailures.put(pool.id, sub, failures);
  };
  const nameOf = ({ pool, sub }: LockSubject): string | undefined => {
    const user = users.findBySub(pool.id, sub);
    return user === undefined ? undefined : shownName(user);
  };
  return {
    assertOpen: (subject) => {
      const { lockedUntil, passwordFailures, mfaFailures } = read(subject);
      const remaining = lockedUntil - clock.now();
      if (remaining <= 0) return;
      throw passwordAttemptsExceeded().knowing({
        concealed: true,
        had: {
          username: nameOf(subject),
          failures: Math.max(passwordFailures, mfaFailures),
          seconds: Math.ceil(remaining / 1000),
        },
      });
    },
    countFailure: (subject, factor) => {
      const failures = afterFailure(read(subject), factor, clock.now());
      write(subject, failures);
      unknownUserFailures.purge(clock.now() - FORGET_AFTER_MS - LONGEST_LOCK_MS);
      return factor === "password" ? failures.passwordFailures : failures.mfaFailures;
    },
    clear: (subject, factor) => {
      const failures = read(subject);
      const name = factor === "password" ? "passwordFailures" : "mfaFailures";
      if (failures[name] > 0) write(subject, { ...failures, [name]: 0 });
    },
  };
}

const MIGRATIONS = [
  `CREATE TABLE cognito_stranger_failures (
     pool_id TEXT NOT NULL,
     sub TEXT NOT NULL,
     failures TEXT NOT NULL,
     last_failure_at INTEGER NOT NULL,
     PRIMARY KEY (pool_id, sub)
   ) WITHOUT ROWID;
   CREATE UNIQUE INDEX cognito_stranger_failures_by_time
     ON cognito_stranger_failures (last_failure_at, pool_id, sub)`,
];

/** COG-LCK-3: unknown names lock like known ones, or the lock would tell them apart. */
function createUnknownUserFailures(database: Database) {
  database.migrate("cognito-stranger-failures", MIGRATIONS);
  const find = database.prepare<{ failures: string }>(
    "SELECT failures FROM cognito_stranger_failures WHERE pool_id = ? AND sub = ?",
  );
  const put = database.prepare("INSERT OR REPLACE INTO cognito_stranger_failures VALUES (?, ?, ?, ?)");
  const purge = database.prepare("DELETE FROM cognito_stranger_failures WHERE last_failure_at < ?");
  return {
    find: (userPoolId: string, sub: string): FailureCount => {
      const row = find.get(userPoolId, sub);
      return row === undefined ? NO_FAILURES : (JSON.parse(row.failures) as FailureCount);
    },
    put: (userPoolId: string, sub: string, failures: FailureCount): void => {
      put.run(userPoolId, sub, JSON.stringify(failures), failures.lastFailureAt);
    },
    purge: (before: number): void => {
      purge.run(before);
    },
  };
}
