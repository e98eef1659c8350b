import type { DeleteScheduleInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteSchedule } from "../schedules/manager.ts";
import { onSchedule } from "../schedules/questions.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { keyOf } from "../shared/names.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_DeleteSchedule.html */
export function DeleteSchedule(scheduler: SchedulerContext): Operation<DeleteScheduleInput> {
  return {
    name: "DeleteSchedule",
    authorize: onSchedule(scheduler, "DeleteSchedule"),
    run: (input) => {
      deleteSchedule(scheduler, keyOf(input));
      return {};
    },
  };
}
