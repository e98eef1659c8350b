import type { ListSchedulesInput } from "../../../wire/models/generated/scheduler.types.ts";
import { anyResource, asks, type Operation } from "../../../wire/operation.ts";
import { requireGroup } from "../groups/manager.ts";
import { listedSchedule } from "../schedules/describe.ts";
import type { SchedulerContext } from "../shared/context.ts";
import { PAGE, scheduleBefore, tokenAfterSchedule } from "../shared/paging.ts";

/** @see https://docs.aws.amazon.com/scheduler/latest/APIReference/API_ListSchedules.html */
export function ListSchedules(scheduler: SchedulerContext): Operation<ListSchedulesInput> {
  return {
    name: "ListSchedules",
    authorize: asks("scheduler:ListSchedules", anyResource),
    run: (input) => {
      const { GroupName, NamePrefix = "", State, MaxResults = PAGE } = input;
      const question = { operation: "ListSchedules", input };
      if (GroupName !== undefined) requireGroup(scheduler, GroupName);
      const found = scheduler.schedules.page({
        group: GroupName,
        prefix: NamePrefix,
        isEnabled: State === undefined ? undefined : State === "ENABLED",
        after: scheduleBefore(question),
        limit: MaxResults + 1,
      });
      const page = found.slice(0, MaxResults);
      const last = page.at(-1);
      return {
        Schedules: page.map((schedule) => listedSchedule(scheduler.scope, schedule)),
        ...(last === undefined || found.length === page.length
          ? {}
          : { NextToken: tokenAfterSchedule(last, question) }),
      };
    },
  };
}
