import type { ListTagsForResourceRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { taggedAt, tagQuestion } from "../rules/tagging.ts";
import type { EventsContext } from "../shared/context.ts";
import { listedTags } from "../shared/tags.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_ListTagsForResource.html */
export function ListTagsForResource(events: EventsContext): Operation<ListTagsForResourceRequest> {
  return {
    name: "ListTagsForResource",
    authorize: ({ ResourceARN }) => [tagQuestion(events, "ListTagsForResource", ResourceARN)],
    run: ({ ResourceARN }) => ({ Tags: listedTags(taggedAt(events, ResourceARN).tags) }),
  };
}
