import { beforeEach, describe, expect, test } from "vitest";
import { BUS_ARN, eventsWorld } from "../testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

const created = Date.parse("2026-09-03T08:05:09Z") / 1000;
const ORDERS = {
  ...{ Name: "orders", Arn: BUS_ARN, Description: "all orders" },
  ...{ CreationTime: created, LastModifiedTime: created },
};
const make = () => events.call("CreateEventBus", { Name: "orders", Description: "all orders" });

describe("buses", () => {
  test("are made, described, listed and deleted; the default one is there", async () => {
    expect(await make()).toEqual({ status: 200, EventBusArn: BUS_ARN, Description: "all orders" });
    expect(await events.call("DescribeEventBus", { Name: BUS_ARN })).toEqual({ status: 200, ...ORDERS });
    const DEFAULT = { Name: "default", Arn: BUS_ARN.replace("orders", "default") };
    expect(await events.call("DescribeEventBus", {})).toEqual({ status: 200, ...DEFAULT });
    expect((await events.call("ListEventBuses", {}))["EventBuses"]).toEqual([DEFAULT, ORDERS]);
    expect((await events.call("ListEventBuses", { NamePrefix: "or" }))["EventBuses"]).toEqual([ORDERS]);

    expect(await events.call("DeleteEventBus", { Name: "orders" })).toEqual({ status: 200 });
    expect((await events.call("ListEventBuses", { NamePrefix: "or" }))["EventBuses"]).toEqual([]);
  });

  test("EVT-1 are not reached by an ARN of another partition, of which policies say nothing", async () => {
    await make();
    const elsewhere = BUS_ARN.replace("arn:aws", "arn:aws-cn");
    const caller = events.as(
      { Effect: "Allow", Action: "events:*", Resource: "*" },
      { Effect: "Deny", Action: "events:*", Resource: BUS_ARN },
    );
    const Tags = [{ Key: "team", Value: "x" }];

    expect(await events.refusal("TagResource", { ResourceARN: BUS_ARN, Tags }, caller)).toMatch(
      /^AccessDenied/,
    );
    expect(await events.refusal("TagResource", { ResourceARN: elsewhere, Tags }, caller)).toMatch(
      /^Validation/,
    );
    expect(await events.refusal("PutEvents", { Entries: [{ EventBusName: elsewhere }] })).toMatch(
      /^Unsupported/,
    );
    expect((await events.call("ListTagsForResource", { ResourceARN: BUS_ARN }))["Tags"]).toEqual([]);
  });

  test("are changed and tagged", async () => {
    await make();
    events.account.clock.advanceSeconds(5);
    const changed = await events.call("UpdateEventBus", { Name: "orders", Description: "some" });
    expect(changed).toEqual({ status: 200, Name: "orders", Arn: BUS_ARN, Description: "some" });
    const { LastModifiedTime } = await events.call("DescribeEventBus", { Name: "orders" });
    expect(LastModifiedTime).toBe(created + 5);

    const Tags = [
      { Key: "a", Value: "1" },
      { Key: "b", Value: "2" },
    ];
    await events.call("TagResource", { ResourceARN: BUS_ARN, Tags });
    await events.call("UntagResource", { ResourceARN: BUS_ARN, TagKeys: ["a"] });
    const { Tags: kept } = await events.call("ListTagsForResource", { ResourceARN: BUS_ARN });
    expect(kept).toEqual([{ Key: "b", Value: "2" }]);
  });

  test.each<[string, object, string]>([
    [
      "CreateEventBus",
      { Name: "orders" },
      "ResourceAlreadyExistsException: Event bus orders already exists.",
    ],
    [
      "CreateEventBus",
      { Name: "default" },
      "ResourceAlreadyExistsException: Event bus default already exists.",
    ],
    ["CreateEventBus", { Name: "a/b" }, "ValidationException: Event bus name must not contain '/'."],
    ["DescribeEventBus", { Name: "none" }, "ResourceNotFoundException: Event bus none does not exist."],
    ["DeleteEventBus", { Name: "none" }, "ResourceNotFoundException: Event bus none does not exist."],
    ["DeleteEventBus", { Name: "default" }, "ValidationException: Cannot delete event bus default."],
    [
      "DeleteEventBus",
      { Name: "orders" },
      "ValidationException: Event bus orders can't be deleted since it has rules.",
    ],
    [
      "TagResource",
      { ResourceARN: "arn:aws:sqs:eu-west-1:123456789012:jobs", Tags: [] },
      "ValidationException: Parameter arn:aws:sqs:eu-west-1:123456789012:jobs is not valid. Reason: Provided Arn is not in correct format.",
    ],
    [
      "CreateEventBus",
      { Name: "x", KmsKeyIdentifier: "key" },
      "UnsupportedOperationException: KmsKeyIdentifier of CreateEventBus is not supported by Portcullis. See docs/gaps.md.",
    ],
    [
      "CreateArchive",
      { ArchiveName: "x", EventSourceArn: BUS_ARN },
      "UnsupportedOperationException: CreateArchive is not supported by Portcullis. See docs/gaps.md.",
    ],
  ])("%s %j is refused", async (operation, input, text) => {
    await make();
    await events.call("PutRule", { Name: "r", EventBusName: "orders", EventPattern: '{"source":["a"]}' });

    expect(await events.refusal(operation, input)).toBe(text);
  });

  test("are a hundred of an account", async () => {
    for (let index = 0; index < 99; index += 1) await events.call("CreateEventBus", { Name: `bus-${index}` });

    expect(await events.refusal("CreateEventBus", { Name: "more" })).toMatch(/^LimitExceededException/);
  });
});

