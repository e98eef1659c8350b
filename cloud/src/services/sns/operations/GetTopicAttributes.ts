import type { GetTopicAttributesInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { describeTopic } from "../topics/describe.ts";
import { topicAt } from "../topics/manager.ts";
import { attributesReply } from "./attributes-reply.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_GetTopicAttributes.html */
export const GetTopicAttributes = (sns: SnsContext): QueryOperation<GetTopicAttributesInput> => ({
  name: "GetTopicAttributes",
  authorize: onTopic(sns, "sns:GetTopicAttributes"),
  run: ({ TopicArn }) => ({ Attributes: attributesReply(describeTopic(sns, topicAt(sns, TopicArn))) }),
});
