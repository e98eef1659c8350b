import type { ListScheduleGroupsInput } from "../../../wire/models/generated/scheduler.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { describedGroup } from "../groups/describe.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { pageOf } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListScheduleGroups.html */
export function ListScheduleGroups(scheduler: SchedulerContext): Operation<ListScheduleGroupsInput> {
  return {
    name: "ListScheduleGroups",
    authorize: asks("scheduler:ListScheduleGroups", anyResource),
    run: (input) => {
      const { NamePrefix = "" } = input;
      const found = scheduler.groups.list().filter(({ name }) => name.startsWith(NamePrefix));
      const { page, ...next } = pageOf(found, { operation: "ListScheduleGroups", input }, ({ name }) => name);
      return { ScheduleGroups: page.map((group) => describedGroup(scheduler.scope, group)), ...next };
    },
  };
}
