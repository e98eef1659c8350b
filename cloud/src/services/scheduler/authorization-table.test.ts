import { beforeEach, describe, expect, test } from "vitest";
import { codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { PREPARED, SCHEDULER_ROWS } from "./testing/access-rows.ts";
import { schedulerWorld } from "./testing/world.ts";

let scheduler = schedulerWorld();
beforeEach(() => {
  scheduler = schedulerWorld();
});

const prepare = async (): Promise<void> => {
  for (const call of PREPARED) {
    expect((await send(scheduler.world(), call, scheduler.account.administrator)).status).toBe(200);
  }
};

describeAccess({
  rule: "SCH-1",
  world: () => scheduler.world(),
  operations: () => scheduler.service().http.operations.map(({ name }) => name),
  rows: SCHEDULER_ROWS,
  prepare,
});

describe("SCH-1 condition keys", () => {
  test.each([
    ["CreateScheduleGroup", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["TagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["UntagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["GetScheduleGroup", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["CreateSchedule", { StringEquals: { "aws:ResourceTag/team": "home" } }],
  ])("SCH-1 %s is allowed under %j, and under no other value", async (operation, Condition) => {
    const row = SCHEDULER_ROWS[operation] ?? { call: "" };
    const under = (condition: object) => {
      const allowed = { Effect: "Allow", Action: "scheduler:*", Resource: "*", Condition: condition };
      const passing = { Effect: "Allow", Action: "iam:PassRole", Resource: "*" };
      return roleWith(
        scheduler.world(),
        JSON.stringify({ Version: "2012-10-17", Statement: [allowed, passing] }),
      );
    };
    const other = JSON.parse(JSON.stringify(Condition).replace(/:"(home|team)"/, ':"other"')) as object;
    await prepare();

    const refused = await send(scheduler.world(), row, under(other));
    const answered = await send(scheduler.world(), row, under(Condition));

    expect(await codeOf(refused)).toMatch(/^AccessDeniedException scheduler:/);
    expect(await codeOf(answered)).toBe("");
  });

  test("SCH-2 the role is passed to the Scheduler alone", async () => {
    const under = (service: string) =>
      roleWith(
        scheduler.world(),
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            { Effect: "Allow", Action: "scheduler:*", Resource: "*" },
            {
              ...{ Effect: "Allow", Action: "iam:PassRole", Resource: "*" },
              Condition: { StringEquals: { "iam:PassedToService": service } },
            },
          ],
        }),
      );
    await prepare();
    const row = SCHEDULER_ROWS["CreateSchedule"] ?? { call: "" };

    const refused = await send(scheduler.world(), row, under("lambda.amazonaws.com"));
    const answered = await send(scheduler.world(), row, under("scheduler.amazonaws.com"));

    expect(await codeOf(refused)).toMatch(/^AccessDeniedException iam:PassRole/);
    expect(await codeOf(answered)).toBe("");
  });
});
