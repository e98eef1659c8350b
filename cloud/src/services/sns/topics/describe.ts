import type { SnsContext } from "../shared/context.ts";
import { effectiveTopicPolicy, parseDeliveryPolicy } from "../shared/delivery-policy.ts";
import { type Topic, topicArn } from "../shared/topic.ts";
import { settingsOf } from "./attributes.ts";
import { policyOf } from "./policy-document.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export function describeTopic(sns: SnsContext, topic: Topic): Readonly<Record<string, string>> {
  const arn = topicArn(sns.scope, topic.name);
  const subscriptions = sns.topics.subscriptions(arn);
  const confirmed = subscriptions.filter(({ confirmed }) => confirmed).length;
  const delivery = parseDeliveryPolicy(topic.attributes["DeliveryPolicy"]);
  return {
    ...Object.fromEntries(settingsOf(topic)),
    Policy: policyOf(sns.scope, topic),
    EffectiveDeliveryPolicy: JSON.stringify(effectiveTopicPolicy(delivery)),
    Owner: sns.scope.accountId,
    SubscriptionsConfirmed: String(confirmed),
    SubscriptionsPending: String(subscriptions.length - confirmed),
    SubscriptionsDeleted: String(topic.subscriptionsDeleted),
    TopicArn: arn,
  };
}
