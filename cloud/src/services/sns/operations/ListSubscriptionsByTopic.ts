import type { ListSubscriptionsByTopicInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicArn } from "../shared/topic.ts";
import { summaryOf } from "../subscriptions/describe.ts";
import { topicAt } from "../topics/manager.ts";
import { pageOf } from "./paging.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListSubscriptionsByTopic.html */
export const ListSubscriptionsByTopic = (sns: SnsContext): QueryOperation<ListSubscriptionsByTopicInput> => ({
  name: "ListSubscriptionsByTopic",
  authorize: onTopic(sns, "sns:ListSubscriptionsByTopic"),
  run: (input) => {
    const { name } = topicAt(sns, input.TopicArn);
    const question = { operation: "ListSubscriptionsByTopic", input, token: input.NextToken };
    const all = sns.topics.subscriptions(topicArn(sns.scope, name));
    const { page, next } = pageOf(all, question, ({ arn }) => arn);
    return { Subscriptions: { member: page.map((one) => summaryOf(sns, one)) }, ...next };
  },
});
