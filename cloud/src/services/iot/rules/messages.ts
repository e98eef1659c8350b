import type { Database } from "../../../store/database.ts";
import type { MessageOrigin } from "../broker/message.ts";

/** A message that a rule has yet to look at. */
export interface RuleMessage extends MessageOrigin {
  /** Without the prefix of Basic Ingest. */
  readonly topic: string;
  /** Base64. */
  readonly payload: string;
  readonly traceId: string;
  /** Epoch milliseconds. */
  readonly time: number;
}

export interface WaitingMessage {
  readonly id: number;
  readonly rule: string;
  readonly message: RuleMessage;
}

/** IOT-23: messages that were taken with what their publishers were told, and no rule has done with yet. */
export interface RuleMessages {
  /** Belongs into the transaction of the publish. */
  add(rule: string, message: RuleMessage): void;
  after(id: number, limit: number): readonly WaitingMessage[];
  remove(id: number): void;
}

interface Row {
  readonly id: number;
  readonly rule: string;
  readonly message: string;
}

export function createRuleMessages(database: Database): RuleMessages {
  const insert = database.prepare("INSERT INTO iot_rule_messages (rule, message) VALUES (?, ?)");
  const select = database.prepare<Row>(
    "SELECT id, rule, message FROM iot_rule_messages WHERE id > ? ORDER BY id LIMIT ?",
  );
  const drop = database.prepare("DELETE FROM iot_rule_messages WHERE id = ?");
  return {
    add: (rule, message) => void insert.run(rule, JSON.stringify(message)),
    after: (id, limit) =>
      select.all(id, limit).map((row) => ({ ...row, message: JSON.parse(row.message) as RuleMessage })),
    remove: (id) => void drop.run(id),
  };
}
