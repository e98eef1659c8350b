import type { SnsContext } from "../shared/context.ts";
import {
  invalidBecause,
  invalidInput,
  invalidParameter,
  subscriptionDoesNotExist,
} from "../shared/errors.ts";
import type { Message } from "../shared/message.ts";
import { type Subscription, topicArnOf } from "../shared/subscription.ts";
import { assertArn, isFifo, nameInArn, type Topic, topicArn } from "../shared/topic.ts";
import { type Attributes, changedAttributes } from "./attributes.ts";
import { assertEndpoint, needsConfirmation } from "./endpoints.ts";
import { isToken, isTokenOf, newToken } from "./tokens.ts";

export interface NewSubscription {
  readonly protocol: string;
  readonly endpoint: string;
  readonly attributes: Attributes;
  /** ARN of who subscribes. */
  readonly principal: string;
  readonly requestId?: string;
}

/**
 * Subscribes an endpoint; one that is subscribed with the same attributes is left as it is. What has to be
 * confirmed is sent its token.
 * @throws AwsError InvalidParameter, UnsupportedOperation
 */
export function subscribe(sns: SnsContext, topic: Topic, given: NewSubscription): Subscription {
  const protocol = assertEndpoint(sns, topic, given.protocol, given.endpoint);
  const attributes = changedAttributes({}, given.attributes, {
    messageQueues: sns.messageQueues,
    protocol,
    topicIsFifo: isFifo(topic),
    refuse: (fault) => invalidBecause("Attributes", fault),
  });
  const arn = topicArn(sns.scope, topic.name);
  const known = sns.topics
    .subscriptions(arn)
    .find((one) => one.protocol === protocol && one.endpoint === given.endpoint);
  if (known !== undefined) return repeated(sns, known, given);
  const confirmed = !needsConfirmation(protocol);
  const subscription: Subscription = {
    arn: `${arn}:${sns.randomness.uuid()}`,
    topicArn: arn,
    protocol,
    endpoint: given.endpoint,
    principal: given.principal,
    confirmed,
    confirmedBySignature: confirmed,
    authenticatesUnsubscribe: false,
    tokenHash: undefined,
    tokenExpiresAt: 0,
    attributes,
  };
  if (!confirmed) return askToConfirm(sns, subscription, given.requestId);
  sns.topics.saveSubscription(subscription);
  return subscription;
}

function repeated(sns: SnsContext, known: Subscription, given: NewSubscription): Subscription {
  const differs = Object.entries(given.attributes).some(([name, value]) => known.attributes[name] !== value);
  if (differs) {
    throw invalidBecause("Attributes", "Subscription already exists with different attributes");
  }
  return known.confirmed ? known : askToConfirm(sns, known, given.requestId);
}

/** SNS-4: an endpoint that somebody else may own gets nothing but the question whether it wants any. */
function askToConfirm(sns: SnsContext, asked: Subscription, requestId: string | undefined): Subscription {
  const { token, ...kept } = newToken(sns);
  const subscription = { ...asked, ...kept };
  const now = sns.clock.now();
  const message: Message = {
    type: "SubscriptionConfirmation",
    messageId: sns.randomness.uuid(),
    topicArn: asked.topicArn,
    message: `You have chosen to subscribe to the topic ${asked.topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    subject: undefined,
    isStructured: false,
    attributes: {},
    groupId: undefined,
    deduplicationId: undefined,
    sequenceNumber: undefined,
    signatureVersion:
      sns.topics.find(nameInArn(asked.topicArn, sns.scope) ?? "")?.attributes["SignatureVersion"] ?? "1",
    publishedAt: now,
    token,
    requestId,
  };
  sns.topics.transaction(() => {
    sns.topics.saveSubscription(subscription);
    sns.deliveries.clear(subscription.arn);
    sns.deliveries.add(() => message, [subscription.arn], now);
  });
  sns.wake();
  return subscription;
}

/**
 * @param bySignature who confirms signed the call
 * @throws AwsError InvalidParameter
 */
export function confirm(
  sns: SnsContext,
  topic: Topic,
  token: string,
  {
    bySignature,
    authenticatesUnsubscribe,
  }: { readonly bySignature: boolean; readonly authenticatesUnsubscribe: boolean },
): Subscription {
  if (!isToken(token)) throw invalidInput("Invalid token");
  const now = sns.clock.now();
  const found = sns.topics
    .subscriptions(topicArn(sns.scope, topic.name))
    .find((subscription) => isTokenOf(subscription, token, now));
  if (found === undefined) throw invalidParameter("Token");
  if (found.confirmed) return found;
  const subscription = {
    ...found,
    confirmed: true,
    confirmedBySignature: bySignature,
    authenticatesUnsubscribe,
  };
  sns.topics.saveSubscription(subscription);
  return subscription;
}

/** @throws AwsError InvalidParameter for what is no ARN of a subscription */
export function assertSubscriptionArn(arn: string): string {
  assertArn(arn, "SubscriptionArn");
  if (arn.split(":").length < 7) throw invalidParameter("SubscriptionId");
  return arn;
}

/** @throws AwsError NotFound, InvalidParameter */
export function requireSubscription(sns: SnsContext, arn: string): Subscription {
  const subscription = sns.topics.findSubscription(assertSubscriptionArn(arn));
  if (subscription === undefined) throw subscriptionDoesNotExist();
  return subscription;
}

/** One that is gone already is no failure. */
export function unsubscribe(sns: SnsContext, arn: string): void {
  if (sns.topics.findSubscription(arn) === undefined) return;
  const topic = sns.topics.find(nameInArn(topicArnOf(arn), sns.scope) ?? "");
  sns.topics.transaction(() => {
    sns.topics.deleteSubscription(arn);
    sns.deliveries.clear(arn);
    if (topic !== undefined) {
      sns.topics.save({ ...topic, subscriptionsDeleted: topic.subscriptionsDeleted + 1 });
    }
  });
}

/** @throws AwsError InvalidParameter, UnsupportedOperation */
export function changeSubscription(sns: SnsContext, subscription: Subscription, given: Attributes): void {
  const topic = sns.topics.find(nameInArn(subscription.topicArn, sns.scope) ?? "");
  const attributes = changedAttributes(subscription.attributes, given, {
    messageQueues: sns.messageQueues,
    protocol: subscription.protocol,
    topicIsFifo: topic !== undefined && isFifo(topic),
    refuse: invalidParameter,
  });
  sns.topics.saveSubscription({ ...subscription, attributes });
}
