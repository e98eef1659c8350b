import type { UntagResourceInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import { saveTags } from "../groups/manager.ts";
import { tagQuestion } from "../groups/questions.ts";
import { groupAt } from "../groups/tagged.ts";
import type { SchedulerContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UntagResource.html */
export function UntagResource(scheduler: SchedulerContext): Operation<UntagResourceInput> {
  return {
    name: "UntagResource",
    authorize: ({ ResourceArn, TagKeys }) => [tagQuestion("UntagResource", ResourceArn, tagKeys(TagKeys))],
    run: ({ ResourceArn, TagKeys }) => {
      const group = groupAt(scheduler, ResourceArn);
      const kept = Object.entries(group.tags).filter(([key]) => !TagKeys.includes(key));
      saveTags(scheduler, group, Object.fromEntries(kept));
      return {};
    },
  };
}
