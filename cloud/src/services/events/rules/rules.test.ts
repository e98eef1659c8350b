import { beforeEach, describe, expect, test } from "vitest";
import { eventsWorld, FUNCTION, QUEUE } from "../testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

const EventPattern = '{"source":["shop"]}';
const rule = (Name = "paid", more: object = {}) => events.call("PutRule", { Name, EventPattern, ...more });

describe("rules", () => {
  test("are described as they were put, and named by their bus", async () => {
    await events.call("CreateEventBus", { Name: "orders" });
    expect(await rule()).toEqual({
      status: 200,
      RuleArn: "arn:aws:events:eu-west-1:123456789012:rule/paid",
    });
    const { RuleArn } = await rule("paid", { EventBusName: "orders", State: "DISABLED", Description: "d" });

    expect(RuleArn).toBe("arn:aws:events:eu-west-1:123456789012:rule/orders/paid");
    expect(await events.call("DescribeRule", { Name: "paid", EventBusName: "orders" })).toEqual({
      ...{ status: 200, Name: "paid", Arn: RuleArn, EventBusName: "orders", EventPattern },
      ...{ State: "DISABLED", Description: "d", CreatedBy: "123456789012" },
    });
    await events.call("EnableRule", { Name: "paid", EventBusName: "orders" });
    const { Rules } = await events.call("ListRules", { EventBusName: "orders" });
    expect(Rules).toMatchObject([{ Name: "paid", State: "ENABLED" }]);
  });

  test("put again keep targets and tags, and nothing else that is left out", async () => {
    const tags = [{ Key: "team", Value: "home" }];
    await rule("paid", { Description: "d", Tags: tags });
    await events.call("PutTargets", { Rule: "paid", Targets: [{ Id: "1", Arn: QUEUE }] });

    const { RuleArn } = await rule("paid", { Tags: [{ Key: "other", Value: "x" }] });

    expect(await events.call("DescribeRule", { Name: "paid" })).not.toHaveProperty("Description");
    expect((await events.call("ListTagsForResource", { ResourceARN: RuleArn }))["Tags"]).toEqual(tags);
    const { Targets } = await events.call("ListTargetsByRule", { Rule: "paid" });
    expect(Targets).toEqual([{ Id: "1", Arn: QUEUE }]);
  });

  test("are listed by prefix and page, and by target", async () => {
    for (const name of ["a-1", "a-2", "a-3", "b"]) await rule(name);
    await events.call("PutTargets", { Rule: "b", Targets: [{ Id: "1", Arn: QUEUE }] });

    const first = await events.call("ListRules", { NamePrefix: "a", Limit: 2 });
    const { Rules, NextToken } = await events.call("ListRules", {
      ...{ NamePrefix: "a", Limit: 2, NextToken: first["NextToken"] },
    });

    const names = (rules: unknown) => (rules as { Name: string }[]).map(({ Name }) => Name);
    expect([names(first["Rules"]), names(Rules), NextToken]).toEqual([["a-1", "a-2"], ["a-3"], undefined]);
    expect((await events.call("ListRuleNamesByTarget", { TargetArn: QUEUE }))["RuleNames"]).toEqual(["b"]);
    expect((await events.call("ListRuleNamesByTarget", { TargetArn: FUNCTION }))["RuleNames"]).toEqual([]);
    expect(await events.refusal("ListRules", { NextToken: "???" })).toMatch(/^ValidationException/);
  });

  test.each<[string, object, string]>([
    [
      "PutRule",
      { Name: "r" },
      "ValidationException: Parameter(s) EventPattern or ScheduleExpression must be specified.",
    ],
    [
      "PutRule",
      { Name: "r", EventPattern: '{"a":"x"}' },
      'InvalidEventPatternException: Event pattern is not valid. Reason: "a" must be an object or an array',
    ],
    [
      "PutRule",
      { Name: "r", EventPattern, EventBusName: "none" },
      "ResourceNotFoundException: Event bus none does not exist.",
    ],
    [
      "DescribeRule",
      { Name: "none" },
      "ResourceNotFoundException: Rule none does not exist on EventBus default.",
    ],
    [
      "EnableRule",
      { Name: "none", EventBusName: "no-bus" },
      "ResourceNotFoundException: Event bus no-bus does not exist.",
    ],
    ["DeleteRule", { Name: "paid" }, "ValidationException: Rule can't be deleted since it has targets."],
    [
      "PutRule",
      { Name: "r", EventPattern, RoleArn: "arn:aws:iam::123456789012:role/r" },
      "UnsupportedOperationException: RoleArn of PutRule is not supported by Portcullis. See docs/gaps.md.",
    ],
    [
      "PutRule",
      { Name: "r", EventPattern, Tags: [{ Key: "aws:x", Value: "y" }] },
      "ValidationException: aws: prefixed tag key names are not allowed for external use.",
    ],
  ])("%s %j is refused", async (operation, input, text) => {
    await rule();
    await events.call("PutTargets", { Rule: "paid", Targets: [{ Id: "1", Arn: QUEUE }] });

    expect(await events.refusal(operation, input)).toBe(text);
  });

  test("a rule without targets goes; one that is gone is no failure", async () => {
    await rule();

    expect((await events.call("DeleteRule", { Name: "paid" })).status).toBe(200);
    expect((await events.call("DeleteRule", { Name: "paid" })).status).toBe(200);
    expect(await events.refusal("DescribeRule", { Name: "paid" })).toMatch(/does not exist/);
  });

  test("of a bus are 300", async () => {
    for (let index = 0; index < 300; index += 1) await rule(`rule-${index}`);

    expect(await events.refusal("PutRule", { Name: "more", EventPattern })).toMatch(/^LimitExceeded/);
    expect((await rule("rule-1")).status).toBe(200);
  });
});

