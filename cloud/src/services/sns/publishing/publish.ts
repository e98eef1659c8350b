import { createHash } from "node:crypto";
import type { Caller } from "../../../core/caller.ts";
import type { SnsContext } from "../shared/context.ts";
import type { Sent } from "../shared/delivery-store.ts";
import { invalidBecause, invalidParameter } from "../shared/errors.ts";
import type { Message, Outgoing } from "../shared/message.ts";
import { isFifo, type Topic, topicArn } from "../shared/topic.ts";
import { passesFilter } from "../subscriptions/filter-policy.ts";
import { attributeBytes } from "./message-attributes.ts";
import { assertMayUseKey } from "./topic-key.ts";

export interface Published {
  readonly MessageId: string;
  readonly SequenceNumber?: string;
}

/** Who publishes: that it may publish to the topic was asked before. */
export interface Publisher {
  readonly caller: Caller;
  /** Of the call, for the trace. */
  readonly requestId?: string;
}

const LARGEST_MESSAGE_BYTES = 262_144;
const DEDUPLICATION_MS = 300_000;
const FIRST_SEQUENCE_NUMBER = 10_000_000_000_000_000_000n;
const STEP = 1000n;
/** Printable ASCII without the space. */
const ID = /^[!-~]{1,128}$/;
/** A line of ASCII that begins with a letter, a digit or punctuation. */
const SUBJECT = /^[!-~][ -~]{0,99}$/;

/**
 * Once it returns, the message is kept, with a delivery for every subscription that wants it [SNS-5].
 * @throws AwsError what SNS refuses of the message
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export function publish(
  sns: SnsContext,
  topic: Topic,
  outgoing: Outgoing,
  { caller, requestId }: Publisher,
): Published {
  assertPublishable(topic, outgoing);
  assertMayUseKey(sns, topic, caller);
  const sent = sns.topics.transaction(() => {
    const known = sentBefore(sns, topic, outgoing);
    return known ?? add(sns, topic, outgoing, requestId);
  });
  sns.wake();
  return { MessageId: sent.messageId, ...(isFifo(topic) ? { SequenceNumber: sent.sequenceNumber } : {}) };
}

function add(sns: SnsContext, topic: Topic, outgoing: Outgoing, requestId: string | undefined): Sent {
  const now = sns.clock.now();
  const arn = topicArn(sns.scope, topic.name);
  const fifo = isFifo(topic);
  const messageId = sns.randomness.uuid();
  const wanted = sns.topics
    .subscriptions(arn)
    .filter((subscription) => subscription.confirmed && passesFilter(outgoing, subscription));
  const messageOf = (key: number): Message => ({
    ...outgoing,
    type: "Notification",
    messageId,
    topicArn: arn,
    publishedAt: now,
    deduplicationId: fifo ? deduplicationId(outgoing) : undefined,
    sequenceNumber: fifo ? String(FIRST_SEQUENCE_NUMBER + BigInt(key) * STEP) : undefined,
    // AWS signs nothing of a FIFO topic.
    signatureVersion: fifo ? undefined : (topic.attributes["SignatureVersion"] ?? "1"),
    token: undefined,
    requestId,
  });
  const { sequenceNumber = "" } = sns.deliveries.add(
    messageOf,
    wanted.map((subscription) => subscription.arn),
    now,
  );
  const sent = { messageId, sequenceNumber };
  if (fifo) {
    const expiresAt = now + DEDUPLICATION_MS;
    sns.deliveries.rememberSent(arn, deduplicationKey(topic, outgoing), { ...sent, now, expiresAt });
  }
  return sent;
}

/** SNS-6: what was published under the same id in the last five minutes is the same message. */
function sentBefore(sns: SnsContext, topic: Topic, outgoing: Outgoing): Sent | undefined {
  if (!isFifo(topic)) return undefined;
  const arn = topicArn(sns.scope, topic.name);
  return sns.deliveries.sentUnder(arn, deduplicationKey(topic, outgoing), sns.clock.now());
}

function deduplicationKey({ attributes }: Topic, outgoing: Outgoing): string {
  const id = deduplicationId(outgoing);
  const ofGroup = attributes["FifoThroughputScope"] === "MessageGroup";
  return JSON.stringify(ofGroup ? [outgoing.groupId, id] : [id]);
}

function deduplicationId({ deduplicationId: given, message }: Outgoing): string {
  return given ?? createHash("sha256").update(message, "utf8").digest("hex");
}

/** @throws AwsError InvalidParameter */
export function assertPublishable(topic: Topic, outgoing: Outgoing): void {
  assertContent(outgoing, largestBytes(topic));
  const { groupId, deduplicationId: id } = outgoing;
  if (groupId !== undefined) assertId("MessageGroupId", groupId);
  if (id !== undefined) assertId("MessageDeduplicationId", id);
  if (!isFifo(topic)) {
    if (id === undefined) return;
    throw invalidBecause(
      "MessageDeduplicationId",
      "The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    );
  }
  if (groupId === undefined) {
    throw invalidParameter("The MessageGroupId parameter is required for FIFO topics");
  }
  if (id === undefined && topic.attributes["ContentBasedDeduplication"] !== "true") {
    throw invalidParameter(
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    );
  }
}

/** What holds of a message wherever it goes. @throws AwsError InvalidParameter */
export function assertContent(outgoing: Outgoing, mostBytes: number = LARGEST_MESSAGE_BYTES): void {
  const { message, subject, isStructured } = outgoing;
  if (message === "") throw invalidParameter("Empty message");
  if (messageBytes(outgoing) > mostBytes) throw invalidParameter("Message too long");
  if (subject !== undefined && !SUBJECT.test(subject)) throw invalidParameter("Subject");
  if (isStructured) assertStructure(message);
}

/** What a message of the topic, or a batch of them, may have. */
export function largestBytes({ attributes }: Topic): number {
  return Number(attributes["MaximumMessageSize"] ?? LARGEST_MESSAGE_BYTES);
}

export function messageBytes({ message, attributes }: Pick<Outgoing, "message" | "attributes">): number {
  return Buffer.byteLength(message) + attributeBytes(attributes);
}

function assertStructure(message: string): void {
  const texts = structureOf(message);
  if (texts === undefined) {
    throw invalidParameter("Message Structure - JSON message body failed to parse");
  }
  if (typeof texts["default"] !== "string") {
    throw invalidParameter("Message Structure - No default entry in JSON message body");
  }
}

/** The texts of a message that has one for each protocol; undefined where it is not of that form. */
function structureOf(message: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(message);
    const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
    return isMap ? (value as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

/** What endpoints of a protocol get of the message. */
export function textFor(
  { message, isStructured }: Pick<Outgoing, "message" | "isStructured">,
  protocol: string,
): string {
  if (!isStructured) return message;
  const texts = structureOf(message) ?? {};
  const own = Object.hasOwn(texts, protocol) ? texts[protocol] : undefined;
  return typeof own === "string" ? own : String(texts["default"]);
}

function assertId(parameter: string, id: string): void {
  if (ID.test(id)) return;
  throw invalidBecause(
    parameter,
    `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  );
}
