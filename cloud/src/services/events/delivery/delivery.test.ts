import { beforeEach, describe, expect, test } from "vitest";
import { AwsError } from "../../../core/errors.ts";
import {
  BUS_ARN,
  DEAD,
  eventsRole,
  eventsWorld,
  FUNCTION,
  QUEUE,
  RULE_ARN,
  TOPIC,
} from "../testing/world.ts";

let events = eventsWorld();
beforeEach(() => {
  events = eventsWorld();
});

const SHOP = { source: ["shop"] };
const inputs = (): readonly unknown[] => events.delivered.map(({ input }) => input);

test.each(["soon", 1e15])("an event at %j is refused", async (Time) => {
  expect((await eventsWorld().put({ Time })).status).toBe(400);
});

describe("an event that matches", () => {
  test("comes to the function as it is, in the name of the rule", async () => {
    await events.rule("paid", SHOP, { Arn: FUNCTION });

    const { Entries } = await events.put({
      Detail: '{"total": 12.50}',
      Resources: ["r"],
      Time: 1_767_323_045.7,
    });
    expect(events.delivered).toEqual([]);
    events.settle();

    const [{ EventId }] = Entries as [{ EventId: string }];
    expect(events.delivered).toEqual([
      {
        targetArn: FUNCTION,
        caller: {
          kind: "service",
          service: "events.amazonaws.com",
          sourceArn: `${RULE_ARN}/paid`,
          sourceAccount: "123456789012",
        },
        input: {
          version: "0",
          id: EventId,
          "detail-type": "Paid",
          source: "shop",
          account: "123456789012",
          time: "2026-01-02T03:04:05Z",
          region: "eu-west-1",
          resources: ["r"],
          detail: { total: 12.5 },
        },
      },
    ]);
  });

  test("comes to a queue with its group, to a topic, and to each target of each rule", async () => {
    await events.rule("queue", SHOP, { Arn: `${QUEUE}.fifo`, SqsParameters: { MessageGroupId: "g" } });
    await events.rule("topic", { "detail-type": ["Paid"] }, { Arn: TOPIC });

    await events.put({});
    events.settle();

    expect(events.delivered.map(({ targetArn, message }) => [targetArn, message?.groupId])).toEqual([
      [`${QUEUE}.fifo`, "g"],
      [TOPIC, undefined],
    ]);
  });

  test("is not delivered by another bus's rule, a disabled one, one of another pattern or none", async () => {
    await events.call("CreateEventBus", { Name: "orders" });
    await events.rule("other-bus", SHOP, { Arn: QUEUE }, { EventBusName: "orders" });
    await events.rule("disabled", SHOP, { Arn: QUEUE });
    await events.call("DisableRule", { Name: "disabled" });
    await events.rule("other", { source: ["bakery"] }, { Arn: QUEUE });
    await events.rule("gone", SHOP, { Arn: QUEUE });
    await events.call("RemoveTargets", { Rule: "gone", Ids: ["1"] });
    await events.put({});
    events.settle();
    expect(events.delivered).toEqual([]);

    await events.call("EnableRule", { Name: "disabled" });
    await events.put({});
    events.settle();

    expect(events.delivered).toHaveLength(1);
  });
});

