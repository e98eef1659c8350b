import type { ScheduledRuns } from "../../../core/ports/scheduled-runs.ts";
import { lastRun, type RunResults, runCall } from "../../../core/run-results.ts";
import type { Attempted } from "../../../store/outbox.ts";
import { createScheduledRuns, type ScheduledRunsParts } from "../../../wire/scheduled-runs.ts";
import { tagsOfArn } from "../groups/tagged.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { notFound } from "../shared/errors.ts";
import type { Invocation } from "../shared/invocation.ts";
import { type ScheduleKey, scheduleArn, scheduleInArn } from "../shared/names.ts";
import { requireSchedule } from "./manager.ts";
import { passRole } from "./questions.ts";
import { sendInvocation } from "./send-invocation.ts";

/** A schedule has one target. */
const TARGET = "1";

/**
 * SCH-6: who runs a schedule by hand is asked what who changes it is asked: it would be due now by that. The
 * call goes the way of one that is due.
 */
export function createScheduleRuns(
  scheduler: SchedulerContext,
  parts: Omit<ScheduledRunsParts, "randomness">,
): ScheduledRuns {
  const question = (action: string, key: ScheduleKey) => ({
    action: `scheduler:${action}`,
    resource: scheduleArn(scheduler.scope, key),
  });
  return createScheduledRuns<ScheduleKey>(
    {
      service: "scheduler",
      keyOf: (arn) => {
        const key = scheduleInArn(arn, scheduler.scope);
        if (key === undefined) throw notFound(`Schedule ${arn} does not exist.`);
        return key;
      },
      tagsOf: (arn) => tagsOfArn(scheduler, arn),
      read: (key) => [question("GetSchedule", key)],
      *change(key) {
        yield question("UpdateSchedule", key);
        yield passRole(scheduler, requireSchedule(scheduler, key).target.RoleArn);
      },
      times: (key) => ({
        nextAt: requireSchedule(scheduler, key).nextAt,
        last: scheduler.schedules.lastRun(key),
      }),
      send: (key) => {
        const at = scheduler.clock.now();
        const request = sendInvocation(scheduler, requireSchedule(scheduler, key), at);
        return { run: { request, at }, calls: 1 };
      },
    },
    { ...parts, randomness: scheduler.randomness },
  );
}

/** Tells who waits for the invocation what became of it, and keeps it with its schedule. */
export function tellAttempt(
  { schedules }: Pick<SchedulerContext, "schedules">,
  results: RunResults,
  { executionId, group, name, scheduledAt, target }: Invocation,
  attempted: Attempted,
): void {
  const key = { group, name };
  const run = { request: executionId, at: scheduledAt };
  const call = runCall({ targetId: TARGET, targetArn: target.Arn }, attempted);
  const last = lastRun(schedules.lastRun(key), run, call);
  if (last !== undefined) schedules.saveLastRun(key, last);
  results.tell(run, call);
}
