import type { GetScheduleGroupInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describedGroup } from "../groups/describe.ts";
import { requireGroup } from "../groups/manager.ts";
import { groupQuestion } from "../groups/questions.ts";
import type { SchedulerContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetScheduleGroup.html */
export function GetScheduleGroup(scheduler: SchedulerContext): Operation<GetScheduleGroupInput> {
  return {
    name: "GetScheduleGroup",
    authorize: ({ Name }) => [groupQuestion(scheduler, "GetScheduleGroup", Name)],
    run: ({ Name }) => describedGroup(scheduler.scope, requireGroup(scheduler, Name)),
  };
}
