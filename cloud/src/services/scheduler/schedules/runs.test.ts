import { beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../../core/errors.ts";
import { administratorCaller } from "../../../iam/identities/access-keys.ts";
import { roleCallerWith } from "../../../iam/testing/role-caller.ts";
import { ROLE, SCHEDULE } from "../testing/access-rows.ts";
import { schedulerWorld } from "../testing/world.ts";

let scheduler = schedulerWorld();
beforeEach(() => {
  scheduler = schedulerWorld();
});

const ARN = "arn:aws:scheduler:eu-west-1:123456789012:schedule/default/tick";
const QUEUE = SCHEDULE.Target.Arn;
/** The clock begins then. */
const NOW = Date.parse("2026-09-03T08:05:09Z");
const TIMED = { Target: { ...SCHEDULE.Target, Input: "<aws.scheduler.scheduled-time>" } };
const runs = () => scheduler.service().ports.scheduleRuns;
const administrator = () => administratorCaller(scheduler.account.scope, "AKIA");
const run = async (by: Parameters<ReturnType<typeof runs>["runNow"]>[0] = administrator()) => {
  const running = runs().runNow(by, ARN);
  scheduler.settle();
  return running;
};
const times = () => runs().times(administrator(), ARN);
const DELIVERED = { targetId: "1", targetArn: QUEUE, outcome: "delivered" };

describe("SCH-6 a schedule that is run by hand", () => {
  test("calls its target once, as one that is due does, and keeps its beat", async () => {
    await scheduler.schedule({ ...TIMED, ScheduleExpression: "at(2026-09-03T09:00:00)" });
    const ran = await run();

    expect(ran).toEqual({ request: expect.any(String), at: NOW, calls: [DELIVERED] });
    expect(scheduler.called).toMatchObject([
      { targetArn: QUEUE, input: "2026-09-03T08:05:09Z", caller: { kind: "role", roleArn: ROLE } },
    ]);
    expect(times()).toEqual({ nextAt: Date.parse("2026-09-03T09:00:00Z"), last: ran });
    scheduler.pass(3600);
    expect(scheduler.called).toHaveLength(2);
  });

  test("is run while it is off, and stays off and there", async () => {
    await scheduler.schedule({ State: "DISABLED", ActionAfterCompletion: "DELETE" });
    expect((await run()).calls).toEqual([DELIVERED]);
    expect(await scheduler.call("GET /schedules/tick")).toMatchObject({ State: "DISABLED" });
    expect(times().nextAt).toBeUndefined();
  });

  test("says what its target refused, and leaves a dead letter as one that is due does", async () => {
    scheduler.refuse(QUEUE, new AwsError("AccessDenied", "No.", 403));
    const dead = `${QUEUE}-dead`;
    await scheduler.schedule({ Target: { ...SCHEDULE.Target, DeadLetterConfig: { Arn: dead } } });
    scheduler.settle();
    const before = scheduler.called.length;
    const refused = { code: "AccessDenied", message: "No." };
    const ran = await run();

    expect(ran.calls).toEqual([{ ...DELIVERED, outcome: "refused", error: refused }]);
    expect(scheduler.called.slice(before)).toMatchObject([{ targetArn: dead }]);
    expect(scheduler.traced.at(-1)).toMatchObject({ request: ran.request, step: "deliver", verdict: "deny" });
  });

  test("says what fails and is tried again; the later attempt is its last word", async () => {
    await scheduler.schedule({ ScheduleExpression: "at(2027-01-01T00:00:00)" });
    scheduler.refuse(QUEUE, new AwsError("ThrottlingException", "Slow down.", 429));
    expect((await run()).calls).toMatchObject([
      { outcome: "retried", error: { code: "ThrottlingException" } },
    ]);
    scheduler.refuse(QUEUE, new AwsError("AccessDenied", "No.", 403));
    scheduler.pass(1);
    expect(times().last?.calls).toMatchObject([{ outcome: "refused", error: { code: "AccessDenied" } }]);
  });

  test("does not call for a role that trusts the Scheduler no more", async () => {
    await scheduler.schedule({ ScheduleExpression: "at(2027-01-01T00:00:00)" });
    scheduler.trust("lambda.amazonaws.com");
    expect((await run()).calls).toMatchObject([
      { outcome: "refused", error: { code: "AccessDeniedException" } },
    ]);
    expect(scheduler.called).toEqual([]);
  });

  test("is one request of the trace: who ran it, and what became of it", async () => {
    await scheduler.schedule({ ScheduleExpression: "at(2027-01-01T00:00:00)" });
    const { request } = await run();
    expect(scheduler.traced.filter((event) => event.request === request)).toMatchObject([
      { step: "run-now", verdict: "allow", who: expect.stringMatching(/administrator$/), operation: "tick" },
      { step: "deliver", verdict: "allow", who: ROLE },
    ]);
  });

  test.each<[string, readonly object[], boolean]>([
    ["both", [{ Action: "scheduler:UpdateSchedule" }, { Action: "iam:PassRole" }], true],
    ["no right to pass the role", [{ Action: "scheduler:UpdateSchedule" }], false],
    ["no right to change the schedule", [{ Action: "iam:PassRole" }, { Action: "scheduler:Get*" }], false],
    ["nothing", [], false],
  ])("by somebody with %s", async (_title, statements, isAllowed) => {
    await scheduler.schedule({ ScheduleExpression: "at(2027-01-01T00:00:00)" });
    const caller = roleCallerWith(
      scheduler.world(),
      statements.map((statement) => ({ Effect: "Allow", Resource: "*", ...statement })),
    );
    const ran = run(caller);
    if (isAllowed) expect((await ran).calls).toEqual([DELIVERED]);
    else {
      await expect(ran).rejects.toMatchObject({ code: "AccessDeniedException", status: 403 });
      expect(scheduler.called).toEqual([]);
      expect(scheduler.traced.at(-1)).toMatchObject({ step: "run-now", verdict: "deny", operation: "tick" });
    }
  });

  test.each([ARN, "arn:aws:scheduler:eu-west-1:123456789012:schedule-group/default", "here", ""])(
    "%s is not there",
    async (arn) => {
      await expect(runs().runNow(administrator(), arn)).rejects.toMatchObject({
        code: "ResourceNotFoundException",
      });
    },
  );
});

describe("the times of a schedule", () => {
  test("are told with the last run, after a restart, too", async () => {
    await scheduler.schedule(TIMED);
    scheduler.settle();
    const known = times();
    expect(known).toMatchObject({ nextAt: NOW + 300_000, last: { at: NOW, calls: [DELIVERED] } });
    await scheduler.restart();
    expect(times()).toEqual(known);
  });

  test("go with the schedule", async () => {
    await scheduler.schedule();
    scheduler.settle();
    await scheduler.call("DELETE /schedules/tick");
    await scheduler.schedule({ ScheduleExpression: "at(2027-01-01T00:00:00)" });
    expect(times().last).toBeUndefined();
  });

  test("are for who may read it", async () => {
    await scheduler.schedule();
    const none = roleCallerWith(scheduler.world(), []);
    expect(() => runs().times(none, ARN)).toThrow(/GetSchedule/);
    const reader = roleCallerWith(scheduler.world(), [
      { Effect: "Allow", Action: "scheduler:GetSchedule", Resource: ARN },
    ]);
    expect(runs().times(reader, ARN).nextAt).toBeDefined();
  });
});
