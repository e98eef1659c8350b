import type { Caller } from "../caller.ts";
import type { MessageAttribute } from "./message-queues.ts";

/** A message as it stands in its queue. Times are epoch milliseconds. */
export interface QueuedMessage {
  /** Grows in the order in which messages came into queues. */
  readonly position: number;
  readonly messageId: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly senderId: string;
  readonly sentAt: number;
  /** Nobody gets it before. */
  readonly visibleAt: number;
  readonly receiveCount: number;
  /** Of the last receive; undefined before the first. */
  readonly receivedAt: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  /** ARN of the queue that it was moved from. */
  readonly sourceArn: string | undefined;
}

export interface LookOptions {
  /** The position of the last message of the page before. */
  readonly after?: number;
  /** At least 1. */
  readonly limit: number;
}

/**
 * What is in a queue, seen without receiving it: no count, no visibility timeout and no receipt changes.
 * No operation of AWS does that; its console receives.
 */
export interface QueueLooks {
  /**
   * Messages in the order of sending, those too that are hidden just now.
   * @throws AwsError AccessDenied for who may not receive from the queue, and where there is no such queue
   */
  look(caller: Caller, queueName: string, options: LookOptions): readonly QueuedMessage[];
}
