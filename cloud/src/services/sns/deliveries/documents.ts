import { textFor } from "../publishing/publish.ts";
import type { SnsContext } from "../shared/context.ts";
import type { Message, MessageAttributes } from "../shared/message.ts";
import type { Subscription } from "../shared/subscription.ts";
import { subscribeUrl, unsubscribeUrl } from "./links.ts";
import { canonicalString, type Signer } from "./signer.ts";

/** What documents are made with. */
export interface Surroundings extends Pick<SnsContext, "endpoints"> {
  readonly signer: Signer;
}

type Member = readonly [name: string, value: unknown];

/**
 * What a subscription that is not raw gets: JSON laid out as AWS does.
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
 */
export function notificationDocument(
  surroundings: Surroundings,
  message: Message,
  subscription: Subscription,
): string {
  const members = membersOf(surroundings, message, subscription);
  const lines = members.map(([name, value]) => `  ${JSON.stringify(name)} : ${valueText(name, value)}`);
  return `{\n${lines.join(",\n")}\n}`;
}

function valueText(name: string, value: unknown): string {
  if (name !== "MessageAttributes") return JSON.stringify(value);
  const lines = Object.entries(value as object).map(
    ([key, one]) => `    ${JSON.stringify(key)} : ${JSON.stringify(one)}`,
  );
  return `{\n${lines.join(",\n")}\n  }`;
}

function membersOf(
  surroundings: Surroundings,
  message: Message,
  subscription: Subscription,
): readonly Member[] {
  const { type, messageId, topicArn, subject, token, sequenceNumber } = message;
  const text = textFor(message, subscription.protocol);
  const isNotification = type === "Notification";
  const all: readonly Member[] = [
    ["Type", type],
    ["MessageId", messageId],
    ["SequenceNumber", sequenceNumber],
    ["Token", token],
    ["TopicArn", topicArn],
    ["Subject", subject],
    ["Message", text],
    ["SubscribeURL", isNotification ? undefined : subscribeUrl(surroundings, message)],
    ["Timestamp", timestamp(message)],
    ...signatureOf(surroundings, message, text),
    ["UnsubscribeURL", isNotification ? unsubscribeUrl(surroundings, subscription.arn) : undefined],
    ["MessageAttributes", attributesOf(message.attributes)],
  ];
  return all.filter(([, value]) => value !== undefined);
}

function timestamp({ publishedAt }: Pick<Message, "publishedAt">): string {
  return new Date(publishedAt).toISOString();
}

function signatureOf(surroundings: Surroundings, message: Message, text: string): readonly Member[] {
  const { signatureVersion: version } = message;
  if (version === undefined) return [];
  const { signer } = surroundings;
  const signed = canonicalString(
    { ...message, message: text },
    {
      timestamp: timestamp(message),
      subscribeUrl: subscribeUrl(surroundings, message),
    },
  );
  return [
    ["SignatureVersion", version],
    ["Signature", signer.sign(signed, version)],
    ["SigningCertURL", signer.certificateUrl],
  ];
}

function attributesOf(attributes: MessageAttributes): object | undefined {
  const entries = Object.entries(attributes).map(([name, { dataType, stringValue, binaryValue }]) => [
    name,
    { Type: dataType, Value: binaryValue ?? stringValue },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The event of a function. @see https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export function functionEvent(
  surroundings: Surroundings,
  message: Message,
  subscription: Subscription,
): string {
  const text = textFor(message, subscription.protocol);
  const [version, signature, certificate] = signatureOf(surroundings, message, text);
  const Sns = {
    Type: message.type,
    MessageId: message.messageId,
    TopicArn: message.topicArn,
    Subject: message.subject ?? null,
    Message: text,
    Timestamp: timestamp(message),
    SignatureVersion: version?.[1],
    Signature: signature?.[1],
    SigningCertUrl: certificate?.[1],
    UnsubscribeUrl: unsubscribeUrl(surroundings, subscription.arn),
    MessageAttributes: attributesOf(message.attributes) ?? {},
  };
  return JSON.stringify({
    Records: [{ EventSource: "aws:sns", EventVersion: "1.0", EventSubscriptionArn: subscription.arn, Sns }],
  });
}
