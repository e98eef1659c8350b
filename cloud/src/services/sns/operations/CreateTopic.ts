import type { CreateTopicInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicArn } from "../shared/topic.ts";
import { createTopic } from "../topics/manager.ts";
import { checkedTags, tagsByKey } from "../topics/tags.ts";
import { topicQuestion } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html */
export const CreateTopic = (sns: SnsContext): QueryOperation<CreateTopicInput> => ({
  name: "CreateTopic",
  unsupportedMembers: ["DataProtectionPolicy"],
  *authorize({ Name, Tags }) {
    const tags = requestTags(tagsByKey(Tags));
    const arn = topicArn(sns.scope, Name);
    yield topicQuestion(sns, "sns:CreateTopic", arn, tags);
    if (Tags !== undefined && Tags.length > 0) yield topicQuestion(sns, "sns:TagResource", arn, tags);
  },
  run: ({ Name: name, Attributes: attributes = {}, Tags }) => {
    createTopic(sns, { name, attributes, tags: checkedTags(Tags) });
    return { TopicArn: topicArn(sns.scope, name) };
  },
});
