import type { MailRelay } from "../../../../core/ports/mail-relay.ts";
import type { Mailbox, OutgoingMessage } from "../../../../core/ports/mailbox.ts";
import type { Database } from "../../../../store/database.ts";
import type { Sealer } from "../../../../store/sealing.ts";

/** Older messages are dropped: a load test must not fill the disk. */
const KEPT_MESSAGES = 1_000;
const DEFAULT_LIMIT = 100;
const CONTEXT = "message";

const MIGRATIONS = [
  `CREATE TABLE cognito_messages (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     record TEXT NOT NULL
   )`,
  // What stood there in clear is not kept.
  "DELETE FROM cognito_messages",
];

interface Row {
  readonly sequence: number;
  readonly record: string;
}

/**
 * The e-mails and SMS that were sent, kept on this machine: sealed, for codes are in them. Where a mail
 * server is given, e-mails are queued for it by the same write.
 */
export function createSqliteMailbox(database: Database, sealer: Sealer, relay?: MailRelay): Mailbox {
  database.migrate("cognito-messages", MIGRATIONS);
  const insert = database.prepare("INSERT INTO cognito_messages (record) VALUES (?)");
  const trim = database.prepare(
    "DELETE FROM cognito_messages WHERE sequence <= (SELECT MAX(sequence) FROM cognito_messages) - ?",
  );
  const list = database.prepare<Row>(
    "SELECT sequence, record FROM cognito_messages ORDER BY sequence DESC LIMIT ?",
  );
  const count = database.prepare<{ kept: number }>("SELECT COUNT(*) AS kept FROM cognito_messages");
  const clear = database.prepare("DELETE FROM cognito_messages");
  const remove = database.prepare("DELETE FROM cognito_messages WHERE sequence = ?");
  const listeners = new Set<(message: OutgoingMessage) => void>();
  return {
    deliver: (outgoing) => {
      const { parts: _, ...message } = outgoing;
      database.transaction(() => {
        // COG-MSG-1: what a code opens is not for whoever reads the database.
        insert.run(sealer.seal(Buffer.from(JSON.stringify(message)), CONTEXT).toString("base64"));
        trim.run(KEPT_MESSAGES);
        relay?.queue(outgoing);
      });
      for (const listener of listeners) listener(message);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list: (limit = DEFAULT_LIMIT) =>
      list.all(Math.max(0, limit)).flatMap((row) => {
        const message = decode(row, sealer);
        return message === undefined ? [] : [{ id: String(row.sequence), ...message }];
      }),
    count: () => count.get()?.kept ?? 0,
    clear: (ids) => {
      if (ids === undefined) return void clear.run();
      database.transaction(() => {
        for (const id of ids) remove.run(Number(id));
      });
    },
  };
}

function decode({ record }: Row, sealer: Sealer): OutgoingMessage | undefined {
  const plain = sealer.open(Buffer.from(record, "base64"), CONTEXT);
  return plain === undefined ? undefined : (JSON.parse(plain.toString("utf8")) as OutgoingMessage);
}
