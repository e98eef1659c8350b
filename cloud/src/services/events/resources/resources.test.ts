import { beforeEach, describe, expect, test } from "vitest";
import { anonymous } from "../../../core/caller.ts";
import type { ApiCall, Properties, ResourceContext } from "../../../core/ports/resource-provider.ts";
import { BUS_ARN, eventsWorld, FUNCTION, QUEUE, RULE_ARN } from "../testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

const context: ResourceContext = {
  scope: { accountId: "123456789012", region: "eu-west-1" },
  caller: anonymous,
  stackName: "home",
  stackId: "id",
  logicalId: "Paid",
  commit: (write) => write(),
  generateName: ({ maxLength }) => "home-Paid-ABCDEFGHIJKL".slice(0, maxLength),
  tags: { "aws:cloudformation:stack-name": "home" },
};
const provider = (name: string) => {
  const found = events.service().resources.find(({ type }) => type === `AWS::Events::${name}`);
  if (found === undefined) throw new Error(`There is no provider of ${name}.`);
  return found;
};
const makeBus = (more: Properties = {}) => provider("EventBus").create(context, { Name: "orders", ...more });
const operations = (calls: readonly object[]) => calls.map((call) => (call as ApiCall).operation);

describe("AWS::Events::EventBus", () => {
  const Policy = {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { AWS: "123456789012" }, Action: "events:PutEvents", Resource: BUS_ARN },
    ],
  };

  test("Ref is the name, GetAtt name and ARN; it is changed in place and goes", async () => {
    const Tags = [{ Key: "team", Value: "home" }];
    expect(await makeBus({ Description: "d", Policy, Tags })).toEqual({
      physicalId: "orders",
      attributes: { Arn: BUS_ARN, Name: "orders" },
    });
    const described = await events.call("DescribeEventBus", { Name: "orders" });
    expect(described).toMatchObject({ Description: "d", Policy: JSON.stringify(Policy) });

    await provider("EventBus").update(context, "orders", { Name: "orders", Policy }, { Name: "orders" });
    const after = await events.call("DescribeEventBus", { Name: "orders" });
    expect([after["Description"], after["Policy"]]).toEqual([undefined, undefined]);
    const { Tags: kept } = await events.call("ListTagsForResource", { ResourceARN: BUS_ARN });
    expect(kept).toEqual([{ Key: "aws:cloudformation:stack-name", Value: "home" }]);

    await provider("EventBus").delete(context, "orders", {});
    await provider("EventBus").delete(context, "orders", {});
    expect(await events.refusal("DescribeEventBus", { Name: "orders" })).toMatch(/does not exist/);
  });

  test("is refused when there is one of the name", async () => {
    await makeBus();

    await expect(makeBus()).rejects.toThrow("Event bus orders already exists.");
  });

  test("stands for the calls that its owner would make", async () => {
    const properties = { Name: "orders", Policy, Tags: [{ Key: "a", Value: "1" }] };
    const calls = provider("EventBus").calls;
    expect(operations(calls(context, { kind: "create", properties }))).toEqual([
      "CreateEventBus",
      "PutPermission",
    ]);
    await makeBus(properties);
    const update = (after: Properties) =>
      operations(calls(context, { kind: "update", physicalId: "orders", before: properties, after }));
    expect(update({ Name: "orders" })).toEqual(["UpdateEventBus", "RemovePermission", "UntagResource"]);
    expect(update({ ...properties, Tags: [{ Key: "a", Value: "2" }] })).toEqual([
      "UpdateEventBus",
      "TagResource",
    ]);
    expect(operations(calls(context, { kind: "delete", physicalId: "orders", properties }))).toEqual([
      "DeleteEventBus",
    ]);
  });
});

