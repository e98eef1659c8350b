import { requireGroup } from "../groups/manager.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { conflict, notFound } from "../shared/errors.ts";
import type { ScheduleKey } from "../shared/names.ts";
import type { ScheduleSettings, StoredSchedule } from "../shared/schedule.ts";
import { firstDue } from "./due.ts";
import { assertSchedule } from "./validate.ts";

/** @throws AwsError ResourceNotFoundException */
export function requireSchedule(scheduler: SchedulerContext, key: ScheduleKey): StoredSchedule {
  requireGroup(scheduler, key.group);
  const schedule = scheduler.schedules.find(key);
  if (schedule === undefined) throw notFound(`Schedule ${key.name} does not exist.`);
  return schedule;
}

/** @throws AwsError ValidationException, ConflictException, ResourceNotFoundException for the group */
export function createSchedule(
  scheduler: SchedulerContext,
  settings: ScheduleSettings,
  clientToken?: string,
): StoredSchedule {
  requireGroup(scheduler, settings.group);
  const known = scheduler.schedules.find(settings);
  if (known !== undefined) {
    if (clientToken !== undefined && known.clientToken === clientToken) return known;
    throw conflict(`Schedule ${settings.name} already exists.`);
  }
  assertSchedule(scheduler, settings);
  const now = scheduler.clock.now();
  const nextAt = firstDue(scheduler, settings);
  const schedule = { ...settings, clientToken, createdAt: now, modifiedAt: now, nextAt };
  scheduler.schedules.save(schedule);
  return schedule;
}

/** What is left out is as in a new one. @throws AwsError as `createSchedule` */
export function updateSchedule(scheduler: SchedulerContext, settings: ScheduleSettings): StoredSchedule {
  const known = requireSchedule(scheduler, settings);
  assertSchedule(scheduler, settings);
  const nextAt = isSameBeat(known, settings) ? known.nextAt : firstDue(scheduler, settings);
  const schedule = { ...known, ...settings, modifiedAt: scheduler.clock.now(), nextAt };
  scheduler.schedules.save(schedule);
  return schedule;
}

function isSameBeat(known: StoredSchedule, settings: ScheduleSettings): boolean {
  const beat = ({ expression, timeZone, startAt, endAt, isEnabled }: ScheduleSettings) =>
    JSON.stringify([expression, timeZone, startAt, endAt, isEnabled]);
  return beat(known) === beat(settings);
}

/** @throws AwsError ResourceNotFoundException */
export function deleteSchedule(scheduler: SchedulerContext, key: ScheduleKey): void {
  scheduler.schedules.delete(requireSchedule(scheduler, key));
}
