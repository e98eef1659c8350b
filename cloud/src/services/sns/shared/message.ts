import type { MessageAttribute } from "../../../core/ports/message-queues.ts";

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** What is published, before it has an id. */
export interface Outgoing {
  readonly message: string;
  readonly subject: string | undefined;
  /** The message is a JSON object with a text for each protocol. */
  readonly isStructured: boolean;
  readonly attributes: MessageAttributes;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
}

/** A message on its way to subscriptions. */
export interface Message extends Outgoing {
  readonly messageId: string;
  readonly topicArn: string;
  readonly type: "Notification" | "SubscriptionConfirmation";
  /** Epoch milliseconds. */
  readonly publishedAt: number;
  /** Of a FIFO topic. */
  readonly sequenceNumber: string | undefined;
  /** What confirms the subscription. */
  readonly token: string | undefined;
  /** `1` or `2`; undefined where messages have no signature. */
  readonly signatureVersion: string | undefined;
  /** Id of the request that caused it. */
  readonly requestId: string | undefined;
}
