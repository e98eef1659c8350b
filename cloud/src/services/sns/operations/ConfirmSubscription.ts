import type { ConfirmSubscriptionInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import { nameInArn } from "../shared/topic.ts";
import { confirm } from "../subscriptions/manager.ts";
import { topicAt } from "../topics/manager.ts";
import { onTopic } from "./questions.ts";

/**
 * Whoever visits the link signs nothing: the token alone decides then [SNS-4].
 * @see https://docs.aws.amazon.com/sns/latest/api/API_ConfirmSubscription.html
 */
export const ConfirmSubscription = (sns: SnsContext): QueryOperation<ConfirmSubscriptionInput> => ({
  name: "ConfirmSubscription",
  authorize: (input, asker) =>
    asker.caller.kind === "anonymous" ? [] : onTopic(sns, "sns:ConfirmSubscription")(input, asker),
  run: ({ TopicArn, Token, AuthenticateOnUnsubscribe }, { caller }) => {
    const bySignature = caller.kind !== "anonymous";
    if (!bySignature && nameInArn(TopicArn, sns.scope) === undefined) throw invalidParameter("Topic");
    const { arn } = confirm(sns, topicAt(sns, TopicArn), Token, {
      bySignature,
      authenticatesUnsubscribe: AuthenticateOnUnsubscribe === "true",
    });
    return { SubscriptionArn: arn };
  },
});
