import type { SetSubscriptionAttributesInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { changeSubscription, requireSubscription } from "../subscriptions/manager.ts";
import { onSubscription } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetSubscriptionAttributes.html */
export const SetSubscriptionAttributes = (
  sns: SnsContext,
): QueryOperation<SetSubscriptionAttributesInput> => ({
  name: "SetSubscriptionAttributes",
  authorize: onSubscription(sns, "sns:SetSubscriptionAttributes"),
  run: ({ SubscriptionArn, AttributeName, AttributeValue = "" }) => {
    changeSubscription(sns, requireSubscription(sns, SubscriptionArn), { [AttributeName]: AttributeValue });
    return undefined;
  },
});
