import type { UntagResourceRequest } from "../../../wire/models/generated/events.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import { taggedAt, tagQuestion } from "../rules/tagging.ts";
import type { EventsContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_UntagResource.html */
export function UntagResource(events: EventsContext): Operation<UntagResourceRequest> {
  return {
    name: "UntagResource",
    authorize: ({ ResourceARN, TagKeys }) => [
      tagQuestion(events, "UntagResource", ResourceARN, tagKeys(TagKeys)),
    ],
    run: ({ ResourceARN, TagKeys }) => {
      const tagged = taggedAt(events, ResourceARN);
      const kept = Object.entries(tagged.tags).filter(([key]) => !TagKeys.includes(key));
      tagged.save(Object.fromEntries(kept));
    },
  };
}
