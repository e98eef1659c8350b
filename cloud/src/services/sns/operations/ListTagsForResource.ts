import type { ListTagsForResourceRequest } from "../../../wire/models/generated/sns.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import type { SnsContext } from "../shared/context.ts";
import { onResource } from "./questions.ts";
import { taggedTopic } from "./tagged-topic.ts";

/** @see https://docs.aws.amazon.com/sns/latest/api/API_ListTagsForResource.html */
export const ListTagsForResource = (sns: SnsContext): QueryOperation<ListTagsForResourceRequest> => ({
  name: "ListTagsForResource",
  authorize: onResource(sns, "sns:ListTagsForResource"),
  run: ({ ResourceArn }) => {
    const { tags } = taggedTopic(sns, ResourceArn);
    return { Tags: { member: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) } };
  },
});
