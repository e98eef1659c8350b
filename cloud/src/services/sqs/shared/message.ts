import type { MessageAttribute } from "../../../core/ports/message-queues.ts";

export type MessageAttributes = Readonly<Record<string, MessageAttribute>>;

/** A message as it is kept. Times are epoch milliseconds. */
export interface Message {
  /** Grows with every message of this cloud: the order of sending. */
  readonly id: number;
  readonly messageId: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  /** Unique id of who sent it. */
  readonly senderId: string;
  readonly sentAt: number;
  /** Nobody gets it before. */
  readonly visibleAt: number;
  /** Of the last receive; undefined before the first. */
  readonly receivedAt: number | undefined;
  readonly firstReceivedAt: number | undefined;
  readonly receiveCount: number;
  /** Part of the handle that the last receive gave out. */
  readonly receipt: string | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly traceHeader: string | undefined;
  /** ARN of the queue that it was moved from. */
  readonly sourceArn: string | undefined;
}

export type NewMessage = Omit<Message, "id" | "receivedAt" | "receipt">;

const FIRST_SEQUENCE_NUMBER = 18_849_496_460_467_696_128n;
const STEP = 256n;

/** Twenty digits, greater for what was sent later. */
export function sequenceNumber({ id }: Pick<Message, "id">): string {
  return String(FIRST_SEQUENCE_NUMBER + BigInt(id) * STEP);
}