describe("AWS::Events::EventBusPolicy", () => {
  const statementsOf = async () => {
    const { Policy = '{"Statement":[]}' } = await events.call("DescribeEventBus", { Name: "orders" });
    return (JSON.parse(String(Policy)) as { Statement: unknown[] }).Statement;
  };

  test("stands for the calls that its owner would make", () => {
    const properties = { EventBusName: "orders", StatementId: "whole" };
    const physicalId = "it";
    const calls = (
      [
        { kind: "create", properties },
        { kind: "update", physicalId, before: {}, after: properties },
        { kind: "delete", physicalId, properties },
      ] as const
    ).map((change) => operations(provider("EventBusPolicy").calls(context, change)));
    expect(calls).toEqual([["PutPermission"], ["PutPermission"], ["RemovePermission"]]);
  });

  test("adds one statement, by members or whole, and takes it away again", async () => {
    await makeBus();
    const own = { Effect: "Allow", Principal: "*", Action: "events:PutEvents", Resource: BUS_ARN };
    const Statement = { ...own, Condition: { StringEquals: { "events:source": "shop" } } };
    const whole = { EventBusName: "orders", StatementId: "whole", Statement };
    const byMembers = {
      ...{ EventBusName: "orders", StatementId: "members", Action: "events:PutEvents", Principal: "*" },
      Condition: { Key: "aws:PrincipalOrgID", Type: "StringEquals", Value: "o-1" },
    };

    const made = await provider("EventBusPolicy").create(context, whole);
    await provider("EventBusPolicy").create(context, byMembers);

    expect(made.physicalId).toBe("orders|whole");
    expect(await statementsOf()).toEqual([
      { ...Statement, Sid: "whole" },
      { ...own, Sid: "members", Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } },
    ]);
    await provider("EventBusPolicy").delete(context, "orders|whole", whole);
    await provider("EventBusPolicy").delete(context, "orders|whole", whole);
    expect(await statementsOf()).toHaveLength(1);
  });

  test("is refused when it says neither", async () => {
    await makeBus();

    await expect(
      provider("EventBusPolicy").create(context, { EventBusName: "orders", StatementId: "s" }),
    ).rejects.toThrow("Either Statement or both Action and Principal must be specified.");
  });
});

describe("AWS::Events::Rule", () => {
  const PATTERN = { source: ["shop"] };
  const target = (Id: string, more: Properties = {}) => ({ Id, Arn: QUEUE, ...more });

  test("Ref is the name, with the bus where it is not the default one", async () => {
    await makeBus();
    const EventPattern = PATTERN;

    expect(await provider("Rule").create(context, { EventPattern })).toEqual({
      physicalId: "home-Paid-ABCDEFGHIJKL",
      attributes: { Arn: `${RULE_ARN}/home-Paid-ABCDEFGHIJKL` },
    });
    expect(
      await provider("Rule").create(context, { EventPattern, Name: "paid", EventBusName: BUS_ARN }),
    ).toEqual({ physicalId: "orders|paid", attributes: { Arn: `${RULE_ARN}/orders/paid` } });
  });

  test("targets come as the template has them, change, and go with it", async () => {
    const before = {
      ...{ Name: "paid", EventPattern: PATTERN, State: "DISABLED" },
      Targets: [
        target("1", {
          InputTransformer: { InputPathsMap: { a: "$.detail.a" }, InputTemplate: '"<a>"' },
          RetryPolicy: { MaximumRetryAttempts: "3" },
          DeadLetterConfig: { Arn: QUEUE },
        }),
        target("2"),
      ],
    };
    await provider("Rule").create(context, before);
    const targets = async () => (await events.call("ListTargetsByRule", { Rule: "paid" }))["Targets"];
    expect(await targets()).toEqual([
      { ...before.Targets[0], RetryPolicy: { MaximumRetryAttempts: 3 } },
      target("2"),
    ]);

    const after = { Name: "paid", EventPattern: PATTERN, Targets: [{ Id: "3", Arn: FUNCTION }] };
    await provider("Rule").update(context, "paid", before, after);

    expect(await targets()).toEqual([{ Id: "3", Arn: FUNCTION }]);
    expect(await events.call("DescribeRule", { Name: "paid" })).toMatchObject({
      ...{ State: "ENABLED", EventPattern: JSON.stringify(PATTERN) },
    });
    await provider("Rule").delete(context, "paid", after);
    await provider("Rule").delete(context, "paid", after);
    expect(await events.refusal("DescribeRule", { Name: "paid" })).toMatch(/does not exist/);
  });

  test("is refused when there is one of the name; nothing is left of one whose target is refused", async () => {
    const properties = { Name: "paid", EventPattern: PATTERN };
    await provider("Rule").create(context, properties);

    await expect(provider("Rule").create(context, properties)).rejects.toThrow(
      "Rule paid already exists on EventBus default.",
    );
  });

  test("stands for the calls that its owner would make", async () => {
    const calls = provider("Rule").calls;
    const before = { Name: "paid", EventPattern: PATTERN, Targets: [target("1"), target("2")] };
    const created = calls(context, { kind: "create", properties: before });
    expect(operations(created)).toEqual(["PutRule", "PutTargets"]);
    expect((created[0] as ApiCall).input).toMatchObject({ EventPattern: JSON.stringify(PATTERN) });
    await provider("Rule").create(context, before);

    const after = { ...before, Targets: [target("2")], Tags: [{ Key: "a", Value: "1" }] };
    expect(operations(calls(context, { kind: "update", physicalId: "paid", before, after }))).toEqual([
      "PutRule",
      "PutTargets",
      "RemoveTargets",
      "TagResource",
    ]);
    expect(operations(calls(context, { kind: "delete", physicalId: "paid", properties: before }))).toEqual([
      "RemoveTargets",
      "DeleteRule",
    ]);
  });
});
