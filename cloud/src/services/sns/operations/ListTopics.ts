import type { ListTopicsInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicArn } from "../shared/topic.ts";
import { pageOf } from "./paging.ts";
import { onAll } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTopics.html */
export const ListTopics = (sns: SnsContext): QueryOperation<ListTopicsInput> => ({
  name: "ListTopics",
  authorize: onAll(sns, "sns:ListTopics"),
  run: (input) => {
    const question = { operation: "ListTopics", input, token: input.NextToken };
    const { page, next } = pageOf(sns.topics.list(), question, ({ name }) => name);
    return { Topics: { member: page.map(({ name }) => ({ TopicArn: topicArn(sns.scope, name) })) }, ...next };
  },
});
