import type { Database } from "../../../../store/database.ts";
import type { DestinationKind } from "./configuration.ts";
import type { Occurrence } from "./occurrence.ts";
import type { NumberedOccurrence } from "./records.ts";

export const EVENT_MIGRATIONS: readonly string[] = [
  `CREATE TABLE s3_events (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     number INTEGER, kind TEXT NOT NULL, arn TEXT NOT NULL, configuration TEXT NOT NULL, event TEXT NOT NULL
   );`,
];

/** Where an event has to go. */
export interface Addressee {
  readonly kind: DestinationKind | "EventBridge";
  /** Empty for EventBridge. */
  readonly arn: string;
  /** Id of the notification; empty for EventBridge. */
  readonly configurationId: string;
}

export interface WaitingEvent {
  /** Grows with every row. */
  readonly id: number;
  readonly to: Addressee;
  readonly event: NumberedOccurrence;
}

/** S3-24: events that were written with what they tell of, and are not delivered yet. */
export interface EventOutbox {
  /** Belongs into the transaction of the write. */
  add(event: Occurrence, addressees: readonly Addressee[]): void;
  /** Those after a row, oldest first. */
  after(id: number, limit: number): readonly WaitingEvent[];
  remove(id: number): void;
}

interface Row {
  readonly id: number;
  readonly number: number;
  readonly kind: string;
  readonly arn: string;
  readonly configuration: string;
  readonly event: string;
}

export function createEventOutbox(database: Database): EventOutbox {
  const insert = database.prepare<{ readonly id: number }>(
    "INSERT INTO s3_events (number, kind, arn, configuration, event) VALUES (?, ?, ?, ?, ?) RETURNING id",
  );
  // Every addressee of an event hears the same number: that of the first row.
  const select = database.prepare<Row>(
    `SELECT id, COALESCE(number, id) AS number, kind, arn, configuration, event FROM s3_events
     WHERE id > ? ORDER BY id LIMIT ?`,
  );
  const drop = database.prepare("DELETE FROM s3_events WHERE id = ?");
  return {
    add: (event, addressees) => {
      const text = JSON.stringify(event);
      let number: number | null = null;
      for (const { kind, arn, configurationId } of addressees) {
        const row = insert.get(number, kind, arn, configurationId, text);
        number ??= row?.id ?? null;
      }
    },
    after: (id, limit) => select.all(id, limit).map(fromRow),
    remove: (id) => void drop.run(id),
  };
}

function fromRow({ id, number, kind, arn, configuration, event }: Row): WaitingEvent {
  return {
    id,
    to: { kind: kind as Addressee["kind"], arn, configurationId: configuration },
    event: { ...(JSON.parse(event) as Occurrence), number },
  };
}
