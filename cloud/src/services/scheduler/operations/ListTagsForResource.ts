import type { ListTagsForResourceInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagQuestion } from "../groups/questions.ts";
import { groupAt, listedTags } from "../groups/tagged.ts";
import type { SchedulerContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListTagsForResource.html */
export function ListTagsForResource(scheduler: SchedulerContext): Operation<ListTagsForResourceInput> {
  return {
    name: "ListTagsForResource",
    authorize: ({ ResourceArn }) => [tagQuestion("ListTagsForResource", ResourceArn)],
    run: ({ ResourceArn }) => ({ Tags: listedTags(groupAt(scheduler, ResourceArn).tags) }),
  };
}
