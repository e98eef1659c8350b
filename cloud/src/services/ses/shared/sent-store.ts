import type { Database } from "../../../store/database.ts";

/** How much was sent, for the quota of the sandbox. */
export interface SentStore {
  /** Recipients of the 24 hours before `now`, in milliseconds since the epoch. */
  lastDay(now: number): number;
  add(now: number, recipients: number): void;
}

const DAY_MS = 86_400_000;

export function createSentStore(database: Database): SentStore {
  const sum = database.prepare<{ readonly sent: number | null }>(
    "SELECT sum(recipients) AS sent FROM ses_sent WHERE at > ?",
  );
  const insert = database.prepare("INSERT INTO ses_sent (at, recipients) VALUES (?, ?)");
  const trim = database.prepare("DELETE FROM ses_sent WHERE at <= ?");
  return {
    lastDay: (now) => sum.get(now - DAY_MS)?.sent ?? 0,
    add: (now, recipients) => {
      insert.run(now, recipients);
      trim.run(now - DAY_MS);
    },
  };
}