describe("EVT-7 targets", () => {
  const refused = (target: object) =>
    events.refusal("PutTargets", { Rule: "paid", Targets: [{ Id: "t", ...target }] });
  const only =
    "ValidationException: Only one of Input, InputPath, or InputTransformer must be provided for target t.";

  test.each<[object, string]>([
    [
      { Arn: "here" },
      "ValidationException: Parameter here is not valid. Reason: Provided Arn is not in correct format.",
    ],
    [{ Arn: QUEUE, Input: "{}", InputPath: "$" }, only],
    [{ Arn: QUEUE, Input: "{" }, "ValidationException: JSON syntax error in input for target t."],
    [{ Arn: QUEUE, InputPath: "detail" }, "ValidationException: Invalid InputPath for target t."],
    [
      { Arn: QUEUE, InputTransformer: { InputPathsMap: { a: "$.a" }, InputTemplate: '"<a> <b>"' } },
      "ValidationException: InputTemplate for target t contains invalid placeholder b.",
    ],
    [
      { Arn: `${QUEUE}.fifo` },
      "ValidationException: Parameter(s) SqsParameters must be specified for target: t.",
    ],
    [
      { Arn: FUNCTION, SqsParameters: { MessageGroupId: "g" } },
      "ValidationException: Parameter(s) SqsParameters not valid for target: t.",
    ],
    [
      { Arn: QUEUE, DeadLetterConfig: { Arn: FUNCTION } },
      `ValidationException: Parameter ${FUNCTION} is not valid. Reason: Provided Arn is not in correct format.`,
    ],
  ])("%j is refused", async (target, text) => {
    await rule();

    expect(await refused(target)).toBe(text);
  });

  test.each([
    "arn:aws:states:eu-west-1:123456789012:stateMachine:m",
    "arn:aws:kinesis:eu-west-1:123456789012:stream/s",
    "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/events/x",
    "arn:aws:events:eu-west-1:123456789012:api-destination/x/y",
    "arn:aws:lambda:eu-west-1:123456789012:layer:x",
    QUEUE.replace("123456789012", "999999999999"),
    QUEUE.replace("eu-west-1", "us-east-1"),
    QUEUE.replace("arn:aws", "arn:aws-cn"),
  ])("EVT-7 %s is refused by name", async (Arn) => {
    await rule();

    expect(await refused({ Arn })).toMatch(/^UnsupportedOperationException: A target /);
    expect((await events.call("ListTargetsByRule", { Rule: "paid" }))["Targets"]).toEqual([]);
  });

  test("EVT-7 a role for a function and members for other targets are refused by name", async () => {
    await rule();
    const RoleArn = "arn:aws:iam::123456789012:role/r";

    expect(await refused({ Arn: FUNCTION, RoleArn })).toMatch(/^Unsupported.*RoleArn of a target of lambda/);
    expect(await refused({ Arn: QUEUE, HttpParameters: { PathParameterValues: ["x"] } })).toMatch(
      /^Unsupported.*Targets.HttpParameters of PutTargets/,
    );
  });

  test("EVT-8 nobody gives a role of another account", async () => {
    await rule();

    expect(await refused({ Arn: QUEUE, RoleArn: "arn:aws:iam::999999999999:role/r" })).toBe(
      "AccessDeniedException: Cross-account pass role is not allowed.",
    );
  });

  test("are five of a rule at most, replaced by id, and taken away", async () => {
    await rule();
    const targets = (...ids: readonly string[]) => ids.map((Id) => ({ Id, Arn: QUEUE }));
    const put = (...ids: readonly string[]) =>
      events.call("PutTargets", { Rule: "paid", Targets: targets(...ids) });
    expect(await put("1", "2", "3")).toEqual({ status: 200, FailedEntryCount: 0, FailedEntries: [] });
    await put("3", "4", "5");

    expect(await events.refusal("PutTargets", { Rule: "paid", Targets: targets("6") })).toBe(
      "LimitExceededException: The requested resource exceeds the maximum number allowed.",
    );
    expect(await events.call("RemoveTargets", { Rule: "paid", Ids: ["1", "nobody"] })).toEqual({
      ...{ status: 200, FailedEntryCount: 0, FailedEntries: [] },
    });
    const { Targets } = await events.call("ListTargetsByRule", { Rule: "paid" });
    expect(Targets).toEqual(targets("2", "3", "4", "5"));
  });
});

describe("TestEventPattern", () => {
  const Event = JSON.stringify({
    ...{ id: "1", "detail-type": "d", source: "shop", account: "1", time: "t", region: "r" },
    resources: [],
  });

  test.each([
    [EventPattern, Event, true],
    ['{"source":["other"]}', Event, false],
  ])("%s", async (pattern, event, Result) => {
    expect(await events.call("TestEventPattern", { EventPattern: pattern, Event: event })).toEqual({
      status: 200,
      Result,
    });
  });

  test("refuses what is no event and what is no pattern", async () => {
    expect(await events.refusal("TestEventPattern", { EventPattern, Event: "{}" })).toBe(
      "ValidationException: Parameter Event is not valid.",
    );
    expect(await events.refusal("TestEventPattern", { EventPattern: "[]", Event })).toBe(
      "InvalidEventPatternException: Event pattern is not valid. Reason: Filter is not an object",
    );
  });
});
