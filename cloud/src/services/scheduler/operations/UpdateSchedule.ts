import type { UpdateScheduleInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { settingsOf, UNSUPPORTED_MEMBERS } from "../schedules/input.ts";
import { updateSchedule } from "../schedules/manager.ts";
import { onSchedule, passRole } from "../schedules/questions.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { scheduleArn } from "../shared/names.ts";

/**
 * The same call again gives the same schedule: the client token needs no memory.
 * @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_UpdateSchedule.html
 */
export function UpdateSchedule(scheduler: SchedulerContext): Operation<UpdateScheduleInput> {
  const onIt = onSchedule<UpdateScheduleInput>(scheduler, "UpdateSchedule");
  return {
    name: "UpdateSchedule",
    unsupportedMembers: UNSUPPORTED_MEMBERS,
    *authorize(input) {
      yield* onIt(input);
      yield passRole(scheduler, input.Target.RoleArn);
    },
    run: (input) => {
      const schedule = updateSchedule(scheduler, settingsOf(input));
      return { ScheduleArn: scheduleArn(scheduler.scope, schedule) };
    },
  };
}