describe("PutEvents", () => {
  test("EVT-5 answers entry by entry: those that are none are told why", async () => {
    await events.rule("paid", SHOP, { Arn: QUEUE });

    const answer = await events.put(
      {},
      { Source: undefined },
      { DetailType: "" },
      { Detail: undefined },
      { Detail: '"text"' },
      { Detail: "[]" },
      { Detail: "{" },
      { Detail: `{"a":${"[".repeat(1000)}${"]".repeat(1000)}}` },
      { Source: "aws.ec2" },
      { EventBusName: "nowhere" },
    );
    events.settle();

    const missing = (name: string) => ({
      ErrorCode: "InvalidArgument",
      ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
    });
    const malformed = { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
    const id = { EventId: expect.any(String) };
    expect(answer).toEqual({
      status: 200,
      FailedEntryCount: 8,
      Entries: [
        id,
        missing("Source"),
        missing("DetailType"),
        missing("Detail"),
        ...[malformed, malformed, malformed, malformed],
        { ErrorCode: "NotAuthorizedForSourceException", ErrorMessage: "Not authorized for the source." },
        id,
      ],
    });
    expect(events.delivered).toHaveLength(1);
  });

  test("is refused as a whole when it is too large, has too many entries, or names a bus elsewhere", async () => {
    const Detail = JSON.stringify({ text: "x".repeat(130_000) });

    expect(
      await events.refusal("PutEvents", {
        Entries: [1, 2, 3].map(() => ({ Source: "s", DetailType: "d", Detail })),
      }),
    ).toBe("ValidationException: Total size of the entries in the request is over the limit.");
    expect(await events.refusal("PutEvents", { Entries: Array.from({ length: 11 }, () => ({})) })).toMatch(
      /^ValidationException: 1 validation error detected: .*less than or equal to 10/,
    );
    const EventBusName = BUS_ARN.replace("123456789012", "999999999999");
    expect(await events.refusal("PutEvents", { Entries: [{ EventBusName }] })).toMatch(
      /^UnsupportedOperationException: An event bus elsewhere/,
    );
    expect(await events.refusal("PutEvents", { Entries: [{ TraceHeader: "t" }] })).toMatch(
      /^UnsupportedOperationException: Entries.TraceHeader of PutEvents/,
    );
  });
});

describe("EVT-6 who brings an event to a target", () => {
  const allow = { Action: "events:PutEvents", Resource: BUS_ARN };
  const toBus = async (more: object = {}): Promise<void> => {
    await events.call("CreateEventBus", { Name: "orders" });
    await events.rule("inner", SHOP, { Arn: QUEUE }, { EventBusName: "orders" });
    await events.rule("forward", SHOP, { Arn: BUS_ARN, DeadLetterConfig: { Arn: DEAD }, ...more });
    await events.put({});
    events.settle();
  };
  const deadCodes = () =>
    events.delivered.map(({ targetArn, message }) => [
      targetArn,
      message?.attributes?.["ERROR_CODE"]?.stringValue,
    ]);

  test("EVT-6 another bus takes it of a role that may, with the id it had", async () => {
    await toBus({ RoleArn: eventsRole(events, "sender", { allow }) });

    expect(deadCodes()).toEqual([[QUEUE, undefined]]);
    expect(inputs()[0]).toMatchObject({ source: "shop" });
  });

  test("EVT-6 and of the service when its policy lets the rule", async () => {
    await events.call("CreateEventBus", { Name: "orders" });
    await events.call("PutPermission", {
      EventBusName: "orders",
      Policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: {
          ...{ Effect: "Allow", Principal: { Service: "events.amazonaws.com" }, ...allow },
          Condition: {
            ArnEquals: { "aws:SourceArn": `${RULE_ARN}/forward` },
            StringEquals: { "events:eventBusInvocation": "true" },
          },
        },
      }),
    });
    await toBus();

    expect(deadCodes()).toEqual([[QUEUE, undefined]]);
  });

  test.each<[string, () => object, string]>([
    ["of nobody whom a policy lets", () => ({}), "NO_PERMISSIONS"],
    [
      "of a role without events:PutEvents",
      () => ({
        RoleArn: eventsRole(events, "sender", { allow: { Action: "sqs:*", Resource: "*" } }),
      }),
      "NO_PERMISSIONS",
    ],
    [
      "of a role that does not trust EventBridge",
      () => ({ RoleArn: eventsRole(events, "sender", { allow, trusts: "lambda.amazonaws.com" }) }),
      "FAILED_TO_ASSUME_ROLE",
    ],
    [
      "of a role that is not there",
      () => ({ RoleArn: "arn:aws:iam::123456789012:role/nobody" }),
      "FAILED_TO_ASSUME_ROLE",
    ],
  ])("EVT-6 but not %s", async (_title, more, code) => {
    await toBus(more());

    expect(deadCodes()).toEqual([[DEAD, code]]);
    expect(events.traced.at(-1)).toMatchObject({ service: "events", step: "deliver", verdict: "deny" });
  });

  test("an event of another bus is not sent to a third one", async () => {
    const RoleArn = eventsRole(events, "sender", { allow: { Action: "events:*", Resource: "*" } });
    await events.call("CreateEventBus", { Name: "third" });
    await events.rule("last", SHOP, { Arn: QUEUE }, { EventBusName: "third" });
    await events.call("CreateEventBus", { Name: "orders" });
    await events.rule(
      "second",
      SHOP,
      { Arn: BUS_ARN.replace("orders", "third"), RoleArn, DeadLetterConfig: { Arn: DEAD } },
      { EventBusName: "orders" },
    );
    await events.rule("first", SHOP, { Arn: BUS_ARN, RoleArn });

    await events.put({});
    events.settle();

    expect(deadCodes()).toEqual([[DEAD, "THIRD_ACCOUNT_HOP_DETECTED"]]);
  });
});

