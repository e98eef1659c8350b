import { beforeEach, describe, expect, test } from "vitest";
import type { Caller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { ScheduledRun } from "../../../core/ports/scheduled-runs.ts";
import { administratorCaller } from "../../../iam/identities/access-keys.ts";
import { roleCallerWith } from "../../../iam/testing/role-caller.ts";
import { eventsRole, eventsWorld, FUNCTION, QUEUE, RULE_ARN } from "../testing/world.ts";

let events = eventsWorld();
beforeEach(async () => {
  events = eventsWorld();
  await events.call("PutRule", { Name: "tick", ScheduleExpression: "rate(1 day)" });
});

const ARN = `${RULE_ARN}/tick`;
const runs = () => events.service().ports.ruleRuns;
const administrator = () => administratorCaller(events.account.scope, "AKIA");
const targets = (...Targets: readonly object[]) => events.call("PutTargets", { Rule: "tick", Targets });
const run = (by: Caller = administrator(), arn = ARN): Promise<ScheduledRun> => {
  const running = runs().runNow(by, arn);
  events.settle();
  return running;
};
const times = () => runs().times(administrator(), ARN);
const JOBS = { Id: "jobs", Arn: QUEUE };

describe("EVT-11 a rule with a schedule that is run by hand", () => {
  test("sends every target the event of this moment, as one that is due does, and keeps its beat", async () => {
    await targets(JOBS, { Id: "worker", Arn: FUNCTION, Input: '{"fixed":1}' });
    const before = times();
    const ran = await run();

    const time = new Date(ran.at).toISOString().replace(/\.\d{3}/, "");
    expect(ran.calls).toEqual([
      { targetId: "jobs", targetArn: QUEUE, outcome: "delivered" },
      { targetId: "worker", targetArn: FUNCTION, outcome: "delivered" },
    ]);
    const scheduled = { source: "aws.events", "detail-type": "Scheduled Event", resources: [ARN], time };
    expect(events.delivered).toMatchObject([
      {
        targetArn: QUEUE,
        input: { ...scheduled, id: ran.request, detail: {} },
        caller: { kind: "service", service: "events.amazonaws.com", sourceArn: ARN },
      },
      { targetArn: FUNCTION, input: { fixed: 1 } },
    ]);
    expect(times()).toEqual({ nextAt: before.nextAt, last: ran });
  });

  test("says which target refused it; a role that trusts EventBridge no more calls nothing", async () => {
    const RoleArn = eventsRole(events, "sender", {
      allow: { Action: "sqs:SendMessage", Resource: "*" },
      trusts: "lambda.amazonaws.com",
    });
    events.refuse(FUNCTION, new AwsError("AccessDeniedException", "No.", 403));
    await targets({ ...JOBS, RoleArn }, { Id: "worker", Arn: FUNCTION });
    const ran = await run();
    expect(ran.calls).toMatchObject([
      { targetId: "jobs", outcome: "refused", error: { code: "FAILED_TO_ASSUME_ROLE" } },
      { targetId: "worker", outcome: "refused", error: { code: "AccessDeniedException" } },
    ]);
    expect(events.delivered).toEqual([]);
    expect(events.traced.filter(({ request }) => request === ran.request)).toMatchObject([
      { step: "run-now", verdict: "allow" },
      { step: "deliver", verdict: "deny" },
      { step: "deliver", verdict: "deny" },
    ]);
  });

  test("without targets sends nothing", async () => {
    expect((await run()).calls).toEqual([]);
  });

  test("is run while it is off", async () => {
    await targets(JOBS);
    await events.call("DisableRule", { Name: "tick" });
    expect((await run()).calls).toMatchObject([{ outcome: "delivered" }]);
    expect(times().nextAt).toBeUndefined();
  });

  test.each([
    ["PutRule", true],
    ["DescribeRule", false],
  ])("by somebody who may %s: %s", async (action, isAllowed) => {
    await targets(JOBS);
    const statement = { Effect: "Allow", Action: `events:${action}`, Resource: ARN };
    const ran = run(roleCallerWith(events.world(), [statement]));
    if (isAllowed) expect((await ran).calls).toHaveLength(1);
    else {
      await expect(ran).rejects.toMatchObject({ code: "AccessDeniedException" });
      expect(events.delivered).toEqual([]);
      expect(events.traced.at(-1)).toMatchObject({ step: "run-now", verdict: "deny", operation: "tick" });
    }
  });

  test.each([
    ["has no schedule", `${RULE_ARN}/paid`, "ValidationException"],
    ["is not there", `${RULE_ARN}/none`, "ResourceNotFoundException"],
    ["is none", "arn:aws:events:eu-west-1:123456789012:event-bus/default", "ResourceNotFoundException"],
  ])("one that %s is refused", async (_title, arn, code) => {
    await events.rule("paid", { source: ["shop"] }, { Arn: QUEUE });
    await expect(run(administrator(), arn)).rejects.toMatchObject({ code });
    expect(events.delivered).toEqual([]);
  });
});

describe("the times of a rule", () => {
  test("are told with its last run, after a restart, too; events that match are none", async () => {
    await targets(JOBS);
    await events.call("PutRule", {
      Name: "tick",
      ScheduleExpression: "rate(1 day)",
      EventPattern: '{"source":["shop"]}',
    });
    await events.put({});
    events.settle();
    expect(events.delivered).toHaveLength(1);
    expect(times().last).toBeUndefined();

    events.account.clock.advanceSeconds(86_400);
    events.settle();
    const known = times();
    expect(known.last).toMatchObject({ calls: [{ targetId: "jobs", outcome: "delivered" }] });
    await events.restart();
    expect(times()).toEqual(known);
  });

  test("go with the rule, and are for who may read it", async () => {
    await targets(JOBS);
    await run();
    expect(() => runs().times(roleCallerWith(events.world(), []), ARN)).toThrow(/DescribeRule/);
    await events.call("RemoveTargets", { Rule: "tick", Ids: ["jobs"] });
    await events.call("DeleteRule", { Name: "tick" });
    await events.call("PutRule", { Name: "tick", ScheduleExpression: "rate(1 day)" });
    expect(times().last).toBeUndefined();
  });
});
