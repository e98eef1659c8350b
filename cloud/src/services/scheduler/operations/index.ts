import type { AnyOperation } from "../../../wire/operation.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { CreateSchedule } from "./CreateSchedule.ts";
import { CreateScheduleGroup } from "./CreateScheduleGroup.ts";
import { DeleteSchedule } from "./DeleteSchedule.ts";
import { DeleteScheduleGroup } from "./DeleteScheduleGroup.ts";
import { GetSchedule } from "./GetSchedule.ts";
import { GetScheduleGroup } from "./GetScheduleGroup.ts";
import { ListScheduleGroups } from "./ListScheduleGroups.ts";
import { ListSchedules } from "./ListSchedules.ts";
import { ListTagsForResource } from "./ListTagsForResource.ts";
import { TagResource } from "./TagResource.ts";
import { UntagResource } from "./UntagResource.ts";
import { UpdateSchedule } from "./UpdateSchedule.ts";

/** Every operation that is served; what else AWS has is refused by name. */
export function schedulerOperations(scheduler: SchedulerContext): readonly AnyOperation[] {
  return [
    CreateSchedule(scheduler),
    CreateScheduleGroup(scheduler),
    DeleteSchedule(scheduler),
    DeleteScheduleGroup(scheduler),
    GetSchedule(scheduler),
    GetScheduleGroup(scheduler),
    ListScheduleGroups(scheduler),
    ListSchedules(scheduler),
    ListTagsForResource(scheduler),
    TagResource(scheduler),
    UntagResource(scheduler),
    UpdateSchedule(scheduler),
  ];
}
