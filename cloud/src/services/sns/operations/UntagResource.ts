import type { UntagResourceRequest } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import type { SnsContext } from "../shared/context.ts";
import { changeTags } from "../topics/manager.ts";
import { onResource } from "./questions.ts";
import { taggedTopic } from "./tagged-topic.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_UntagResource.html */
export const UntagResource = (sns: SnsContext): QueryOperation<UntagResourceRequest> => ({
  name: "UntagResource",
  authorize: onResource(sns, "sns:UntagResource", ({ TagKeys }) => tagKeys(TagKeys)),
  run: ({ ResourceArn, TagKeys }) => {
    const topic = taggedTopic(sns, ResourceArn);
    const kept = Object.entries(topic.tags).filter(([key]) => !TagKeys.includes(key));
    changeTags(sns, topic, Object.fromEntries(kept));
    return {};
  },
});
