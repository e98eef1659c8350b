import type { Database } from "../../../store/database.ts";
import type { Sealer } from "../../../store/sealing.ts";
import type { Message } from "./message.ts";

/** One message for one subscription, until it is there or given up. */
export interface Delivery {
  readonly id: number;
  /** Key of the message, which others may share. */
  readonly messageKey: number;
  readonly message: Message;
  readonly subscriptionArn: string;
  /** How often it was tried. */
  readonly attempts: number;
}

/** What a FIFO topic remembers of a message for five minutes. */
export interface Sent {
  readonly messageId: string;
  readonly sequenceNumber: string;
}

/**
 * Deliveries that are not done: those of a message are there when its publisher is answered, and each goes
 * once its message is where it belongs [SNS-5].
 */
export interface DeliveryStore {
  /** Keeps a message, which `messageOf` makes of its key, for the subscriptions. @param at epoch milliseconds */
  add(messageOf: (key: number) => Message, subscriptionArns: readonly string[], at: number): Message;
  /**
   * Those that are due, in the order of publishing. Of a message group of a FIFO topic only the first that
   * is left for a subscription.
   * @param except ARNs of subscriptions that get no more for now
   */
  due(now: number, limit: number, except: readonly string[]): readonly Delivery[];
  /** Epoch milliseconds at which the next one is due. */
  nextDueAt(except: readonly string[]): number | undefined;
  /** While it is tried: after a stop it is due again then. */
  hold(delivery: Delivery, dueAt: number): void;
  /** It was tried in vain. */
  retry(delivery: Delivery, dueAt: number): void;
  remove(delivery: Delivery): void;
  /** What waits for a subscription that ends. */
  clear(subscriptionArn: string): void;
  /** The message that was published to the topic under the same id and not longer ago than it counts. */
  sentUnder(topicArn: string, key: string, now: number): Sent | undefined;
  /** A topic that goes is not remembered: another one of its name has published nothing yet. */
  forgetSent(topicArn: string): void;
  rememberSent(topicArn: string, key: string, sent: Sent & { now: number; expiresAt: number }): void;
}

const STEPS = [
  `CREATE TABLE sns_messages (id INTEGER PRIMARY KEY AUTOINCREMENT, document TEXT NOT NULL);
   CREATE TABLE sns_deliveries (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     message INTEGER NOT NULL,
     subscription TEXT NOT NULL,
     group_id TEXT,
     attempts INTEGER NOT NULL,
     due_at INTEGER NOT NULL
   );
   CREATE INDEX sns_deliveries_due ON sns_deliveries (due_at);
   CREATE INDEX sns_deliveries_group ON sns_deliveries (subscription, group_id, id);
   CREATE INDEX sns_deliveries_message ON sns_deliveries (message);
   CREATE TABLE sns_sent (
     topic TEXT NOT NULL,
     key TEXT NOT NULL,
     document TEXT NOT NULL,
     expires_at INTEGER NOT NULL,
     PRIMARY KEY (topic, key)
   ) WITHOUT ROWID;`,
] as const;

/** None of the same group comes before it and is not there yet [SNS-6]. */
const FIRST = `(d.group_id IS NULL OR NOT EXISTS (SELECT 1 FROM sns_deliveries AS earlier
  WHERE earlier.subscription = d.subscription AND earlier.group_id = d.group_id AND earlier.id < d.id))`;

const UNUSED =
  "DELETE FROM sns_messages WHERE id = ? AND NOT EXISTS (SELECT 1 FROM sns_deliveries WHERE message = ?)";

const NOT_EXCEPTED = "d.subscription NOT IN (SELECT value FROM json_each(?))";

interface Row {
  readonly id: number;
  readonly message: number;
  readonly subscription: string;
  readonly attempts: number;
  readonly document: string;
}

