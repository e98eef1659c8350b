import { beforeEach, describe, expect, test } from "vitest";
import { eventsWorld, FUNCTION, QUEUE, RULE_ARN } from "../testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

/** The clock begins at 2026-09-03T08:05:09Z. */
const rule = async (ScheduleExpression: string, more: object = {}) => {
  const answer = await events.call("PutRule", { Name: "tick", ScheduleExpression, ...more });
  await events.call("PutTargets", { Rule: "tick", Targets: [{ Id: "1", Arn: FUNCTION }] });
  return answer;
};
const pass = (seconds: number): void => {
  events.account.clock.advanceSeconds(seconds);
  events.settle();
};
const times = () => events.delivered.map(({ input }) => (input as { time: string }).time);

describe("EVT-10 a rule with a schedule", () => {
  test("tells its targets each time, in AWS's name", async () => {
    await rule("rate(5 minutes)");
    pass(299);
    expect(events.delivered).toEqual([]);

    pass(1);
    pass(300);

    expect(times()).toEqual(["2026-09-03T08:10:09Z", "2026-09-03T08:15:09Z"]);
    expect(events.delivered[0]).toMatchObject({
      caller: { service: "events.amazonaws.com", sourceArn: `${RULE_ARN}/tick` },
      input: {
        ...{ version: "0", "detail-type": "Scheduled Event", source: "aws.events", detail: {} },
        resources: [`${RULE_ARN}/tick`],
      },
    });
  });

  test("by a cron expression is due in UTC, and its event is no other rule's", async () => {
    await events.rule("all", { source: ["aws.events"] }, { Arn: QUEUE });
    await rule("cron(0 9 ? * THU *)");

    pass(3600);
    pass(7 * 86_400);

    expect(times()).toEqual(["2026-09-03T09:00:00Z", "2026-09-10T09:00:00Z"]);
    expect(events.delivered.map(({ targetArn }) => targetArn)).toEqual([FUNCTION, FUNCTION]);
  });

  test("that is disabled is not due; enabled, it begins anew", async () => {
    await rule("rate(5 minutes)", { State: "DISABLED" });
    pass(600);
    await events.call("EnableRule", { Name: "tick" });
    pass(299);
    expect(events.delivered).toEqual([]);
    pass(1);
    await events.call("DisableRule", { Name: "tick" });
    pass(600);

    expect(times()).toEqual(["2026-09-03T08:20:09Z"]);
  });

  test("keeps its beat when it is put again, and begins anew with another one", async () => {
    await rule("rate(5 minutes)");
    pass(240);
    await rule("rate(5 minutes)", { Description: "same beat" });
    pass(60);
    await rule("rate(10 minutes)");
    pass(600);

    expect(times()).toEqual(["2026-09-03T08:10:09Z", "2026-09-03T08:20:09Z"]);
  });

  test("that came due several times at once comes once, and is on its beat again", async () => {
    await rule("rate(5 minutes)");

    pass(3 * 3600);
    pass(300);

    expect(times()).toEqual(["2026-09-03T08:10:09Z", "2026-09-03T11:10:09Z"]);
  });

  test("that was missed while the cloud was down comes after it started again", async () => {
    await rule("rate(1 hour)");
    await events.service().close();
    events.account.clock.advanceSeconds(5 * 3600);

    await events.restart();
    events.settle();

    expect(times()).toEqual(["2026-09-03T09:05:09Z"]);
  });

  test("that is deleted is not due", async () => {
    await rule("rate(1 minute)");
    await events.call("RemoveTargets", { Rule: "tick", Ids: ["1"] });
    await events.call("DeleteRule", { Name: "tick" });
    pass(60);

    expect(events.delivered).toEqual([]);
  });

  test("may look for events, too", async () => {
    await rule("rate(5 minutes)", { EventPattern: '{"source":["shop"]}' });
    await events.put({});
    pass(300);

    expect(events.delivered.map(({ input }) => (input as { source: string }).source)).toEqual([
      "shop",
      "aws.events",
    ]);
  });

  test.each(["rate(5 minute)", "rate(1 minutes)", "cron(0 1 * * * *)", "at(2030-01-01T00:00:00)"])(
    "%s is refused",
    async (text) => {
      expect(await events.refusal("PutRule", { Name: "tick", ScheduleExpression: text })).toBe(
        "ValidationException: Parameter ScheduleExpression is not valid.",
      );
    },
  );

  test("is on the default bus", async () => {
    await events.call("CreateEventBus", { Name: "orders" });
    const input = { Name: "tick", ScheduleExpression: "rate(1 minute)", EventBusName: "orders" };

    expect(await events.refusal("PutRule", input)).toBe(
      "ValidationException: ScheduleExpression is supported only on the default event bus.",
    );
  });
});
