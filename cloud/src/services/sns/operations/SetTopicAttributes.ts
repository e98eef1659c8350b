import type { SetTopicAttributesInput } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { changeAttribute, topicAt } from "../topics/manager.ts";
import { onTopic } from "./questions.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_SetTopicAttributes.html */
export const SetTopicAttributes = (sns: SnsContext): QueryOperation<SetTopicAttributesInput> => ({
  name: "SetTopicAttributes",
  authorize: onTopic(sns, "sns:SetTopicAttributes"),
  run: ({ TopicArn, AttributeName, AttributeValue = "" }) => {
    changeAttribute(sns, topicAt(sns, TopicArn), AttributeName, AttributeValue);
    return undefined;
  },
});
