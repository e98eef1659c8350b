import type { DeleteTopicInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { topicNameIn } from "../shared/topic.ts";
import { deleteTopic } from "../topics/manager.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_DeleteTopic.html */
export const DeleteTopic = (sns: SnsContext): QueryOperation<DeleteTopicInput> => ({
  name: "DeleteTopic",
  authorize: onTopic(sns, "sns:DeleteTopic"),
  run: ({ TopicArn }) => {
    const topic = sns.topics.find(topicNameIn(TopicArn, "TopicArn", sns.scope));
    // A topic that is gone already is no failure.
    if (topic !== undefined) deleteTopic(sns, topic);
    return undefined;
  },
});
