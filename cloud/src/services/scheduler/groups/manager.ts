import type { Tags } from "../../../wire/tag-keys.ts";
import { DEFAULT_GROUP } from "../shared/constants.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { conflict, notFound, quotaExceeded, validation } from "../shared/errors.ts";
import type { ScheduleGroup } from "../shared/group-store.ts";

/** Of an account. */
const MOST_GROUPS = 500;
const MOST_TAGS = 50;

/** @throws AwsError ResourceNotFoundException */
export function requireGroup(scheduler: SchedulerContext, name: string): ScheduleGroup {
  const group = scheduler.groups.find(name);
  if (group === undefined) throw notFound(`Schedule group ${name} does not exist.`);
  return group;
}

export interface NewGroup {
  readonly name: string;
  readonly tags: Tags;
  readonly clientToken: string | undefined;
}

/** @throws AwsError ConflictException, ServiceQuotaExceededException */
export function createGroup(
  scheduler: SchedulerContext,
  { name, tags, clientToken }: NewGroup,
): ScheduleGroup {
  const known = scheduler.groups.find(name);
  if (known !== undefined) {
    if (clientToken !== undefined && known.clientToken === clientToken) return known;
    throw conflict(`Schedule group ${name} already exists.`);
  }
  if (scheduler.groups.list().length >= MOST_GROUPS) throw quotaExceeded("Too many schedule groups.");
  const now = scheduler.clock.now();
  const group = { name, tags, clientToken, createdAt: now, modifiedAt: now };
  scheduler.groups.save(group);
  return group;
}

/** A group goes with its schedules. @throws AwsError ResourceNotFoundException, ValidationException */
export function deleteGroup(scheduler: SchedulerContext, name: string): void {
  if (name === DEFAULT_GROUP) throw validation("The default schedule group can not be deleted.");
  requireGroup(scheduler, name);
  scheduler.transaction(() => {
    for (const schedule of scheduler.schedules.ofGroup(name)) scheduler.schedules.delete(schedule);
    scheduler.groups.delete(name);
  });
}

export function saveTags(scheduler: SchedulerContext, group: ScheduleGroup, tags: Tags): void {
  scheduler.groups.save({ ...group, tags, modifiedAt: scheduler.clock.now() });
}

/** @throws AwsError ValidationException */
export function assertTags(tags: Tags): void {
  if (Object.keys(tags).some((key) => /^aws:/i.test(key))) {
    throw validation("aws: prefixed tag key names are not allowed for external use.");
  }
  if (Object.keys(tags).length > MOST_TAGS) throw validation("Too many tags.");
}
