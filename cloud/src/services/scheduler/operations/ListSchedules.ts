import type { ListSchedulesInput } from "../../../wire/models/generated/scheduler.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { requireGroup } from "../groups/manager.ts";
import { listedSchedule, stateOf } from "../schedules/describe.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { pageOf } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export function ListSchedules(scheduler: SchedulerContext): Operation<ListSchedulesInput> {
  return {
    name: "ListSchedules",
    authorize: asks("scheduler:ListSchedules", anyResource),
    run: ({ GroupName, NamePrefix = "", State, ...paging }) => {
      if (GroupName !== undefined) requireGroup(scheduler, GroupName);
      const found = scheduler.schedules
        .list(GroupName)
        .filter((schedule) => State === undefined || State === stateOf(schedule))
        .filter(({ name }) => name.startsWith(NamePrefix));
      const { page, ...next } = pageOf(found, paging, ({ group, name }) => `${group}/${name}`);
      return { Schedules: page.map((schedule) => listedSchedule(scheduler.scope, schedule)), ...next };
    },
  };
}
