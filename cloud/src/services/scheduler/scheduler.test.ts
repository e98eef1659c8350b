import { beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../core/errors.ts";
import { ROLE, SCHEDULE } from "./testing/access-rows.ts";
import { schedulerWorld } from "./testing/world.ts";

let scheduler = schedulerWorld();
beforeEach(() => {
  scheduler = schedulerWorld();
});

/** The clock begins at 2026-09-03T08:05:09Z. */
const NOW = Date.parse("2026-09-03T08:05:09Z") / 1000;
const ARN = "arn:aws:scheduler:eu-west-1:123456789012";
const QUEUE = SCHEDULE.Target.Arn;
const FUNCTION = "arn:aws:lambda:eu-west-1:123456789012:function:worker";
const BUS = "arn:aws:events:eu-west-1:123456789012:event-bus/default";
const target = (more: object) => ({ Target: { Arn: QUEUE, RoleArn: ROLE, ...more } });
/** When the schedule called its target, as its own input tells. */
const timed = target({ Input: "<aws.scheduler.scheduled-time>" });
const times = () => scheduler.called.map(({ input }) => input);
const every = (ScheduleExpression: string, more: object = {}) => ({ ...timed, ScheduleExpression, ...more });

describe("schedules", () => {
  test("are described as they were made, changed as a whole, and deleted", async () => {
    expect(await scheduler.schedule({ Description: "d", State: "DISABLED" })).toEqual({
      status: 200,
      ScheduleArn: `${ARN}:schedule/default/tick`,
    });
    expect(await scheduler.call("GET /schedules/tick")).toEqual({
      ...{ status: 200, Arn: `${ARN}:schedule/default/tick`, GroupName: "default", Name: "tick" },
      ...{ ScheduleExpression: "rate(5 minutes)", ScheduleExpressionTimezone: "UTC", Description: "d" },
      ...{ State: "DISABLED", CreationDate: NOW, LastModificationDate: NOW, Target: SCHEDULE.Target },
      ...{ FlexibleTimeWindow: { Mode: "OFF" }, ActionAfterCompletion: "NONE" },
    });
    scheduler.pass(5);
    await scheduler.call("PUT /schedules/tick", { ...SCHEDULE, ActionAfterCompletion: "DELETE" });
    const changed = await scheduler.call("GET /schedules/tick");
    expect(changed).toMatchObject({
      ...{ State: "ENABLED", ActionAfterCompletion: "DELETE", LastModificationDate: NOW + 5 },
    });
    expect(changed).not.toHaveProperty("Description");

    expect(await scheduler.call("DELETE /schedules/tick")).toEqual({ status: 200 });
    expect(await scheduler.refusal("GET /schedules/tick")).toBe(
      "404 ResourceNotFoundException: Schedule tick does not exist.",
    );
  });

  test("are listed by group, prefix, state and page", async () => {
    await scheduler.call("POST /schedule-groups/shop", {});
    for (const name of ["a-1", "a-2", "b"]) await scheduler.schedule({}, name);
    await scheduler.schedule({ GroupName: "shop", State: "DISABLED" }, "a-3");
    const names = async (query: string) => {
      const { Schedules, NextToken } = await scheduler.call(`GET /schedules?${query}`);
      return { names: (Schedules as { Name: string }[]).map(({ Name }) => Name), NextToken };
    };

    expect((await names("NamePrefix=a")).names).toEqual(["a-1", "a-2", "a-3"]);
    expect((await names("ScheduleGroup=shop")).names).toEqual(["a-3"]);
    expect((await names("State=ENABLED")).names).toEqual(["a-1", "a-2", "b"]);
    const first = await names("MaxResults=2");
    expect(first.names).toEqual(["a-1", "a-2"]);
    expect((await names(`NextToken=${String(first.NextToken)}`)).names).toEqual(["b", "a-3"]);
    expect(await scheduler.refusal("GET /schedules?ScheduleGroup=none")).toMatch(/^404/);
    expect(await scheduler.refusal("GET /schedules?NextToken=none")).toMatch(/^400 ValidationException/);
  });

  test("are made once; the same call again is no conflict", async () => {
    const ClientToken = "token-1";
    await scheduler.schedule({ ClientToken });

    expect((await scheduler.schedule({ ClientToken })).status).toBe(200);
    expect(await scheduler.refusal("POST /schedules/tick", SCHEDULE)).toBe(
      "409 ConflictException: Schedule tick already exists.",
    );
  });

  test.each<[object, string]>([
    [{ ScheduleExpression: "rate(10 seconds)" }, "Invalid Schedule Expression rate(10 seconds)."],
    [{ ScheduleExpression: "cron(0 1 * * * *)" }, "Invalid Schedule Expression cron(0 1 * * * *)."],
    [{ ScheduleExpressionTimezone: "Mars/Base" }, "Invalid Schedule Expression Timezone Mars/Base."],
    [
      { FlexibleTimeWindow: { Mode: "FLEXIBLE" } },
      "MaximumWindowInMinutes must be provided when Flexible Time Window Mode is FLEXIBLE.",
    ],
    [
      { FlexibleTimeWindow: { Mode: "OFF", MaximumWindowInMinutes: 5 } },
      "MaximumWindowInMinutes must not be provided when Flexible Time Window Mode is OFF.",
    ],
    [{ StartDate: NOW + 60, EndDate: NOW + 60 }, "The EndDate you specify must come after the StartDate."],
    [target({ Arn: "here" }), "Provided Arn is not in correct format."],
    [target({ Arn: FUNCTION, Input: "no json" }), "Input must be valid JSON for a function."],
    [
      target({ Arn: BUS, Input: "{}" }),
      "EventBridgeParameters must be provided for, and only for, an event bus.",
    ],
    [
      target({ Arn: BUS, Input: "[]", EventBridgeParameters: { DetailType: "d", Source: "s" } }),
      "Input must be a JSON object for an event bus.",
    ],
    [target({ Arn: `${QUEUE}.fifo` }), "SqsParameters.MessageGroupId must be provided for a FIFO queue."],
    [
      target({ Arn: FUNCTION, SqsParameters: { MessageGroupId: "g" } }),
      "SqsParameters must be provided for queues only.",
    ],
  ])("%j is refused", async (more, text) => {
    expect(await scheduler.refusal("POST /schedules/tick", { ...SCHEDULE, ...more })).toBe(
      `400 ValidationException: ${text}`,
    );
  });

  test.each([
    target({ Arn: "arn:aws:scheduler:::aws-sdk:sqs:sendMessage" }),
    target({ Arn: "arn:aws:states:eu-west-1:123456789012:stateMachine:m" }),
    target({ Arn: QUEUE.replace("123456789012", "999999999999") }),
    target({ Arn: QUEUE.replace("arn:aws", "arn:aws-cn") }),
    target({ DeadLetterConfig: { Arn: QUEUE.replace("eu-west-1", "us-east-1") } }),
    target({ DeadLetterConfig: { Arn: QUEUE.replace("arn:aws", "arn:aws-cn") } }),
    target({ KinesisParameters: { PartitionKey: "k" } }),
    { KmsKeyArn: "arn:aws:kms:eu-west-1:123456789012:key/1" },
  ])("SCH-4 %j is refused by name", async (more) => {
    expect(await scheduler.refusal("POST /schedules/tick", { ...SCHEDULE, ...more })).toMatch(
      /^400 UnsupportedOperationException: .* is not supported by Portcullis\. See docs\/gaps\.md\.$/,
    );
    expect(await scheduler.refusal("GET /schedules/tick")).toMatch(/^404/);
  });

  test("SCH-1 groups are not reached by an ARN of another partition", async () => {
    await scheduler.call("POST /schedule-groups/shop", {});
    const tags = (arn: string) => `/tags/${encodeURIComponent(`${arn}:schedule-group/shop`)}`;
    const Tags = [{ Key: "team", Value: "x" }];

    expect(await scheduler.refusal(`POST ${tags(ARN.replace("arn:aws", "arn:aws-cn"))}`, { Tags })).toMatch(
      /^404/,
    );
    expect((await scheduler.call(`POST ${tags(ARN)}`, { Tags })).status).toBe(200);
  });

  test("SCH-5 a date as a text is that date, and what is no date is refused", async () => {
    await scheduler.schedule({ StartDate: "2027-01-01T00:00:00Z" });

    expect(await scheduler.call("GET /schedules/tick")).toMatchObject({ StartDate: 1_798_761_600 });
    for (const StartDate of ["soon", 1e15]) {
      expect((await scheduler.schedule({ StartDate }, "other")).status).toBe(400);
    }
  });

  test("SCH-2 nobody gives a role of another account", async () => {
    const other = target({ RoleArn: ROLE.replace("123456789012", "999999999999") });

    expect(await scheduler.refusal("POST /schedules/tick", { ...SCHEDULE, ...other })).toBe(
      "403 AccessDeniedException: Cross-account pass role is not allowed.",
    );
  });

  test("SCH-3 a role that does not trust the Scheduler is refused, as is one that is not there", async () => {
    scheduler.trust("lambda.amazonaws.com");
    const text =
      "400 ValidationException: The execution role you provide must allow AWS EventBridge Scheduler to assume the role.";

    expect(await scheduler.refusal("POST /schedules/tick", SCHEDULE)).toBe(text);
    const nobody = target({ RoleArn: `${ROLE}-2` });
    expect(await scheduler.refusal("POST /schedules/tick", { ...SCHEDULE, ...nobody })).toBe(text);
  });
});

describe("SCH-5 a schedule is due", () => {
  test("by a rate at once, or from its start on, until its end", async () => {
    await scheduler.schedule(every("rate(5 minutes)"));
    await scheduler.schedule(every("rate(1 hour)", { StartDate: NOW + 1800, EndDate: NOW + 6000 }), "hourly");
    for (let minute = 0; minute < 120; minute += 15) scheduler.pass(900);

    expect(times().filter((time) => time?.startsWith("2026-09-03T08:05:09"))).toHaveLength(1);
    expect(times()).toContain("2026-09-03T08:35:09Z");
    expect(times()).toContain("2026-09-03T09:35:09Z");
    expect(times()).not.toContain("2026-09-03T10:35:09Z");
  });

  test("by cron in its time zone", async () => {
    await scheduler.schedule(every("cron(30 10 * * ? *)", { ScheduleExpressionTimezone: "Europe/Berlin" }));
    scheduler.pass(24 * 60);
    expect(times()).toEqual([]);
    scheduler.pass(60);
    scheduler.pass(86_400);

    expect(times()).toEqual(["2026-09-03T08:30:00Z", "2026-09-04T08:30:00Z"]);
  });

  test("by at once, and is gone then where it says so", async () => {
    const expression = "at(2026-09-03T09:00:00)";
    await scheduler.schedule(every(expression, { ActionAfterCompletion: "DELETE" }), "gone");
    await scheduler.schedule(every(expression), "kept");
    scheduler.pass(3600);
    scheduler.pass(3600);

    expect(times()).toEqual(["2026-09-03T09:00:00Z", "2026-09-03T09:00:00Z"]);
    expect(await scheduler.refusal("GET /schedules/gone")).toMatch(/^404/);
    expect((await scheduler.call("GET /schedules/kept")).status).toBe(200);
  });

  test("never while it is disabled, nor by a time that is past", async () => {
    await scheduler.schedule(every("rate(1 minute)", { State: "DISABLED" }));
    await scheduler.schedule(every("at(2020-01-01T00:00:00)"), "past");
    scheduler.pass(3600);

    expect(times()).toEqual([]);
  });

  test("at the beginning of its flexible window", async () => {
    const FlexibleTimeWindow = { Mode: "FLEXIBLE", MaximumWindowInMinutes: 15 };
    await scheduler.schedule(every("at(2026-09-03T09:00:00)", { FlexibleTimeWindow }));
    scheduler.pass(55 * 60);

    expect(times()).toEqual(["2026-09-03T09:00:00Z"]);
  });

  test("once, and on its beat again, when it was missed several times", async () => {
    await scheduler.schedule(every("rate(1 hour)", { StartDate: NOW + 3600 }));
    await scheduler.restart(() => scheduler.account.clock.advanceSeconds(5 * 3600));
    scheduler.settle();
    scheduler.pass(3600);

    expect(times()).toEqual(["2026-09-03T09:05:09Z", "2026-09-03T14:05:09Z"]);
  });

  test("on the beat it had when it is changed otherwise", async () => {
    await scheduler.schedule(every("rate(1 hour)"));
    scheduler.settle();
    scheduler.pass(1800);
    await scheduler.call("PUT /schedules/tick", { ...SCHEDULE, ...every("rate(1 hour)"), Description: "d" });
    scheduler.pass(1800);

    expect(times()).toEqual(["2026-09-03T08:05:09Z", "2026-09-03T09:05:09Z"]);
  });
});

describe("a target", () => {
  const call = async (more: object) => {
    await scheduler.schedule({ ScheduleExpression: "at(2026-09-03T09:00:00)", ...target(more) });
    scheduler.pass(3600);
    return scheduler.called;
  };

  test("is called in the name of the role, with AWS's event when the schedule has no input", async () => {
    const [called] = await call({ Arn: FUNCTION });

    expect(called).toMatchObject({
      targetArn: FUNCTION,
      caller: { kind: "role", roleArn: ROLE, arn: "arn:aws:sts::123456789012:assumed-role/clock/tick" },
    });
    expect(JSON.parse(called?.input ?? "")).toEqual({
      ...{ version: "0", id: expect.any(String), "detail-type": "Scheduled Event", source: "aws.scheduler" },
      ...{ account: "123456789012", time: "2026-09-03T09:00:00Z", region: "eu-west-1", detail: "{}" },
      resources: [`${ARN}:schedule/default/tick`],
    });
  });

  test("gets context attributes where the input has them", async () => {
    const names = ["schedule-arn", "scheduled-time", "execution-id", "attempt-number", "other"];
    const [called] = await call({ Input: names.map((name) => `<aws.scheduler.${name}>`).join(" ") });

    expect(called?.input).toMatch(
      /^arn:aws:scheduler:eu-west-1:123456789012:schedule\/default\/tick 2026-09-03T09:00:00Z [0-9a-f-]{36} 1 <aws\.scheduler\.other>$/,
    );
  });

  test("may be a FIFO queue, a topic and a bus", async () => {
    const SqsParameters = { MessageGroupId: "g" };
    expect((await call({ Arn: `${QUEUE}.fifo`, SqsParameters }))[0]?.message?.groupId).toBe("g");

    scheduler = schedulerWorld();
    const topic = "arn:aws:sns:eu-west-1:123456789012:news";
    expect((await call({ Arn: topic, Input: "hello" }))[0]).toMatchObject({
      targetArn: topic,
      input: "hello",
    });

    scheduler = schedulerWorld();
    const EventBridgeParameters = { DetailType: "Tick", Source: "shop" };
    expect((await call({ Arn: BUS, Input: '{"n":1}', EventBridgeParameters }))[0]?.event).toEqual({
      ...{ source: "shop", detailType: "Tick", detail: { n: 1 } },
    });
  });

  test("SCH-3 is not called for a role that trusts the Scheduler no more", async () => {
    await scheduler.schedule(every("at(2026-09-03T09:00:00)"));
    scheduler.trust("lambda.amazonaws.com");
    scheduler.pass(3600);

    expect(scheduler.called).toEqual([]);
    expect(scheduler.traced.at(-1)).toMatchObject({
      ...{ service: "scheduler", operation: "tick", step: "deliver", verdict: "deny" },
      why: { rule: "SCH-3" },
    });
  });

  test("that refuses is tried again; what is left goes to the dead-letter queue", async () => {
    const dead = `${QUEUE}-dead`;
    scheduler.refuse(QUEUE, new AwsError("ThrottlingException", "Slow down.", 429));
    await scheduler.schedule({
      ScheduleExpression: "at(2026-09-03T09:00:00)",
      ...target({
        ...{ Input: "attempt <aws.scheduler.attempt-number>", RetryPolicy: { MaximumRetryAttempts: 2 } },
        DeadLetterConfig: { Arn: dead },
      }),
    });
    scheduler.pass(3600);
    scheduler.pass(1);
    scheduler.pass(2);

    const { message, caller } = scheduler.called[0] ?? {};
    expect(caller).toMatchObject({ roleArn: ROLE });
    const text = (stringValue: unknown) => ({ dataType: "String", stringValue });
    expect(message).toEqual({
      body: "attempt 3",
      attributes: {
        ERROR_CODE: text("ThrottlingException"),
        ERROR_MESSAGE: text("Slow down."),
        EXECUTION_ID: text(expect.any(String)),
        EXHAUSTED_RETRY_CONDITION: text("MaximumRetryAttempts"),
        IS_PAYLOAD_TRUNCATED: text("false"),
        RETRY_ATTEMPTS: text("2"),
        SCHEDULED_TIME: text("2026-09-03T09:00:00Z"),
        SCHEDULE_ARN: text(`${ARN}:schedule/default/tick`),
        TARGET_ARN: text(QUEUE),
      },
    });
  });
});

describe("schedule groups", () => {
  test("are made, described, tagged, listed, and go with their schedules", async () => {
    const Tags = [{ Key: "team", Value: "home" }];
    const made = await scheduler.call("POST /schedule-groups/shop", { Tags });
    expect(made).toEqual({ status: 200, ScheduleGroupArn: `${ARN}:schedule-group/shop` });
    await scheduler.schedule({ GroupName: "shop" });
    expect(await scheduler.call("GET /schedule-groups/shop")).toEqual({
      ...{ status: 200, Arn: `${ARN}:schedule-group/shop`, Name: "shop", State: "ACTIVE" },
      ...{ CreationDate: NOW, LastModificationDate: NOW },
    });
    const tags = `/tags/${encodeURIComponent(`${ARN}:schedule-group/shop`)}`;
    await scheduler.call(`POST ${tags}`, { Tags: [{ Key: "more", Value: "x" }] });
    await scheduler.call(`DELETE ${tags}?TagKeys=team`);
    expect((await scheduler.call(`GET ${tags}`))["Tags"]).toEqual([{ Key: "more", Value: "x" }]);
    const { ScheduleGroups } = await scheduler.call("GET /schedule-groups");
    expect((ScheduleGroups as { Name: string }[]).map(({ Name }) => Name)).toEqual(["default", "shop"]);

    await scheduler.call("DELETE /schedule-groups/shop");

    expect(await scheduler.refusal("GET /schedules/tick?groupName=shop")).toBe(
      "404 ResourceNotFoundException: Schedule group shop does not exist.",
    );
    scheduler.pass(3600);
    expect(scheduler.called).toEqual([]);
  });

  test.each([
    ["POST /schedule-groups/default", {}, "409 ConflictException: Schedule group default already exists."],
    [
      "DELETE /schedule-groups/default",
      undefined,
      "400 ValidationException: The default schedule group can not be deleted.",
    ],
    [
      "DELETE /schedule-groups/none",
      undefined,
      "404 ResourceNotFoundException: Schedule group none does not exist.",
    ],
    [
      "POST /schedules/x",
      { ...SCHEDULE, GroupName: "none" },
      "404 ResourceNotFoundException: Schedule group none does not exist.",
    ],
    [
      "POST /schedule-groups/x",
      { Tags: [{ Key: "aws:x", Value: "y" }] },
      "400 ValidationException: aws: prefixed tag key names are not allowed for external use.",
    ],
  ])("%s %j is refused", async (line, body, text) => {
    expect(await scheduler.refusal(line, body)).toBe(text);
  });
});