/** SNS-4: the token that confirms a subscription lies sealed until its endpoint has it. */
export function createDeliveryStore(database: Database, sealer: Sealer): DeliveryStore {
  database.migrate("sns-deliveries", STEPS);
  const addMessage = database.prepare<{ id: number }>(
    "INSERT INTO sns_messages (document) VALUES ('') RETURNING id",
  );
  const setMessage = database.prepare("UPDATE sns_messages SET document = ? WHERE id = ?");
  const addDelivery = database.prepare(
    "INSERT INTO sns_deliveries (message, subscription, group_id, attempts, due_at) VALUES (?, ?, ?, 0, ?)",
  );
  const due = database.prepare<Row>(
    `SELECT d.id, d.message, d.subscription, d.attempts, m.document
     FROM sns_deliveries AS d JOIN sns_messages AS m ON m.id = d.message
     WHERE d.due_at <= ? AND ${NOT_EXCEPTED} AND ${FIRST} ORDER BY d.id LIMIT ?`,
  );
  const next = database.prepare<{ at: number | null }>(
    `SELECT MIN(due_at) AS at FROM sns_deliveries AS d WHERE ${NOT_EXCEPTED} AND ${FIRST}`,
  );
  const hold = database.prepare("UPDATE sns_deliveries SET due_at = ? WHERE id = ?");
  const retry = database.prepare(
    "UPDATE sns_deliveries SET attempts = attempts + 1, due_at = ? WHERE id = ?",
  );
  const remove = database.prepare("DELETE FROM sns_deliveries WHERE id = ?");
  const unused = database.prepare(UNUSED);
  const waiting = database.prepare<{ message: number }>(
    "SELECT DISTINCT message FROM sns_deliveries WHERE subscription = ?",
  );
  const clear = database.prepare("DELETE FROM sns_deliveries WHERE subscription = ?");
  const sent = database.prepare<{ document: string }>(
    "SELECT document FROM sns_sent WHERE topic = ? AND key = ? AND expires_at > ?",
  );
  const remember = database.prepare(
    "INSERT OR REPLACE INTO sns_sent (topic, key, document, expires_at) VALUES (?, ?, ?, ?)",
  );
  const forgetTopic = database.prepare("DELETE FROM sns_sent WHERE topic = ?");
  const forget = database.prepare("DELETE FROM sns_sent WHERE expires_at <= ?");
  return {
    add: (messageOf, subscriptionArns, at) =>
      database.transaction(() => {
        const key = addMessage.get()?.id ?? 0;
        const message = messageOf(key);
        setMessage.run(JSON.stringify(sealedToken(sealer, message)), key);
        const group = message.sequenceNumber === undefined ? null : (message.groupId ?? "");
        for (const arn of subscriptionArns) addDelivery.run(key, arn, group, at);
        unused.run(key, key);
        return message;
      }),
    due: (now, limit, except) =>
      due.all(now, JSON.stringify(except), limit).map((row) => deliveryOf(sealer, row)),
    nextDueAt: (except) => next.get(JSON.stringify(except))?.at ?? undefined,
    hold: ({ id }, dueAt) => void hold.run(dueAt, id),
    retry: ({ id }, dueAt) => void retry.run(dueAt, id),
    remove: ({ id, messageKey }) =>
      database.transaction(() => {
        remove.run(id);
        unused.run(messageKey, messageKey);
      }),
    clear: (subscriptionArn) =>
      database.transaction(() => {
        const keys = waiting.all(subscriptionArn).map(({ message }) => message);
        clear.run(subscriptionArn);
        for (const key of keys) unused.run(key, key);
      }),
    sentUnder: (topicArn, key, now) => {
      const row = sent.get(topicArn, key, now);
      return row === undefined ? undefined : (JSON.parse(row.document) as Sent);
    },
    forgetSent: (topicArn) => void forgetTopic.run(topicArn),
    rememberSent: (topicArn, key, { now, expiresAt, ...document }) => {
      forget.run(now);
      remember.run(topicArn, key, JSON.stringify(document), expiresAt);
    },
  };
}

function sealedToken(sealer: Sealer, message: Message): Message {
  const { token, messageId } = message;
  if (token === undefined) return message;
  return { ...message, token: sealer.seal(Buffer.from(token), messageId).toString("base64") };
}

function openedToken(sealer: Sealer, message: Message): Message {
  const { token, messageId } = message;
  if (token === undefined) return message;
  return { ...message, token: sealer.open(Buffer.from(token, "base64"), messageId)?.toString() };
}

function deliveryOf(sealer: Sealer, { id, message, subscription, attempts, document }: Row): Delivery {
  return {
    id,
    messageKey: message,
    message: openedToken(sealer, JSON.parse(document) as Message),
    subscriptionArn: subscription,
    attempts,
  };
}
