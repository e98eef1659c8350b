import { nextTime, parseSchedule } from "../../../core/schedule-expression/schedule.ts";
import type { SchedulerContext } from "../shared/context.ts";
import type { ScheduleSettings, StoredSchedule } from "../shared/schedule.ts";
import { sendInvocation } from "./send-invocation.ts";

/**
 * When a schedule that starts now is due, in epoch milliseconds; undefined when never. A rate begins with
 * its start date, or at once; for a single time neither start nor end counts.
 */
export function firstDue(
  { clock }: Pick<SchedulerContext, "clock">,
  settings: ScheduleSettings,
): number | undefined {
  const { expression, timeZone, startAt, isEnabled } = settings;
  const schedule = parseSchedule(expression);
  if (schedule === undefined || !isEnabled) return undefined;
  const now = clock.now();
  if (schedule.kind === "at") return nextTime(schedule, { after: now, anchor: now, timeZone });
  if (schedule.kind === "rate" && (startAt === undefined || startAt >= now)) {
    return within(settings, startAt ?? now);
  }
  const after = Math.max(now, (startAt ?? now) - 1);
  return within(settings, nextTime(schedule, { after, anchor: startAt ?? now, timeZone }));
}

function within({ endAt }: ScheduleSettings, at: number | undefined): number | undefined {
  return at !== undefined && endAt !== undefined && at > endAt ? undefined : at;
}

/**
 * SCH-5: sends what is due to its targets. What came due more than once since the last look, because the cloud
 * was down or its clock was set ahead, comes once, with the first of the times.
 * @returns when the next schedule is due, in epoch milliseconds
 */
export function runDueSchedules(scheduler: SchedulerContext): number | undefined {
  for (;;) {
    const schedule = scheduler.schedules.nextDue();
    const dueAt = schedule?.nextAt;
    if (schedule === undefined || dueAt === undefined) return undefined;
    if (dueAt > scheduler.clock.now()) return dueAt;
    scheduler.transaction(() => {
      sendInvocation(scheduler, schedule, dueAt);
      goOn(scheduler, schedule, dueAt);
    });
  }
}

function goOn(scheduler: SchedulerContext, schedule: StoredSchedule, dueAt: number): void {
  const parsed = parseSchedule(schedule.expression);
  const after = scheduler.clock.now();
  const next =
    parsed === undefined || parsed.kind === "at"
      ? undefined
      : nextTime(parsed, { after, anchor: dueAt, timeZone: schedule.timeZone });
  const nextAt = within(schedule, next);
  if (nextAt === undefined && schedule.isDeletedAfter) scheduler.schedules.delete(schedule);
  else scheduler.schedules.save({ ...schedule, nextAt });
}