describe("what a target refuses", () => {
  const throttled = new AwsError("TooManyRequestsException", "Rate Exceeded.", 429);
  const target = { Arn: FUNCTION, DeadLetterConfig: { Arn: DEAD } };
  const dead = () => events.delivered.find(({ targetArn }) => targetArn === DEAD)?.message;

  test("is left at the dead-letter queue with why", async () => {
    await events.rule("paid", SHOP, target);
    events.refuse(FUNCTION, new AwsError("AccessDeniedException", "No statement.", 403));

    await events.put({ Detail: '{"a":1}' });
    events.settle();

    const text = (stringValue: string) => ({ dataType: "String", stringValue });
    expect(JSON.parse(dead()?.body ?? "")).toMatchObject({ detail: { a: 1 } });
    expect(dead()?.attributes).toEqual({
      RULE_ARN: text(`${RULE_ARN}/paid`),
      TARGET_ARN: text(FUNCTION),
      ERROR_CODE: text("NO_PERMISSIONS"),
      ERROR_MESSAGE: text("No statement."),
      RETRY_ATTEMPTS: text("0"),
    });
  });

  test("is tried again while it may get better", async () => {
    await events.rule("paid", SHOP, target);
    events.refuse(FUNCTION, throttled);
    await events.put({});
    events.settle();
    events.account.clock.advanceSeconds(1);
    expect(events.delivered).toEqual([]);

    events.refuse(FUNCTION, undefined);
    events.account.clock.advanceSeconds(1);
    expect(events.delivered).toEqual([]);
    events.account.clock.advanceSeconds(1);

    expect(events.delivered.map(({ targetArn }) => targetArn)).toEqual([FUNCTION]);
  });

  test.each([
    [{ MaximumRetryAttempts: 1 }, 1, "1", "MaximumRetryAttempts"],
    [{ MaximumRetryAttempts: 0 }, 0, "0", "MaximumRetryAttempts"],
    [{ MaximumEventAgeInSeconds: 60 }, 6, "5", "MaximumEventAgeInSeconds"],
  ])("until the retry policy %j says no more", async (RetryPolicy, doublings, attempts, condition) => {
    await events.rule("paid", SHOP, { ...target, RetryPolicy });
    events.refuse(FUNCTION, throttled);
    await events.put({});
    events.settle();
    for (let retry = 0; retry < doublings; retry += 1) events.account.clock.advanceSeconds(2 ** retry);

    expect(dead()?.attributes).toMatchObject({
      ERROR_CODE: { stringValue: "THROTTLING" },
      EXHAUSTED_RETRY_CONDITION: { stringValue: condition },
      RETRY_ATTEMPTS: { stringValue: attempts },
    });
  });

  test("is dropped where there is no queue, or the queue refuses, and nothing stays behind", async () => {
    await events.rule("paid", SHOP, { Arn: FUNCTION });
    await events.rule("with-queue", SHOP, target);
    events.refuse(FUNCTION, new AwsError("ResourceNotFoundException", "Gone.", 404));
    events.refuse(DEAD, new AwsError("AccessDenied", "No.", 403));

    await events.put({});
    events.settle();

    expect(events.database.prepare("SELECT * FROM events_outbox").all()).toEqual([]);
  });
});

describe("what was accepted", () => {
  test("goes on after a restart", async () => {
    await events.rule("paid", SHOP, { Arn: QUEUE });
    await events.put({ Detail: '{"n":1}' });

    await events.restart();
    expect(events.delivered).toEqual([]);
    events.settle();

    expect(inputs()).toMatchObject([{ detail: { n: 1 } }]);
    await events.restart();
    events.settle();
    expect(events.delivered).toHaveLength(1);
  });

  test("gets there though the rule is gone", async () => {
    await events.rule("paid", SHOP, { Arn: QUEUE });
    await events.put({});
    await events.call("RemoveTargets", { Rule: "paid", Ids: ["1"] });
    await events.call("DeleteRule", { Name: "paid" });
    events.settle();

    expect(events.delivered).toHaveLength(1);
  });
});
