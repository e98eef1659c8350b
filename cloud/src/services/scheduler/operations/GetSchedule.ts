import type { GetScheduleInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describedSchedule } from "../schedules/describe.ts";
import { requireSchedule } from "../schedules/manager.ts";
import { onSchedule } from "../schedules/questions.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { keyOf } from "../shared/names.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_GetSchedule.html */
export function GetSchedule(scheduler: SchedulerContext): Operation<GetScheduleInput> {
  return {
    name: "GetSchedule",
    authorize: onSchedule(scheduler, "GetSchedule"),
    run: (input) => describedSchedule(scheduler.scope, requireSchedule(scheduler, keyOf(input))),
  };
}
