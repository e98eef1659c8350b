import type { Mailbox, OutgoingMessage, StoredMessage } from "../../../../core/ports/mailbox.ts";
import type { Database } from "../../../../store/database.ts";

/** Older messages are dropped: a load test must not fill the disk. */
const KEPT_MESSAGES = 1_000;
const DEFAULT_LIMIT = 100;

const MIGRATIONS = [
  `CREATE TABLE cognito_messages (
     sequence INTEGER PRIMARY KEY AUTOINCREMENT,
     record TEXT NOT NULL
   )`,
];

interface Row {
  readonly sequence: number;
  readonly record: string;
}

/** The e-mails and SMS that would have been sent, kept on this machine. */
export function createSqliteMailbox(database: Database): Mailbox {
  database.migrate("cognito-messages", MIGRATIONS);
  const insert = database.prepare("INSERT INTO cognito_messages (record) VALUES (?)");
  const trim = database.prepare(
    "DELETE FROM cognito_messages WHERE sequence <= (SELECT MAX(sequence) FROM cognito_messages) - ?",
  );
  const list = database.prepare<Row>(
    "SELECT sequence, record FROM cognito_messages ORDER BY sequence DESC LIMIT ?",
  );
  const clear = database.prepare("DELETE FROM cognito_messages");
  const listeners = new Set<(message: OutgoingMessage) => void>();
  return {
    deliver: (message) => {
      database.transaction(() => {
        insert.run(JSON.stringify(message));
        trim.run(KEPT_MESSAGES);
      });
      for (const listener of listeners) listener(message);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    list: (limit = DEFAULT_LIMIT) => list.all(Math.max(0, limit)).map(decode),
    clear: () => {
      clear.run();
    },
  };
}

function decode({ sequence, record }: Row): StoredMessage {
  return { id: String(sequence), ...(JSON.parse(record) as OutgoingMessage) };
}
