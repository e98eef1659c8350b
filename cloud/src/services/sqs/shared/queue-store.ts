import type { Database } from "../../../store/database.ts";
import type { Queue } from "./queue.ts";

export interface QueueStore {
  find(name: string): Queue | undefined;
  /** Queues whose name starts with `prefix`, by name. */
  list(prefix: string): readonly Queue[];
  save(queue: Queue): void;
  delete(name: string): void;
  /** Epoch milliseconds at which a queue of that name was deleted by a call. */
  deletedAt(name: string): number | undefined;
  rememberDeletion(name: string, at: number): void;
  transaction<Result>(work: () => Result): Result;
}

const STEPS = [
  `CREATE TABLE sqs_queues (name TEXT PRIMARY KEY, document TEXT NOT NULL) WITHOUT ROWID;
   CREATE TABLE sqs_deletions (name TEXT PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;`,
] as const;

interface Row {
  readonly document: string;
}

export function createQueueStore(database: Database): QueueStore {
  database.migrate("sqs", STEPS);
  const find = database.prepare<Row>("SELECT document FROM sqs_queues WHERE name = ?");
  const list = database.prepare<Row>(
    "SELECT document FROM sqs_queues WHERE substr(name, 1, ?) = ? ORDER BY name",
  );
  const save = database.prepare(
    `INSERT INTO sqs_queues (name, document) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET document = excluded.document`,
  );
  const remove = database.prepare("DELETE FROM sqs_queues WHERE name = ?");
  const deletion = database.prepare<{ at: number }>("SELECT at FROM sqs_deletions WHERE name = ?");
  const remember = database.prepare("INSERT OR REPLACE INTO sqs_deletions (name, at) VALUES (?, ?)");
  return {
    find: (name) => {
      const row = find.get(name);
      return row === undefined ? undefined : queueOf(row);
    },
    list: (prefix) => list.all(prefix.length, prefix).map(queueOf),
    save: (queue) => void save.run(queue.name, JSON.stringify(queue)),
    delete: (name) => void remove.run(name),
    deletedAt: (name) => deletion.get(name)?.at,
    rememberDeletion: (name, at) => void remember.run(name, at),
    transaction: (work) => database.transaction(work),
  };
}

function queueOf({ document }: Row): Queue {
  return JSON.parse(document) as Queue;
}
