import type { Caller } from "../caller.ts";
import type { Decision } from "./authorization.ts";

/** What others need to know of a queue. */
export interface QueueFacts {
  readonly arn: string;
  readonly isFifo: boolean;
  readonly visibilityTimeoutSeconds: number;
}

/** A message attribute as SQS has it: text, or bytes as base64. */
export interface MessageAttribute {
  readonly dataType: string;
  readonly stringValue?: string;
  readonly binaryValue?: string;
}

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes?: Readonly<Record<string, MessageAttribute>>;
  /** FIFO queues ask for both, the second unless they take the body's hash. */
  readonly groupId?: string;
  readonly deduplicationId?: string;
}

export interface ReceivedMessage {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly md5OfBody: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly md5OfAttributes: string | undefined;
  /** `ApproximateReceiveCount`, `SentTimestamp` and the others, by name. */
  readonly systemAttributes: Readonly<Record<string, string>>;
}

export interface ReceiveOptions {
  /** 1 to 10. */
  readonly maxMessages: number;
  /** 0 to 20. */
  readonly waitSeconds: number;
  /** Ends the waiting with what is there. */
  readonly signal?: AbortSignal;
}

export type QueueAction =
  | "sqs:SendMessage"
  | "sqs:ReceiveMessage"
  | "sqs:DeleteMessage"
  | "sqs:GetQueueAttributes";

/**
 * What other services need of SQS. Whoever acts is decided about as a caller over the network is: by
 * identity policies and the queue's own.
 */
export interface MessageQueues {
  /** Undefined when there is no such queue here. */
  find(queueArn: string): QueueFacts | undefined;
  decide(caller: Caller, action: QueueAction, queueArn: string): Decision;
  /** @returns the message id. @throws AwsError when the queue is gone, or refuses the caller or the message */
  send(caller: Caller, queueArn: string, message: OutgoingMessage): string;
  /** @throws AwsError when the queue is gone or refuses the caller */
  receive(caller: Caller, queueArn: string, options: ReceiveOptions): Promise<readonly ReceivedMessage[]>;
  /** Messages that are gone already are no failure. @throws AwsError as `receive` */
  delete(caller: Caller, queueArn: string, receiptHandles: readonly string[]): void;
}
