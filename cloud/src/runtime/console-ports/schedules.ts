import { parseArn } from "../../core/arns.ts";
import type { Caller } from "../../core/caller.ts";
import type { ScheduledRuns } from "../../core/ports/scheduled-runs.ts";
import type { ConsoleSchedules } from "../../wire/console-ports.ts";

export interface SchedulePorts {
  readonly scheduleRuns: ScheduledRuns;
  readonly ruleRuns: ScheduledRuns;
}

/** Schedules of the Scheduler and rules with a schedule, by ARN, for one caller. */
export function createSchedules(ports: SchedulePorts, caller: Caller): ConsoleSchedules {
  const owner = (arn: string): ScheduledRuns =>
    parseArn(arn)?.service === "events" ? ports.ruleRuns : ports.scheduleRuns;
  return {
    times: (arn) => owner(arn).times(caller, arn),
    runNow: (arn) => owner(arn).runNow(caller, arn),
  };
}
