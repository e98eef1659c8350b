import type { Database } from "../../../store/database.ts";
import type { Message, Qos } from "./message.ts";

export const BROKER_MIGRATIONS: readonly string[] = [
  `CREATE TABLE iot_retained (
     topic TEXT PRIMARY KEY, payload BLOB NOT NULL, qos INTEGER NOT NULL, modified_at INTEGER NOT NULL
   ) WITHOUT ROWID;
   CREATE TABLE iot_sessions (
     client_id TEXT PRIMARY KEY, owner TEXT NOT NULL, left_at INTEGER
   ) WITHOUT ROWID;
   CREATE TABLE iot_subscriptions (
     client_id TEXT NOT NULL, filter TEXT NOT NULL, qos INTEGER NOT NULL,
     PRIMARY KEY (client_id, filter)
   ) WITHOUT ROWID;
   CREATE TABLE iot_queue (
     seq INTEGER PRIMARY KEY AUTOINCREMENT, client_id TEXT NOT NULL,
     topic TEXT NOT NULL, payload BLOB NOT NULL, retain INTEGER NOT NULL
   );
   CREATE UNIQUE INDEX iot_queue_client ON iot_queue (client_id, seq);`,
];

export interface RetainedMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly qos: Qos;
  /** Epoch milliseconds. */
  readonly modifiedAt: number;
}

export interface RetainedStore {
  find(topic: string): RetainedMessage | undefined;
  /** By topic, after `after`. */
  list(after: string, limit: number): RetainedMessage[];
  save(message: RetainedMessage): void;
  remove(topic: string): void;
}

export function createRetainedStore(database: Database): RetainedStore {
  type Row = Omit<RetainedMessage, "modifiedAt"> & { readonly modified_at: number };
  const find = database.prepare<Row>("SELECT * FROM iot_retained WHERE topic = ?");
  const list = database.prepare<Row>("SELECT * FROM iot_retained WHERE topic > ? ORDER BY topic LIMIT ?");
  const save = database.prepare(
    "INSERT OR REPLACE INTO iot_retained (topic, payload, qos, modified_at) VALUES (?, ?, ?, ?)",
  );
  const remove = database.prepare("DELETE FROM iot_retained WHERE topic = ?");
  const toMessage = ({ modified_at: modifiedAt, ...row }: Row): RetainedMessage => ({
    ...row,
    // Lists of rows carry BLOBs as ArrayBuffer.
    payload: Buffer.from(row.payload),
    modifiedAt,
  });
  return {
    find: (topic) => {
      const row = find.get(topic);
      return row === undefined ? undefined : toMessage(row);
    },
    list: (after, limit) => list.all(after, limit).map(toMessage),
    save: ({ topic, payload, qos, modifiedAt }) => void save.run(topic, payload, qos, modifiedAt),
    remove: (topic) => void remove.run(topic),
  };
}

/** A message waiting for one client. */
export interface QueuedMessage {
  readonly seq: number;
  readonly message: Message;
}

/** Messages that a client has not acknowledged, oldest first. */
export interface Outbox {
  add(message: Message): void;
  after(seq: number, limit: number): QueuedMessage[];
  remove(seq: number): void;
}

export interface StoredSession {
  readonly clientId: string;
  /** Who opened it: nobody else resumes it. */
  readonly owner: string;
  /** Epoch milliseconds of the last disconnect; undefined while connected. */
  readonly leftAt: number | undefined;
  readonly subscriptions: ReadonlyMap<string, Qos>;
}

export interface SessionStore {
  load(): StoredSession[];
  open(clientId: string, owner: string): void;
  leave(clientId: string, at: number): void;
  remove(clientId: string): void;
  subscribe(clientId: string, filter: string, qos: Qos): void;
  unsubscribe(clientId: string, filter: string): void;
  outbox(clientId: string): Outbox;
}

export function createSessionStore(database: Database): SessionStore {
  const sessions = database.prepare<{ client_id: string; owner: string; left_at: number | null }>(
    "SELECT client_id, owner, left_at FROM iot_sessions",
  );
  const subscriptions = database.prepare<{ filter: string; qos: Qos }>(
    "SELECT filter, qos FROM iot_subscriptions WHERE client_id = ?",
  );
  const open = database.prepare(
    "INSERT OR REPLACE INTO iot_sessions (client_id, owner, left_at) VALUES (?, ?, NULL)",
  );
  const leave = database.prepare("UPDATE iot_sessions SET left_at = ? WHERE client_id = ?");
  const removals = ["iot_sessions", "iot_subscriptions", "iot_queue"].map((table) =>
    database.prepare(`DELETE FROM ${table} WHERE client_id = ?`),
  );
  const subscribe = database.prepare(
    "INSERT OR REPLACE INTO iot_subscriptions (client_id, filter, qos) VALUES (?, ?, ?)",
  );
  const unsubscribe = database.prepare("DELETE FROM iot_subscriptions WHERE client_id = ? AND filter = ?");
  return {
    load: () =>
      sessions.all().map((row) => ({
        clientId: row.client_id,
        owner: row.owner,
        leftAt: row.left_at ?? undefined,
        subscriptions: new Map(subscriptions.all(row.client_id).map(({ filter, qos }) => [filter, qos])),
      })),
    open: (clientId, owner) => void open.run(clientId, owner),
    leave: (clientId, at) => void leave.run(at, clientId),
    remove: (clientId) =>
      database.transaction(() => {
        for (const removal of removals) removal.run(clientId);
      }),
    subscribe: (clientId, filter, qos) => void subscribe.run(clientId, filter, qos),
    unsubscribe: (clientId, filter) => void unsubscribe.run(clientId, filter),
    outbox: (clientId) => createStoredOutbox(database, clientId),
  };
}

function createStoredOutbox(database: Database, clientId: string): Outbox {
  type Row = { seq: number; topic: string; payload: Buffer; retain: number };
  const add = database.prepare(
    "INSERT INTO iot_queue (client_id, topic, payload, retain) VALUES (?, ?, ?, ?)",
  );
  const after = database.prepare<Row>(
    "SELECT seq, topic, payload, retain FROM iot_queue WHERE client_id = ? AND seq > ? ORDER BY seq LIMIT ?",
  );
  const remove = database.prepare("DELETE FROM iot_queue WHERE client_id = ? AND seq = ?");
  return {
    add: ({ topic, payload, retain }) => void add.run(clientId, topic, payload, retain ? 1 : 0),
    after: (seq, limit) =>
      after.all(clientId, seq, limit).map((row) => ({
        seq: row.seq,
        message: { topic: row.topic, payload: Buffer.from(row.payload), qos: 1, retain: row.retain === 1 },
      })),
    remove: (seq) => void remove.run(clientId, seq),
  };
}

/** The outbox of a clean session: gone with its connection. */
export function createMemoryOutbox(limit: number): Outbox {
  const queue = new Map<number, Message>();
  let next = 1;
  return {
    add: (message) => {
      if (queue.size < limit) queue.set(next++, message);
    },
    after: (seq, count) => {
      const found: QueuedMessage[] = [];
      for (const [at, message] of queue) {
        if (found.length === count) break;
        if (at > seq) found.push({ seq: at, message });
      }
      return found;
    },
    remove: (seq) => void queue.delete(seq),
  };
}
