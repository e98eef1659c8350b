import { callerName } from "../../../iam/policies/denial.ts";
import type { SubscribeInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { subscribe } from "../subscriptions/manager.ts";
import { topicAt } from "../topics/manager.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html */
export const Subscribe = (sns: SnsContext): QueryOperation<SubscribeInput> => ({
  name: "Subscribe",
  authorize: onTopic(sns, "sns:Subscribe", ({ Protocol, Endpoint }) => ({
    "sns:Protocol": Protocol,
    ...(Endpoint === undefined ? {} : { "sns:Endpoint": Endpoint }),
  })),
  run: (input, { caller, requestId }) => {
    const subscription = subscribe(sns, topicAt(sns, input.TopicArn), {
      protocol: input.Protocol,
      endpoint: input.Endpoint ?? "",
      attributes: input.Attributes ?? {},
      principal: callerName(caller),
      requestId,
    });
    const isTold = subscription.confirmed || input.ReturnSubscriptionArn === true;
    return { SubscriptionArn: isTold ? subscription.arn : "pending confirmation" };
  },
});