describe("EVT-4 the policy of a bus", () => {
  const policy = async () => {
    const { Policy } = await events.call("DescribeEventBus", { Name: "orders" });
    return Policy === undefined ? undefined : (JSON.parse(String(Policy)) as unknown);
  };
  const statement = { Action: "events:PutEvents", EventBusName: "orders" };
  const stored = (Sid: string, Principal: unknown, more: object = {}) => ({
    ...{ Sid, Effect: "Allow", Principal, Action: "events:PutEvents", Resource: BUS_ARN, ...more },
  });

  test("grows statement by statement, and shrinks", async () => {
    await make();
    const Condition = { Type: "StringEquals", Key: "aws:PrincipalOrgID", Value: "o-1" };
    await events.call("PutPermission", { ...statement, StatementId: "one", Principal: "123456789012" });
    await events.call("PutPermission", { ...statement, StatementId: "all", Principal: "*", Condition });

    expect(await policy()).toEqual({
      Version: "2012-10-17",
      Statement: [
        stored("one", { AWS: "arn:aws:iam::123456789012:root" }),
        stored("all", "*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-1" } } }),
      ],
    });
    expect(await events.refusal("RemovePermission", { EventBusName: "orders", StatementId: "none" })).toBe(
      "ResourceNotFoundException: Statement with the provided id does not exist.",
    );
    await events.call("RemovePermission", { EventBusName: "orders", StatementId: "all" });
    await events.call("RemovePermission", { EventBusName: "orders", StatementId: "one" });
    expect(await policy()).toBeUndefined();
    expect(await events.refusal("RemovePermission", { EventBusName: "orders", StatementId: "one" })).toBe(
      "ResourceNotFoundException: EventBus does not have a policy.",
    );
  });

  test.each([
    "{",
    "{}",
    '{"Statement":[]}',
    JSON.stringify({ Statement: [stored("s", "*", { Action: "sqs:SendMessage" })] }),
    JSON.stringify({ Statement: [stored("s", {})] }),
    JSON.stringify({ Statement: [stored("s", "*", { Effect: "Maybe" })] }),
    JSON.stringify({ Statement: [stored("s", "*", { More: 1 })] }),
    JSON.stringify({ Statement: [stored("s", "*", { Condition: { Looks: { a: "b" } } })] }),
  ])("EVT-4 %s is refused", async (Policy) => {
    await make();

    expect(await events.refusal("PutPermission", { EventBusName: "orders", Policy })).toBe(
      "ValidationException: Parameter Policy is not valid.",
    );
    expect(await policy()).toBeUndefined();
  });

  test("EVT-4 a policy that is too long is refused", async () => {
    await make();
    const Policy = JSON.stringify({ Statement: [stored("s".repeat(11_000), "*")] });

    expect(await events.refusal("PutPermission", { EventBusName: "orders", Policy })).toMatch(
      /^PolicyLengthExceededException/,
    );
  });

  test.each([
    [{ Principal: "*", Action: "events:PutEvents" }, "Parameter StatementId must be specified."],
    [{ StatementId: "s", Principal: "*" }, "Parameter Action must be specified."],
    [{ StatementId: "s", Action: "events:PutEvents" }, "Parameter Principal must be specified."],
    [
      { StatementId: "s", Principal: "*", Action: "events:PutRule" },
      "Provided value in parameter 'action' is not supported.",
    ],
  ])("%j is refused", async (input, text) => {
    await make();

    expect(await events.refusal("PutPermission", { EventBusName: "orders", ...input })).toBe(
      `ValidationException: ${text}`,
    );
  });
});
