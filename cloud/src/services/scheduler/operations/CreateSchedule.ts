import type { CreateScheduleInput } from "../../../wire/models/generated/scheduler.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { settingsOf, UNSUPPORTED_MEMBERS } from "../schedules/input.ts";
import { createSchedule } from "../schedules/manager.ts";
import { onSchedule, passRole } from "../schedules/questions.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { scheduleArn } from "../shared/names.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
export function CreateSchedule(scheduler: SchedulerContext): Operation<CreateScheduleInput> {
  const onIt = onSchedule<CreateScheduleInput>(scheduler, "CreateSchedule");
  return {
    name: "CreateSchedule",
    unsupportedMembers: UNSUPPORTED_MEMBERS,
    *authorize(input) {
      yield* onIt(input);
      yield passRole(scheduler, input.Target.RoleArn);
    },
    run: (input) => {
      const schedule = createSchedule(scheduler, settingsOf(input), input.ClientToken);
      return { ScheduleArn: scheduleArn(scheduler.scope, schedule) };
    },
  };
}
