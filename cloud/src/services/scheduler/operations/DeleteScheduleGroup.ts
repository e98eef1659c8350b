import type { DeleteScheduleGroupInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteGroup } from "../groups/manager.ts";
import { groupQuestion } from "../groups/questions.ts";
import type { SchedulerContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteScheduleGroup.html */
export function DeleteScheduleGroup(scheduler: SchedulerContext): Operation<DeleteScheduleGroupInput> {
  return {
    name: "DeleteScheduleGroup",
    authorize: ({ Name }) => [groupQuestion(scheduler, "DeleteScheduleGroup", Name)],
    run: ({ Name }) => {
      deleteGroup(scheduler, Name);
      return {};
    },
  };
}
