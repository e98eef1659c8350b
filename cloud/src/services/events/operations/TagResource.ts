import type { TagResourceRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { taggedAt, tagQuestion } from "../rules/tagging.ts";
import type { EventsContext } from "../shared/context.ts";
import { tagsByKey } from "../shared/tags.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_TagResource.html */
export function TagResource(events: EventsContext): Operation<TagResourceRequest> {
  return {
    name: "TagResource",
    authorize: ({ ResourceARN, Tags }) => [
      tagQuestion(events, "TagResource", ResourceARN, requestTags(tagsByKey(Tags))),
    ],
    run: ({ ResourceARN, Tags }) => {
      const tagged = taggedAt(events, ResourceARN);
      tagged.save({ ...tagged.tags, ...tagsByKey(Tags) });
    },
  };
}
