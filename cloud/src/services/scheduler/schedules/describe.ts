import type { Scope } from "../../../core/arns.ts";
import { scheduleArn } from "../shared/names.ts";
import type { StoredSchedule } from "../shared/schedule.ts";

/** A schedule as AWS shows it; times in epoch seconds. */
export function describedSchedule(scope: Scope, schedule: StoredSchedule) {
  return {
    Arn: scheduleArn(scope, schedule),
    GroupName: schedule.group,
    Name: schedule.name,
    ScheduleExpression: schedule.expression,
    ScheduleExpressionTimezone: schedule.timeZone,
    StartDate: seconds(schedule.startAt),
    EndDate: seconds(schedule.endAt),
    Description: schedule.description,
    State: stateOf(schedule),
    CreationDate: seconds(schedule.createdAt),
    LastModificationDate: seconds(schedule.modifiedAt),
    Target: schedule.target,
    FlexibleTimeWindow: schedule.window,
    ActionAfterCompletion: schedule.isDeletedAfter ? "DELETE" : "NONE",
  };
}

/** The same as lists show it. */
export function listedSchedule(scope: Scope, schedule: StoredSchedule) {
  return {
    Arn: scheduleArn(scope, schedule),
    Name: schedule.name,
    GroupName: schedule.group,
    State: stateOf(schedule),
    CreationDate: seconds(schedule.createdAt),
    LastModificationDate: seconds(schedule.modifiedAt),
    Target: { Arn: schedule.target.Arn },
  };
}

function stateOf({ isEnabled }: Pick<StoredSchedule, "isEnabled">): "ENABLED" | "DISABLED" {
  return isEnabled ? "ENABLED" : "DISABLED";
}

function seconds(epochMs: number | undefined): number | undefined {
  return epochMs === undefined ? undefined : epochMs / 1000;
}
