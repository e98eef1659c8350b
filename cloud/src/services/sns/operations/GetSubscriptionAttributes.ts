import type { GetSubscriptionAttributesInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { describeSubscription } from "../subscriptions/describe.ts";
import { requireSubscription } from "../subscriptions/manager.ts";
import { attributesReply } from "./attributes-reply.ts";
import { onSubscription } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetSubscriptionAttributes.html */
export const GetSubscriptionAttributes = (
  sns: SnsContext,
): QueryOperation<GetSubscriptionAttributesInput> => ({
  name: "GetSubscriptionAttributes",
  authorize: onSubscription(sns, "sns:GetSubscriptionAttributes"),
  run: ({ SubscriptionArn }) => ({
    Attributes: attributesReply(describeSubscription(sns, requireSubscription(sns, SubscriptionArn))),
  }),
});
