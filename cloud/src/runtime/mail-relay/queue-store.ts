import type { OutgoingMessage } from "../../core/ports/mailbox.ts";
import type { Database } from "../../store/database.ts";
import { createSealer } from "../../store/sealing.ts";

/** A mail on its way to the server. */
export interface QueuedMail {
  readonly row: number;
  /** The same at every attempt: a server, or a reader, knows a mail again that came twice. */
  readonly id: string;
  readonly message: OutgoingMessage;
  /** When it was queued, in epoch milliseconds. */
  readonly since: number;
  /** That failed so far. */
  readonly attempts: number;
}

export interface QueueStore {
  add(id: string, message: OutgoingMessage, now: number): void;
  /** Those that failed least come first, each in the order in which they were queued. */
  due(now: number): readonly QueuedMail[];
  /** Epoch milliseconds; undefined when nothing waits. */
  nextDueAt(): number | undefined;
  /** After an attempt that failed. */
  postpone(mail: QueuedMail, until: number): void;
  /** Without an attempt: whatever is due by then. */
  holdAll(until: number): void;
  remove(mail: QueuedMail): void;
}

interface Row {
  readonly row: number;
  readonly id: string;
  readonly sealed: Buffer;
  readonly since: number;
  readonly attempts: number;
}

const STEPS = [
  `CREATE TABLE mail_relay (
     row INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, sealed BLOB NOT NULL,
     since INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL
   );
   CREATE INDEX mail_relay_due ON mail_relay (due);`,
] as const;
/** A mail may have ten megabytes. */
const AT_ONCE = 20;

/** COG-MSG-1: codes are in mails, so they lie sealed here, too. @param masterKey 32 bytes of the key file */
export function createQueueStore(database: Database, masterKey: Buffer): QueueStore {
  database.migrate("mail-relay", STEPS);
  const sealer = createSealer(masterKey, "mail-relay");
  const insert = database.prepare(
    "INSERT INTO mail_relay (id, sealed, since, attempts, due) VALUES (?, ?, ?, 0, ?)",
  );
  const due = database.prepare<Row>(
    `SELECT row, id, sealed, since, attempts FROM mail_relay WHERE due <= ? ORDER BY attempts, row LIMIT ${AT_ONCE}`,
  );
  const next = database.prepare<{ readonly due: number | null }>("SELECT min(due) AS due FROM mail_relay");
  const postpone = database.prepare("UPDATE mail_relay SET attempts = attempts + 1, due = ? WHERE row = ?");
  const hold = database.prepare("UPDATE mail_relay SET due = ? WHERE due < ?");
  const remove = database.prepare("DELETE FROM mail_relay WHERE row = ?");
  return {
    add: (id, message, now) =>
      void insert.run(id, sealer.seal(Buffer.from(JSON.stringify(message)), id), now, now),
    due: (now) =>
      due.all(now).flatMap(({ sealed, ...row }) => {
        const plain = sealer.open(Buffer.from(sealed), row.id);
        if (plain !== undefined) return [{ ...row, message: JSON.parse(plain.toString("utf8")) }];
        // Sealed by another key: nobody reads it any more.
        remove.run(row.row);
        return [];
      }),
    nextDueAt: () => next.get()?.due ?? undefined,
    postpone: ({ row }, until) => void postpone.run(until, row),
    holdAll: (until) => void hold.run(until, until),
    remove: ({ row }) => void remove.run(row),
  };
}
