import type { Caller } from "../caller.ts";
import type { Decision } from "./authorization.ts";
import type { MessageAttribute } from "./message-queues.ts";

/** What others need to know of a topic. */
export interface TopicFacts {
  readonly arn: string;
  readonly isFifo: boolean;
}

export interface Notification {
  readonly message: string;
  readonly subject?: string;
  /** The message is a JSON object with a text for each protocol. */
  readonly messageStructure?: "json";
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  /** FIFO topics ask for both, the second unless they take the body's hash. */
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

/**
 * What other services need of SNS. Whoever publishes is decided about as a caller over the network is: by
 * identity policies and the topic's own.
 */
export interface SnsTopics {
  /** Undefined when there is no such topic here. */
  find(topicArn: string): TopicFacts | undefined;
  /** About `sns:Publish`, and the key of KMS that the topic has. */
  decide(caller: Caller, topicArn: string): Decision;
  /**
   * Once it returns, the notification is durable and on its way to every subscription.
   * @returns the message id. @throws AwsError when the topic is gone, or refuses the caller or the message
   */
  publish(caller: Caller, topicArn: string, notification: Notification): string;
}
