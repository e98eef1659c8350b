import type { UnsubscribeInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { notAllowed } from "../shared/errors.ts";
import { assertSubscriptionArn, unsubscribe } from "../subscriptions/manager.ts";
import { onSubscription } from "./questions.ts";

/**
 * Whoever visits the link that is in every message signs nothing.
 * @see https://docs.aws.amazon.com/sns/latest/api/API_Unsubscribe.html
 */
export const Unsubscribe = (sns: SnsContext): QueryOperation<UnsubscribeInput> => ({
  name: "Unsubscribe",
  authorize: (input, asker) =>
    asker.caller.kind === "anonymous" ? [] : onSubscription(sns, "sns:Unsubscribe")(input, asker),
  run: ({ SubscriptionArn }, { caller }) => {
    const arn = assertSubscriptionArn(SubscriptionArn);
    const found = sns.topics.findSubscription(arn);
    // SNS-4: who confirmed it may have asked that only a signed call ends it.
    if (caller.kind === "anonymous" && found?.authenticatesUnsubscribe === true) {
      throw notAllowed("This subscription is ended by a signed call only.");
    }
    unsubscribe(sns, arn);
    return undefined;
  },
});
