import type { MessageAttribute } from "../../../core/ports/message-queues.ts";
import { invalidAttributeName } from "../shared/errors.ts";
import { type Message, sequenceNumber } from "../shared/message.ts";
import { isFifo, type Queue } from "../shared/queue.ts";
import { selectAttributes } from "./attributes.ts";
import { md5, md5OfAttributes } from "./digest.ts";
import type { Received } from "./receive.ts";

const SYSTEM_ATTRIBUTES: ReadonlySet<string> = new Set([
  "All",
  "SenderId",
  "SentTimestamp",
  "ApproximateReceiveCount",
  "ApproximateFirstReceiveTimestamp",
  "SequenceNumber",
  "MessageDeduplicationId",
  "MessageGroupId",
  "AWSTraceHeader",
  "DeadLetterQueueSourceArn",
]);

/** @throws SqsError InvalidAttributeName */
export function assertSystemAttributes(names: readonly string[]): void {
  const unknown = names.find((name) => !SYSTEM_ATTRIBUTES.has(name));
  if (unknown !== undefined) throw invalidAttributeName(unknown);
}

/** What SQS itself says of a message, by AWS's names. */
export function systemAttributes(queue: Queue, message: Message): Readonly<Record<string, string>> {
  const all: Readonly<Record<string, string | undefined>> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receiveCount),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt ?? message.sentAt),
    MessageGroupId: message.groupId,
    ...(isFifo(queue)
      ? { MessageDeduplicationId: message.deduplicationId, SequenceNumber: sequenceNumber(message) }
      : {}),
    AWSTraceHeader: message.traceHeader,
    DeadLetterQueueSourceArn: message.sourceArn,
  };
  return Object.fromEntries(
    Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html */
export function describeMessage(
  queue: Queue,
  { message, handle }: Received,
  asked: { readonly system: readonly string[]; readonly attributes: readonly string[] },
): object {
  const all = Object.entries(systemAttributes(queue, message));
  const system = all.filter(([name]) => asked.system.includes("All") || asked.system.includes(name));
  const attributes = selectAttributes(message.attributes, asked.attributes);
  const digest = md5OfAttributes(attributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: handle,
    MD5OfBody: md5(message.body),
    Body: message.body,
    ...(system.length === 0 ? {} : { Attributes: Object.fromEntries(system) }),
    ...(digest === undefined
      ? {}
      : { MD5OfMessageAttributes: digest, MessageAttributes: describeAttributes(attributes) }),
  };
}

function describeAttributes(attributes: Message["attributes"]): object {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, describeAttribute(value)]),
  );
}

function describeAttribute({ dataType, stringValue, binaryValue }: MessageAttribute): object {
  return {
    ...(binaryValue === undefined ? { StringValue: stringValue } : { BinaryValue: binaryValue }),
    DataType: dataType,
  };
}
