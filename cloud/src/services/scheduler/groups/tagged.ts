import type { Tag } from "../../../wire/models/generated/scheduler.types.ts";
import type { Tags } from "../../../wire/tag-keys.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { notFound } from "../shared/errors.ts";
import type { ScheduleGroup } from "../shared/group-store.ts";
import { groupInArn } from "../shared/names.ts";
import { requireGroup } from "./manager.ts";

export function tagsByKey(tags: readonly Tag[] = []): Tags {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

export function listedTags(tags: Tags): readonly Tag[] {
  return Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
}

/** @throws AwsError ResourceNotFoundException */
export function groupAt(scheduler: SchedulerContext, arn: string): ScheduleGroup {
  const name = groupInArn(arn, scheduler.scope);
  if (name === undefined) throw notFound(`Resource ${arn} does not exist.`);
  return requireGroup(scheduler, name);
}

/** Schedules have no tags of their own: those of their group count. */
export function tagsOfArn(scheduler: SchedulerContext, arn: string): Tags | undefined {
  const group = groupInArn(arn, scheduler.scope);
  return group === undefined ? undefined : scheduler.groups.find(group)?.tags;
}
