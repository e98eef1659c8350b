import type { SnsContext } from "../shared/context.ts";
import { effectivePolicy, parseDeliveryPolicy } from "../shared/delivery-policy.ts";
import type { Subscription } from "../shared/subscription.ts";
import { nameInArn } from "../shared/topic.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export function describeSubscription(sns: SnsContext, subscription: Subscription): Record<string, string> {
  const { attributes } = subscription;
  return {
    SubscriptionArn: subscription.arn,
    TopicArn: subscription.topicArn,
    Protocol: subscription.protocol,
    Endpoint: subscription.endpoint,
    Owner: sns.scope.accountId,
    SubscriptionPrincipal: subscription.principal,
    ConfirmationWasAuthenticated: String(subscription.confirmedBySignature),
    PendingConfirmation: String(!subscription.confirmed),
    RawMessageDelivery: "false",
    ...(attributes["FilterPolicy"] === undefined ? {} : { FilterPolicyScope: "MessageAttributes" }),
    ...effective(sns, subscription),
    ...attributes,
  };
}

function effective(
  sns: SnsContext,
  { protocol, topicArn, attributes }: Subscription,
): Record<string, string> {
  if (protocol !== "http" && protocol !== "https") return {};
  const topic = sns.topics.find(nameInArn(topicArn, sns.scope) ?? "");
  const { retries, contentType } = effectivePolicy(
    parseDeliveryPolicy(topic?.attributes["DeliveryPolicy"]),
    parseDeliveryPolicy(attributes["DeliveryPolicy"]),
  );
  const policy = {
    healthyRetryPolicy: retries,
    sicklyRetryPolicy: null,
    throttlePolicy: null,
    requestPolicy: { headerContentType: contentType },
    guaranteed: false,
  };
  return { EffectiveDeliveryPolicy: JSON.stringify(policy) };
}

/** As the lists have it: SNS-8, the password of an address is for GetSubscriptionAttributes alone. */
export function summaryOf(sns: SnsContext, { arn, confirmed, ...subscription }: Subscription) {
  return {
    SubscriptionArn: confirmed ? arn : "PendingConfirmation",
    Owner: sns.scope.accountId,
    Protocol: subscription.protocol,
    Endpoint: withoutPassword(subscription.endpoint),
    TopicArn: subscription.topicArn,
  };
}

function withoutPassword(endpoint: string): string {
  return endpoint.replace(/^(https?:\/\/[^/?#@:]*:)[^/?#]*@/i, "$1****@");
}
