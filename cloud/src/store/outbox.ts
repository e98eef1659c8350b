import { createAlarm } from "../core/alarm.ts";
import type { Clock, Timers } from "../core/clock.ts";
import { AwsError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { Database } from "./database.ts";

/** How long a delivery is tried. */
export interface RetryLimits {
  /** Further attempts after the first one. */
  readonly retryAttempts: number;
  readonly ageSeconds: number;
}

/** Why a delivery is not tried again. */
export interface Abandoned {
  readonly error: AwsError;
  /** Attempts after the first one. */
  readonly retryAttempts: number;
  /** The limit that was reached; undefined for a refusal that no other attempt would change. */
  readonly condition?: "MaximumRetryAttempts" | "MaximumEventAgeInSeconds";
}

export interface Refusal {
  readonly step: "deliver" | "dead-letter";
  readonly error: AwsError;
}

/** What became of one attempt. */
export type Attempted =
  | { readonly outcome: "delivered" }
  | { readonly outcome: "refused" | "retried"; readonly error: AwsError };

/**
 * EVT-9: what was accepted and is on its way is a row from the write that accepts it until the delivery is made.
 * After `kill -9` the deliveries go on; each is made at least once.
 */
export interface Outbox<Item extends RetryLimits> {
  /** Durable once it returns, or once the transaction is that it was called in. */
  add(item: Item): void;
  /** Goes on with what is left from before; nothing is delivered until then. */
  start(): void;
  close(): void;
}

export interface OutboxOptions<Item> {
  readonly database: Database;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly logger: Logger;
  /** Prefix of its table. */
  readonly owner: string;
  /**
   * One attempt; what it writes to the database is written together with the end of the delivery.
   * @param attempt 1 for the first one
   * @throws AwsError when the target refuses
   */
  readonly deliver: (item: Item, attempt: number) => void;
  /** No other attempt is made, or what was given up could not even be left as a dead letter. */
  readonly refused: (item: Item, refusal: Refusal) => void;
  /** Leaves what was given up where it is asked to. @throws AwsError when that refuses */
  readonly leaveDeadLetter: (item: Item, why: Abandoned) => void;
  /** Told after each attempt, when it is written what became of it. */
  readonly attempted?: (item: Item, attempted: Attempted) => void;
}

interface Row {
  readonly id: number;
  readonly document: string;
  readonly since: number;
  readonly attempts: number;
}

/** Between two looks other work has its turn. */
const AT_ONCE = 50;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 600_000;
const RETRYABLE: ReadonlySet<string> = new Set([
  "TooManyRequestsException",
  "ThrottlingException",
  "ServiceException",
]);

export function createOutbox<Item extends RetryLimits>(options: OutboxOptions<Item>): Outbox<Item> {
  const { database, clock, logger, owner } = options;
  const table = `${owner}_outbox`;
  database.migrate(table, [
    `CREATE TABLE ${table} (
       id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL, since INTEGER NOT NULL,
       attempts INTEGER NOT NULL, due INTEGER NOT NULL
     );
     CREATE INDEX ${table}_due ON ${table} (due);`,
  ]);
  const insert = database.prepare(
    `INSERT INTO ${table} (document, since, attempts, due) VALUES (?, ?, 0, ?)`,
  );
  const due = database.prepare<Row>(
    `SELECT id, document, since, attempts FROM ${table} WHERE due <= ? ORDER BY due, id LIMIT ${AT_ONCE}`,
  );
  const next = database.prepare<{ due: number | null }>(`SELECT min(due) AS due FROM ${table}`);
  const postpone = database.prepare(`UPDATE ${table} SET attempts = ?, due = ? WHERE id = ?`);
  const remove = database.prepare(`DELETE FROM ${table} WHERE id = ?`);

  const attempt = (row: Row): void => {
    const item = JSON.parse(row.document) as Item;
    let attempted: Attempted = { outcome: "delivered" };
    try {
      database.transaction(() => {
        options.deliver(item, row.attempts + 1);
        remove.run(row.id);
      });
    } catch (thrown) {
      const error = errorOf(thrown);
      attempted = { outcome: failed(row, item, error), error };
    }
    options.attempted?.(item, attempted);
  };
  const failed = (row: Row, item: Item, error: AwsError): "refused" | "retried" => {
    const attempts = row.attempts + 1;
    const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** row.attempts, LONGEST_PAUSE_MS);
    const condition = limitReached(item, { ...row, attempts }, clock.now() + pauseMs);
    if (isRetryable(error) && condition === undefined) {
      postpone.run(attempts, clock.now() + pauseMs, row.id);
      return "retried";
    }
    const why = { error, retryAttempts: row.attempts, ...(isRetryable(error) ? { condition } : {}) };
    options.refused(item, { step: "deliver", error });
    try {
      database.transaction(() => {
        options.leaveDeadLetter(item, why as Abandoned);
        remove.run(row.id);
      });
    } catch (thrown) {
      options.refused(item, { step: "dead-letter", error: errorOf(thrown) });
      logger.warn({ err: thrown }, "What could not be delivered was dropped.");
      remove.run(row.id);
    }
    return "refused";
  };
  const errorOf = (thrown: unknown): AwsError => {
    if (thrown instanceof AwsError) return thrown;
    logger.error({ err: thrown }, "A delivery failed unexpectedly.");
    return new AwsError("ServiceException", "An internal error occurred.", 500);
  };
  const alarm = createAlarm(options, () => {
    for (const row of due.all(clock.now())) attempt(row);
    return next.get()?.due ?? undefined;
  });
  let isStarted = false;
  return {
    add: (item) => {
      const now = clock.now();
      insert.run(JSON.stringify(item), now, now);
      if (isStarted) alarm.wakeBy(now);
    },
    start: () => {
      isStarted = true;
      const first = next.get()?.due;
      if (typeof first === "number") alarm.wakeBy(first);
    },
    close: alarm.close,
  };
}

function isRetryable({ code, status }: AwsError): boolean {
  return status >= 500 || RETRYABLE.has(code);
}

function limitReached(
  { retryAttempts, ageSeconds }: RetryLimits,
  { attempts, since }: Row,
  nextAt: number,
): Abandoned["condition"] {
  if (attempts > retryAttempts) return "MaximumRetryAttempts";
  return nextAt - since > ageSeconds * 1000 ? "MaximumEventAgeInSeconds" : undefined;
}
