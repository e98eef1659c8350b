import { beforeEach, describe, expect, test } from "vitest";
import { codeOf, describeAccess, roleWith, send } from "../../iam/testing/access-table.ts";
import { EVENTS_ROWS, eventsCall, PREPARED } from "./testing/access-rows.ts";
import { eventsWorld } from "./testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

const prepare = async (): Promise<void> => {
  for (const call of PREPARED) {
    expect((await send(events.world(), call, events.account.administrator)).status).toBe(200);
  }
};

describeAccess({
  rule: "EVT-1",
  world: () => events.world(),
  operations: () => events.service().http.operations.map(({ name }) => name),
  rows: EVENTS_ROWS,
  prepare,
});

const policyOf = (...statements: object[]) =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });
const row = (name: string) => EVENTS_ROWS[name] ?? { call: "" };

describe("EVT-1 condition keys", () => {
  test.each([
    ["CreateEventBus", { StringEquals: { "aws:RequestTag/team": "home" } }],
    ["TagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["UntagResource", { "ForAnyValue:StringEquals": { "aws:TagKeys": "team" } }],
    ["DescribeRule", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["DescribeEventBus", { StringEquals: { "aws:ResourceTag/team": "home" } }],
    ["DescribeRule", { StringEquals: { "events:creatorAccount": "123456789012" } }],
    ["PutEvents", { StringEquals: { "events:source": "shop" } }],
    ["PutEvents", { StringEquals: { "events:detail-type": "Paid" } }],
    ["PutEvents", { StringEquals: { "events:eventBusInvocation": "false" } }],
    ["PutRule", { "ForAllValues:StringEquals": { "events:source": "shop" } }],
    [
      "PutTargets",
      { "ForAllValues:ArnEquals": { "events:TargetArn": "arn:aws:sqs:eu-west-1:123456789012:jobs" } },
    ],
  ])("EVT-1 %s is allowed under %j, and under no other value", async (operation, Condition) => {
    const passing = { Effect: "Allow", Action: "iam:PassRole", Resource: "*" };
    const under = (condition: object) =>
      roleWith(
        events.world(),
        policyOf({ Effect: "Allow", Action: "events:*", Resource: "*", Condition: condition }, passing),
      );
    const other = JSON.parse(
      JSON.stringify(Condition)
        .replace(/"(home|team|shop|Paid|false|123456789012)"\}/, '"other"}')
        .replace(":jobs", ":other"),
    ) as object;
    await prepare();

    const refused = await send(events.world(), row(operation), under(other));
    const answered = await send(events.world(), row(operation), under(Condition));

    expect(await codeOf(refused)).toMatch(/^AccessDeniedException events:/);
    expect(await codeOf(answered)).toBe("");
  });

  test("EVT-1 keys of what a rule looks for: under each value, and absent where an operator stands", async () => {
    const allowed = (key: string, value: string) =>
      roleWith(
        events.world(),
        policyOf({
          ...{ Effect: "Allow", Action: "events:PutRule", Resource: "*" },
          Condition: { StringEquals: { [key]: value } },
        }),
      );
    const put = async (pattern: object, key: string, value: string) =>
      codeOf(
        await send(
          events.world(),
          eventsCall("PutRule", { Name: "r", EventPattern: JSON.stringify(pattern) }),
          allowed(key, value),
        ),
      );

    const detail = {
      detail: { service: ["EC2"], eventTypeCode: ["x"], userIdentity: { principalId: ["p"] } },
    };
    expect(await put({ "detail-type": ["a"] }, "events:detail-type", "a")).toBe("");
    expect(await put(detail, "events:detail.service", "EC2")).toBe("");
    expect(await put(detail, "events:detail.eventTypeCode", "x")).toBe("");
    expect(await put(detail, "events:detail.userIdentity.principalId", "p")).toBe("");
    expect(await put(detail, "events:detail.userIdentity.principalId", "q")).toMatch(/^AccessDenied/);
    expect(await put({ source: [{ prefix: "a" }] }, "events:source", "a")).toMatch(/^AccessDenied/);
  });
});

describe("EVT-2 the bus's own policy", () => {
  const put = async (by: string, entry: object = {}) =>
    codeOf(
      await send(
        events.world(),
        eventsCall("PutEvents", {
          Entries: [{ Source: "shop", DetailType: "Paid", Detail: "{}", EventBusName: "orders", ...entry }],
        }),
        roleWith(events.world(), by),
      ),
    );
  const setPolicy = (...statements: object[]) =>
    events.call("PutPermission", { EventBusName: "orders", Policy: policyOf(...statements) });
  const NOTHING = policyOf({ Effect: "Allow", Action: "s3:GetObject", Resource: "*" });
  const caller = { AWS: "arn:aws:iam::123456789012:role/caller" };
  const onBus = {
    Action: "events:PutEvents",
    Resource: "arn:aws:events:eu-west-1:123456789012:event-bus/orders",
  };

  test("EVT-2 lets in a role that has no policy for it, and only with what the policy says", async () => {
    await prepare();
    expect(await put(NOTHING)).toMatch(/^AccessDeniedException events:PutEvents/);

    await setPolicy({
      ...{ Sid: "s", Effect: "Allow", Principal: caller, ...onBus },
      Condition: { StringEquals: { "events:source": "shop" } },
    });

    expect(await put(NOTHING)).toBe("");
    expect(await put(NOTHING, { Source: "other" })).toMatch(/^AccessDeniedException events:PutEvents/);
  });

  test("EVT-2 its Deny keeps out whom identity policies let in", async () => {
    await prepare();
    const ALL = policyOf({ Effect: "Allow", Action: "events:*", Resource: "*" });
    expect(await put(ALL)).toBe("");

    await setPolicy({ Effect: "Deny", Principal: "*", ...onBus });

    expect(await put(ALL)).toMatch(/^AccessDeniedException events:PutEvents/);
  });
});
