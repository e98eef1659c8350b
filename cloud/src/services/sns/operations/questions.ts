import { regionalArn } from "../../../core/arns.ts";
import type { ConditionContext } from "../../../core/ports/authorization.ts";
import type { Asker, Question } from "../../../wire/operation.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicArnOf } from "../shared/subscription.ts";
import { assertArn, nameInArn } from "../shared/topic.ts";
import { assertSubscriptionArn } from "../subscriptions/manager.ts";
import { policyOf } from "../topics/policy-document.ts";

type Action = `sns:${string}`;

/**
 * SNS-1: whether the caller's policies, or the topic's own, allow the action on the topic. Asked before it
 * is looked for: who may not, learns nothing of it.
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsns.html
 */
export function topicQuestion(
  sns: SnsContext,
  action: Action,
  arn: string,
  context: ConditionContext = {},
): Question {
  const topic = sns.topics.find(nameInArn(arn, sns.scope) ?? "");
  return {
    action,
    resource: arn,
    resourcePolicy: topic === undefined ? undefined : policyOf(sns.scope, topic),
    context,
  };
}

type Questions<Input> = (input: Input, asker: Asker) => readonly Question[];

/** The one question of most operations, on the topic that the input names. */
export function onTopic<Input extends { readonly TopicArn?: string }>(
  sns: SnsContext,
  action: Action,
  context?: (input: NoInfer<Input>) => ConditionContext,
): Questions<Input> {
  return (input) => [topicQuestion(sns, action, assertArn(input.TopicArn, "TopicArn"), context?.(input))];
}

/** On the topic of the subscription that the input names. */
export function onSubscription<Input extends { readonly SubscriptionArn: string }>(
  sns: SnsContext,
  action: Action,
): Questions<Input> {
  return ({ SubscriptionArn: arn }) => [topicQuestion(sns, action, topicArnOf(assertSubscriptionArn(arn)))];
}

/** On the topic that is tagged. */
export function onResource<Input extends { readonly ResourceArn: string }>(
  sns: SnsContext,
  action: Action,
  context?: (input: NoInfer<Input>) => ConditionContext,
): Questions<Input> {
  return (input) => [
    topicQuestion(sns, action, assertArn(input.ResourceArn, "ResourceArn"), context?.(input)),
  ];
}

/** Of actions that take no topic; the refusal names all of them. */
export function onAll(sns: Pick<SnsContext, "scope">, action: Action): () => readonly Question[] {
  return () => [{ action, resource: regionalArn(sns.scope, "sns", "*") }];
}
