import { createHash } from "node:crypto";
import { numberSetting, setting } from "../queues/attributes.ts";
import type { SqsContext } from "../shared/context.ts";
import { invalidParameter, invalidValue, messageTooLong, missingParameter } from "../shared/errors.ts";
import { type MessageAttributes, sequenceNumber } from "../shared/message.ts";
import { isFifo, type Queue } from "../shared/queue.ts";
import { assertText, attributeBytes } from "./attributes.ts";
import { md5, md5OfAttributes } from "./digest.ts";

export interface Outgoing {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly delaySeconds: number | undefined;
  readonly groupId: string | undefined;
  readonly deduplicationId: string | undefined;
  readonly traceHeader: string | undefined;
  /** Unique id of the caller. */
  readonly senderId: string;
}

export interface SentMessage {
  readonly MessageId: string;
  readonly MD5OfMessageBody: string;
  readonly MD5OfMessageAttributes?: string;
  readonly SequenceNumber?: string;
}

const DEDUPLICATION_MS = 300_000;
const LONGEST_DELAY_SECONDS = 900;
/** Printable ASCII without the space. */
const ID = /^[!-~]{1,128}$/;
const WRONG_TYPE = "The request include parameter that is not valid for this queue type.";

/**
 * Keeps a message when it returns.
 * @throws SqsError what AWS refuses of the message
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
export function sendMessage(sqs: SqsContext, queue: Queue, message: Outgoing): SentMessage {
  assertMessage(queue, message);
  const added = sqs.queues.transaction(() => add(sqs, queue, message));
  sqs.arrivals.tell(queue.name);
  const ofAttributes = md5OfAttributes(message.attributes);
  return {
    MessageId: added.messageId,
    MD5OfMessageBody: md5(message.body),
    ...(ofAttributes === undefined ? {} : { MD5OfMessageAttributes: ofAttributes }),
    ...(isFifo(queue) ? { SequenceNumber: sequenceNumber(added) } : {}),
  };
}

function add(
  sqs: SqsContext,
  queue: Queue,
  message: Outgoing,
): { readonly messageId: string; readonly id: number } {
  const now = sqs.clock.now();
  const key = isFifo(queue) ? deduplicationKey(queue, message) : undefined;
  // SQS-5: what was sent under the same id in the last five minutes is the same message.
  const same = key === undefined ? undefined : sqs.messages.sentUnder(queue.name, key, now);
  if (same !== undefined) return same;
  const delaySeconds = message.delaySeconds ?? numberSetting(queue, "DelaySeconds");
  const { delaySeconds: _delay, ...kept } = message;
  const messageId = sqs.randomness.uuid();
  const id = sqs.messages.add(queue.name, {
    ...kept,
    deduplicationId: isFifo(queue) ? deduplicationId(message) : undefined,
    messageId,
    sentAt: now,
    visibleAt: now + delaySeconds * 1000,
    firstReceivedAt: undefined,
    receiveCount: 0,
    sourceArn: undefined,
  });
  if (key !== undefined) {
    const expiresAt = now + DEDUPLICATION_MS;
    sqs.messages.rememberSent(queue.name, key, { messageId, id, now, expiresAt });
  }
  return { messageId, id };
}

function deduplicationKey(queue: Queue, message: Outgoing): string {
  const id = deduplicationId(message);
  const ofGroup = setting(queue, "DeduplicationScope") === "messageGroup";
  return JSON.stringify(ofGroup ? [message.groupId, id] : [id]);
}

function deduplicationId({ deduplicationId: given, body }: Outgoing): string {
  return given ?? createHash("sha256").update(body, "utf8").digest("hex");
}

function assertMessage(queue: Queue, message: Outgoing): void {
  const { body, attributes, delaySeconds, groupId, deduplicationId: id } = message;
  if (body === "") throw missingParameter("MessageBody");
  assertText(body);
  const limitBytes = numberSetting(queue, "MaximumMessageSize");
  if (messageBytes({ body, attributes }) > limitBytes) throw messageTooLong(limitBytes);
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > LONGEST_DELAY_SECONDS)) {
    throw invalidValue(delaySeconds, "DelaySeconds", "DelaySeconds must be >= 0 and <= 900.");
  }
  if (groupId !== undefined) assertId("MessageGroupId", groupId);
  if (!isFifo(queue)) {
    if (id !== undefined) throw invalidValue(id, "MessageDeduplicationId", WRONG_TYPE);
    return;
  }
  if (delaySeconds !== undefined && delaySeconds !== 0) {
    throw invalidValue(delaySeconds, "DelaySeconds", WRONG_TYPE);
  }
  if (groupId === undefined) throw missingParameter("MessageGroupId");
  if (id !== undefined) assertId("MessageDeduplicationId", id);
  if (id === undefined && setting(queue, "ContentBasedDeduplication") !== "true") {
    throw invalidParameter(
      "The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
}

export function messageBytes({ body, attributes }: Pick<Outgoing, "body" | "attributes">): number {
  return Buffer.byteLength(body) + attributeBytes(attributes);
}

function assertId(parameter: string, id: string): void {
  if (ID.test(id)) return;
  throw invalidValue(
    id,
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
