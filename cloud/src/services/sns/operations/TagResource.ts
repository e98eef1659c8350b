import type { TagResourceRequest } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import type { SnsContext } from "../shared/context.ts";
import { changeTags } from "../topics/manager.ts";
import { checkedTags, tagsByKey } from "../topics/tags.ts";
import { onResource } from "./questions.ts";
import { taggedTopic } from "./tagged-topic.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_TagResource.html */
export const TagResource = (sns: SnsContext): QueryOperation<TagResourceRequest> => ({
  name: "TagResource",
  authorize: onResource(sns, "sns:TagResource", ({ Tags }) => requestTags(tagsByKey(Tags))),
  run: ({ ResourceArn, Tags }) => {
    const topic = taggedTopic(sns, ResourceArn);
    changeTags(sns, topic, checkedTags(Tags, topic.tags));
    return {};
  },
});
