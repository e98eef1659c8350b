import type { TagResourceInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { assertTags, saveTags } from "../groups/manager.ts";
import { tagQuestion } from "../groups/questions.ts";
import { groupAt, tagsByKey } from "../groups/tagged.ts";
import type { SchedulerContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_TagResource.html */
export function TagResource(scheduler: SchedulerContext): Operation<TagResourceInput> {
  return {
    name: "TagResource",
    authorize: ({ ResourceArn, Tags }) => [
      tagQuestion("TagResource", ResourceArn, requestTags(tagsByKey(Tags))),
    ],
    run: ({ ResourceArn, Tags }) => {
      const group = groupAt(scheduler, ResourceArn);
      const tags = { ...group.tags, ...tagsByKey(Tags) };
      assertTags(tags);
      saveTags(scheduler, group, tags);
      return {};
    },
  };
}
