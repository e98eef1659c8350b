import type { Database } from "../../../store/database.ts";
import type { Message, NewMessage } from "./message.ts";

export interface MessageCounts {
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

/** What a FIFO queue remembers of a message for five minutes. */
export interface Sent {
  readonly messageId: string;
  /** Of the message. */
  readonly id: number;
}

export interface Receipt {
  readonly receipt: string;
  readonly visibleAt: number;
  readonly now: number;
}

export interface MessageStore {
  /** @returns the id: the order of sending */
  add(queue: string, message: NewMessage): number;
  /** What can be received, in the order in which it became so. */
  visible(queue: string, now: number, limit: number): readonly Message[];
  /** Likewise of a FIFO queue: the first ones of groups of which nothing is on its way. */
  visibleInOrder(queue: string, now: number, limit: number): readonly Message[];
  /** Messages that came after another, in the order of sending, hidden ones too. */
  after(queue: string, id: number, limit: number): readonly Message[];
  find(id: number): (Message & { readonly queue: string }) | undefined;
  markReceived(id: number, receipt: Receipt): void;
  setVisibleAt(id: number, visibleAt: number): void;
  delete(id: number): void;
  /** Undefined when nothing becomes visible later. */
  nextVisibleAt(queue: string, now: number): number | undefined;
  count(queue: string, now: number): MessageCounts;
  /** Forgets what was sent before. */
  expire(queue: string, sentBefore: number): void;
  sentUnder(queue: string, key: string, now: number): Sent | undefined;
  rememberSent(
    queue: string,
    key: string,
    sent: Sent & { readonly now: number; readonly expiresAt: number },
  ): void;
  /** All messages. */
  purge(queue: string): void;
  /** All messages and what is remembered of them. */
  clear(queue: string): void;
}

const STEPS = [
  `CREATE TABLE sqs_messages (
     id INTEGER PRIMARY KEY AUTOINCREMENT, queue TEXT NOT NULL, group_id TEXT, visible_at INTEGER NOT NULL,
     sent_at INTEGER NOT NULL, received_at INTEGER, first_received_at INTEGER,
     receive_count INTEGER NOT NULL, receipt TEXT, body TEXT NOT NULL, details TEXT NOT NULL);
   CREATE INDEX sqs_messages_visible ON sqs_messages (queue, visible_at, id);
   CREATE INDEX sqs_messages_group ON sqs_messages (queue, group_id, visible_at);
   CREATE TABLE sqs_deduplication (
     queue TEXT NOT NULL, key TEXT NOT NULL, message_id TEXT NOT NULL, id INTEGER NOT NULL,
     expires_at INTEGER NOT NULL, PRIMARY KEY (queue, key)) WITHOUT ROWID;`,
] as const;

interface Row {
  readonly id: number;
  readonly queue: string;
  readonly group_id: string | null;
  readonly visible_at: number;
  readonly sent_at: number;
  readonly received_at: number | null;
  readonly first_received_at: number | null;
  readonly receive_count: number;
  readonly receipt: string | null;
  readonly body: string;
  readonly details: string;
}

type Details = Pick<
  Message,
  "messageId" | "attributes" | "senderId" | "deduplicationId" | "traceHeader" | "sourceArn"
>;

/** Every write is there when it returns: nothing of a message is kept in memory [SQS-3]. */
export function createMessageStore(database: Database): MessageStore {
  database.migrate("sqs messages", STEPS);
  const add = database.prepare<{ id: number }>(
    `INSERT INTO sqs_messages (queue, group_id, visible_at, sent_at, first_received_at, receive_count,
       body, details) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
  );
  const visible = database.prepare<Row>(
    `SELECT * FROM sqs_messages WHERE queue = ? AND visible_at <= ? ORDER BY visible_at, id LIMIT ?`,
  );
  // SQS-5: nothing of a group while one of it is on its way, or an earlier one is not there yet.
  const inOrder = database.prepare<Row>(
    `SELECT * FROM sqs_messages AS m WHERE queue = ? AND visible_at <= ? AND NOT EXISTS (
       SELECT 1 FROM sqs_messages AS o WHERE o.queue = m.queue AND o.group_id = m.group_id
         AND o.visible_at > ? AND (o.received_at IS NOT NULL OR o.id < m.id))
     ORDER BY id LIMIT ?`,
  );
  // The inner part reads the index of the queue alone: neither bodies nor the messages of other queues.
  const after = database.prepare<Row>(
    `SELECT * FROM sqs_messages WHERE id IN (
       SELECT id FROM sqs_messages WHERE queue = ? AND id > ? ORDER BY +id LIMIT ?) ORDER BY id`,
  );
  const find = database.prepare<Row>("SELECT * FROM sqs_messages WHERE id = ?");
  const received = database.prepare(
    `UPDATE sqs_messages SET receipt = ?, visible_at = ?, received_at = ?,
       first_received_at = coalesce(first_received_at, ?), receive_count = receive_count + 1 WHERE id = ?`,
  );
  const setVisible = database.prepare("UPDATE sqs_messages SET visible_at = ? WHERE id = ?");
  const remove = database.prepare("DELETE FROM sqs_messages WHERE id = ?");
  const next = database.prepare<{ at: number | null }>(
    "SELECT min(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?",
  );
  const count = database.prepare<{ visible: number; hidden: number; delayed: number }>(
    `SELECT coalesce(sum(visible_at <= ?1), 0) AS visible,
       coalesce(sum(visible_at > ?1 AND received_at IS NOT NULL), 0) AS hidden,
       coalesce(sum(visible_at > ?1 AND received_at IS NULL), 0) AS delayed
     FROM sqs_messages WHERE queue = ?2`,
  );
  const expire = database.prepare("DELETE FROM sqs_messages WHERE queue = ? AND sent_at <= ?");
  const sent = database.prepare<{ message_id: string; id: number }>(
    "SELECT message_id, id FROM sqs_deduplication WHERE queue = ? AND key = ? AND expires_at > ?",
  );
  const remember = database.prepare(
    `INSERT OR REPLACE INTO sqs_deduplication (queue, key, message_id, id, expires_at)
     VALUES (?, ?, ?, ?, ?)`,
  );
  const forget = database.prepare("DELETE FROM sqs_deduplication WHERE queue = ? AND expires_at <= ?");
  const purge = database.prepare("DELETE FROM sqs_messages WHERE queue = ?");
  const forgetAll = database.prepare("DELETE FROM sqs_deduplication WHERE queue = ?");
  return {
    add: (queue, message) => {
      const row = add.get(
        queue,
        message.groupId ?? null,
        message.visibleAt,
        message.sentAt,
        message.firstReceivedAt ?? null,
        message.receiveCount,
        message.body,
        JSON.stringify(detailsOf(message)),
      );
      return row?.id ?? 0;
    },
    visible: (queue, now, limit) => visible.all(queue, now, limit).map(messageOf),
    visibleInOrder: (queue, now, limit) => inOrder.all(queue, now, now, limit).map(messageOf),
    after: (queue, id, limit) => after.all(queue, id, limit).map(messageOf),
    find: (id) => {
      const row = find.get(id);
      return row === undefined ? undefined : { ...messageOf(row), queue: row.queue };
    },
    markReceived: (id, { receipt, visibleAt, now }) => void received.run(receipt, visibleAt, now, now, id),
    setVisibleAt: (id, visibleAt) => void setVisible.run(visibleAt, id),
    delete: (id) => void remove.run(id),
    nextVisibleAt: (queue, now) => next.get(queue, now)?.at ?? undefined,
    count: (queue, now) => {
      const found = count.get(now, queue);
      return { visible: found?.visible ?? 0, inFlight: found?.hidden ?? 0, delayed: found?.delayed ?? 0 };
    },
    expire: (queue, sentBefore) => void expire.run(queue, sentBefore),
    sentUnder: (queue, key, now) => {
      const row = sent.get(queue, key, now);
      if (row === undefined) return undefined;
      return { messageId: row.message_id, id: row.id };
    },
    rememberSent: (queue, key, { messageId, id, now, expiresAt }) => {
      forget.run(queue, now);
      remember.run(queue, key, messageId, id, expiresAt);
    },
    purge: (queue) => void purge.run(queue),
    clear: (queue) => {
      purge.run(queue);
      forgetAll.run(queue);
    },
  };
}

function detailsOf(message: Details): Details {
  const { messageId, attributes, senderId, deduplicationId, traceHeader, sourceArn } = message;
  return { messageId, attributes, senderId, deduplicationId, traceHeader, sourceArn };
}

function messageOf(row: Row): Message {
  const details = JSON.parse(row.details) as Details;
  return {
    ...detailsOf(details),
    id: row.id,
    body: row.body,
    sentAt: row.sent_at,
    visibleAt: row.visible_at,
    receivedAt: row.received_at ?? undefined,
    firstReceivedAt: row.first_received_at ?? undefined,
    receiveCount: row.receive_count,
    receipt: row.receipt ?? undefined,
    groupId: row.group_id ?? undefined,
  };
}
