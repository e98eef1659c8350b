import { expect, test } from "vitest";
import { ROLE, SCHEDULE } from "../testing/access-rows.ts";
import { schedulerWorld } from "../testing/world.ts";

test("SCH-1 a stack that moves a schedule to another group needs the rights to make and to delete it", () => {
  const provider = schedulerWorld()
    .service()
    .resources.find(({ type }) => type === "AWS::Scheduler::Schedule");
  const properties = (GroupName: string) => ({
    ...{ GroupName, ScheduleExpression: "rate(5 minutes)", FlexibleTimeWindow: { Mode: "OFF" } },
    Target: { Arn: SCHEDULE.Target.Arn, RoleArn: ROLE },
  });
  const asked = (before: string, after: string) =>
    provider?.calls({} as never, {
      ...{ kind: "update", physicalId: "tick" },
      ...{ before: properties(before), after: properties(after) },
    });

  expect(asked("shop", "shop")).toMatchObject([
    { operation: "UpdateSchedule", input: { Name: "tick", GroupName: "shop" } },
  ]);
  expect(asked("shop", "home")).toMatchObject([
    { operation: "CreateSchedule", input: { Name: "tick", GroupName: "home" } },
    { operation: "DeleteSchedule", input: { Name: "tick", GroupName: "shop" } },
  ]);
});
