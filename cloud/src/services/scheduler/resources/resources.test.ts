import { beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type { ApiCall, Properties, ResourceContext } from "../../../core/ports/resource-provider.ts";
import { ROLE, SCHEDULE } from "../testing/access-rows.ts";
import { schedulerWorld } from "../testing/world.ts";

let scheduler = schedulerWorld();
beforeEach(() => {
  scheduler = schedulerWorld();
});

const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "Tick",
  commit: (write) => write(),
  generateName: ({ maxLength }) => "home-Tick-ABCDEFGHIJKL".slice(0, maxLength),
  tags: { "aws:cloudformation:stack-name": "home" },
};
const provider = (name: string) => {
  const found = scheduler.service().resources.find(({ type }) => type === `AWS::Scheduler::${name}`);
  if (found === undefined) throw new Error(`There is no provider of ${name}.`);
  return found;
};
const ARN = "arn:aws:scheduler:eu-west-1:123456789012";
const TICK: Properties = {
  ...{ Name: "tick", ScheduleExpression: "rate(5 minutes)", FlexibleTimeWindow: { Mode: "OFF" } },
  Target: { Arn: SCHEDULE.Target.Arn, RoleArn: ROLE },
};
const operations = (calls: readonly object[]) => calls.map((call) => (call as ApiCall).operation);

describe("AWS::Scheduler::Schedule", () => {
  test("Ref is the name, GetAtt the ARN; members come as the template has them", async () => {
    const properties = {
      ...TICK,
      ...{ StartDate: "2026-10-01T00:00:00Z", EndDate: "2026-11-01T00:00:00Z", State: "DISABLED" },
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: "5" },
      Target: {
        ...{ Arn: SCHEDULE.Target.Arn, RoleArn: ROLE, Input: "{}" },
        RetryPolicy: { MaximumRetryAttempts: "3" },
        DeadLetterConfig: { Arn: SCHEDULE.Target.Arn },
      },
    };

    expect(await provider("Schedule").create(context, properties)).toEqual({
      physicalId: "tick",
      attributes: { Arn: `${ARN}:schedule/default/tick` },
    });
    expect(await scheduler.call("GET /schedules/tick")).toMatchObject({
      ...{ State: "DISABLED", StartDate: 1_790_812_800, EndDate: 1_793_491_200 },
      FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 5 },
      Target: { ...properties.Target, RetryPolicy: { MaximumRetryAttempts: 3 } },
    });
    const { Name: _none, ...nameless } = TICK;
    expect((await provider("Schedule").create(context, nameless)).physicalId).toBe("home-Tick-ABCDEFGHIJKL");
  });

  test("is changed in place, also into another group, and goes", async () => {
    await provider("ScheduleGroup").create(context, { Name: "shop" });
    await provider("Schedule").create(context, TICK);
    const after = { ...TICK, Description: "d" };
    await provider("Schedule").update(context, "tick", TICK, after);
    expect(await scheduler.call("GET /schedules/tick")).toMatchObject({ Description: "d" });

    const moved = { ...TICK, GroupName: "shop" };
    expect(await provider("Schedule").update(context, "tick", after, moved)).toEqual({
      physicalId: "tick",
      attributes: { Arn: `${ARN}:schedule/shop/tick` },
    });
    expect(await scheduler.refusal("GET /schedules/tick")).toMatch(/^404/);

    await provider("Schedule").delete(context, "tick", moved);
    await provider("Schedule").delete(context, "tick", moved);
    expect(await scheduler.refusal("GET /schedules/tick?groupName=shop")).toMatch(/^404/);
  });

  test("SCH-3 is refused for a role that does not trust the Scheduler", async () => {
    scheduler.trust("lambda.amazonaws.com");

    await expect(provider("Schedule").create(context, TICK)).rejects.toThrow(
      "must allow AWS EventBridge Scheduler to assume the role",
    );
  });

  test.each<[Properties, string]>([
    [{ State: "SLEEPING" }, "The state SLEEPING is not valid"],
    [{ FlexibleTimeWindow: { Mode: "SOME" } }, "The mode SOME is not valid"],
    [{ StartDate: "tomorrow" }, "Value of property StartDate must be a date."],
  ])("%j is refused", async (more, text) => {
    await expect(provider("Schedule").create(context, { ...TICK, ...more })).rejects.toThrow(text);
  });

  test("stands for the calls that its owner would make", () => {
    const { calls } = provider("Schedule");
    const change = { physicalId: "tick", before: TICK, after: TICK };
    const created = calls(context, { kind: "create", properties: TICK });
    expect(operations(created)).toEqual(["CreateSchedule"]);
    expect((created[0] as ApiCall).input).toMatchObject({ Name: "tick", Target: { RoleArn: ROLE } });
    expect(operations(calls(context, { kind: "update", ...change }))).toEqual(["UpdateSchedule"]);
    expect(operations(calls(context, { kind: "delete", physicalId: "tick", properties: TICK }))).toEqual([
      "DeleteSchedule",
    ]);
  });
});

describe("AWS::Scheduler::ScheduleGroup", () => {
  test("Ref is the name, GetAtt the ARN, state and dates; tags change; it goes", async () => {
    const date = "2026-09-03T08:05:09.000Z";
    const made = await provider("ScheduleGroup").create(context, { Tags: [{ Key: "a", Value: "1" }] });
    const name = "home-Tick-ABCDEFGHIJKL";
    expect(made).toEqual({
      physicalId: name,
      attributes: {
        ...{ Arn: `${ARN}:schedule-group/${name}`, State: "ACTIVE" },
        ...{ CreationDate: date, LastModificationDate: date },
      },
    });
    const change = {
      ...{ kind: "update" as const, physicalId: name, before: {} },
      after: { Tags: [{ Key: "b", Value: "2" }] },
    };
    expect(operations(provider("ScheduleGroup").calls(context, change))).toEqual([
      "TagResource",
      "UntagResource",
    ]);
    await provider("ScheduleGroup").update(context, name, {}, change.after);
    const tags = await scheduler.call(`GET /tags/${encodeURIComponent(`${ARN}:schedule-group/${name}`)}`);
    expect(tags["Tags"]).toEqual([
      { Key: "aws:cloudformation:stack-name", Value: "home" },
      { Key: "b", Value: "2" },
    ]);
    await provider("ScheduleGroup").delete(context, name, {});
    await provider("ScheduleGroup").delete(context, name, {});
    expect(await scheduler.refusal(`GET /schedule-groups/${name}`)).toMatch(/^404/);
  });
});
