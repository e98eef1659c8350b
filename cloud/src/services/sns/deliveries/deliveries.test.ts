import { describe, expect, test } from "vitest";
import { createTestAccount } from "../../../iam/testing/account.ts";
import { openDatabase } from "../../../store/sqlite.ts";
import {
  arnOf,
  deliver,
  functionArn,
  openSns,
  queueArn,
  refusal,
  refused,
  type SnsWorld,
  subscribed,
  taken,
  told,
  topic,
} from "../testing/world.ts";

const ARN = arnOf("news");
const opened = async (): Promise<SnsWorld> => {
  const world = openSns();
  await topic(world, "news");
  return world;
};
const publish = async (world: SnsWorld, input: object = {}): Promise<string> => {
  const id = await told(world, "Publish", { TopicArn: ARN, Message: "hello", ...input }, "MessageId");
  await deliver(world);
  return id;
};
const bodyOf = (world: SnsWorld): Record<string, unknown> =>
  JSON.parse(world.queued.at(-1)?.body ?? "") as Record<string, unknown>;
const left = ({ database }: SnsWorld) =>
  ["sns_deliveries", "sns_messages"].map(
    (table) => database.prepare<{ n: number }>(`SELECT count(*) AS n FROM ${table}`).get()?.n,
  );
const DEAD = { RedrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn("dead") }) };
const COLOUR = { MessageAttributes: { colour: { DataType: "String", StringValue: "red" } } };

describe("SNS-2 what a subscription gets", () => {
  test("SNS-2 a queue gets the notification, for the topic", async () => {
    const world = await opened();
    const subscription = await subscribed(world, ARN, queueArn("a"));

    const MessageId = await publish(world, { Subject: "Hi", ...COLOUR });

    const [{ queue, caller, body, ...rest } = { queue: "", caller: undefined, body: "" }] = world.queued;
    expect([queue, rest]).toEqual([queueArn("a"), {}]);
    expect(caller).toEqual({
      kind: "service",
      service: "sns.amazonaws.com",
      sourceArn: ARN,
      sourceAccount: "123456789012",
    });
    expect(body.split("\n").slice(0, 3)).toEqual([
      "{",
      '  "Type" : "Notification",',
      `  "MessageId" : "${MessageId}",`,
    ]);
    expect(Object.entries(bodyOf(world))).toEqual([
      ["Type", "Notification"],
      ["MessageId", MessageId],
      ["TopicArn", ARN],
      ["Subject", "Hi"],
      ["Message", "hello"],
      ["Timestamp", "2026-09-03T08:05:09.000Z"],
      ["SignatureVersion", "1"],
      ["Signature", expect.stringMatching(/^[A-Za-z0-9+/]{342}==$/)],
      [
        "SigningCertURL",
        expect.stringMatching(/^http:\/\/localhost:4566\/SimpleNotificationService-[0-9a-f]{32}\.pem$/),
      ],
      ["UnsubscribeURL", `http://localhost:4566/?Action=Unsubscribe&SubscriptionArn=${subscription}`],
      ["MessageAttributes", { colour: { Type: "String", Value: "red" } }],
    ]);
    expect(left(world)).toEqual([0, 0]);
  });

  test("a raw queue gets the message itself, with its attributes", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"), { RawMessageDelivery: "true" });

    await publish(world, COLOUR);

    expect(world.queued).toEqual([
      expect.objectContaining({
        body: "hello",
        attributes: { colour: { dataType: "String", stringValue: "red" } },
      }),
    ]);
  });

  test("a raw message with more attributes than a queue takes is not delivered", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"), { RawMessageDelivery: "true" });
    const names = Array.from({ length: 11 }, (_, index) => [
      `a${index}`,
      { DataType: "String", StringValue: "x" },
    ]);

    await publish(world, { MessageAttributes: Object.fromEntries(names) });

    expect([world.queued, left(world)]).toEqual([[], [0, 0]]);
    expect(world.traced.at(-1)).toMatchObject({ step: "deliver", verdict: "deny" });
  });

  test("SNS-2 a function gets the record, for the topic", async () => {
    const world = await opened();
    const subscription = await subscribed(world, ARN, functionArn("f"));

    const MessageId = await publish(world);

    const [event] = world.invoked;
    expect(event).toMatchObject({
      functionArn: functionArn("f"),
      caller: { service: "sns.amazonaws.com", sourceArn: ARN },
      cause: "11111111-2222-4333-8444-555555555555",
    });
    expect(JSON.parse(event?.payload ?? "")).toEqual({
      Records: [
        {
          EventSource: "aws:sns",
          EventVersion: "1.0",
          EventSubscriptionArn: subscription,
          Sns: {
            Type: "Notification",
            MessageId,
            TopicArn: ARN,
            Subject: null,
            Message: "hello",
            Timestamp: "2026-09-03T08:05:09.000Z",
            SignatureVersion: "1",
            Signature: expect.any(String),
            SigningCertUrl: expect.stringContaining(".pem"),
            UnsubscribeUrl: expect.stringContaining("Action=Unsubscribe"),
            MessageAttributes: {},
          },
        },
      ],
    });
  });

  test("each protocol has its text of a structured message", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"));
    await subscribed(world, ARN, functionArn("f"));
    await taken(world, "Subscribe", { TopicArn: ARN, Protocol: "sms", Endpoint: "+15551234567" });

    const Message = JSON.stringify({ default: "all", sqs: "for queues", sms: "short" });
    await publish(world, { Message, MessageStructure: "json" });

    expect(bodyOf(world)["Message"]).toBe("for queues");
    expect(world.invoked[0]?.payload).toContain('"Message":"all"');
    expect(world.mails[0]).toMatchObject({ medium: "SMS", destination: "+15551234567", body: "short" });
  });

  test("filters keep others out", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("red"), { FilterPolicy: '{"colour":["red"]}' });
    await subscribed(world, ARN, queueArn("blue"), { FilterPolicy: '{"colour":["blue"]}' });

    await publish(world, COLOUR);
    await publish(world);

    expect(world.queued.map(({ queue }) => queue)).toEqual([queueArn("red")]);
  });

  test("a mailbox gets JSON where it was asked for", async () => {
    const world = await opened();
    const mail = { TopicArn: ARN, Protocol: "email-json", Endpoint: "ada@example.com" };
    await taken(world, "Subscribe", mail);
    await deliver(world);
    const question = JSON.parse(world.mails[0]?.body ?? "") as Record<string, string>;
    expect(question).toMatchObject({
      Type: "SubscriptionConfirmation",
      Message: `You have chosen to subscribe to the topic ${ARN}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
      SubscribeURL: `http://localhost:4566/?Action=ConfirmSubscription&TopicArn=${ARN}&Token=${question["Token"]}`,
    });

    await taken(world, "ConfirmSubscription", { TopicArn: ARN, Token: question["Token"] });
    await publish(world);
    expect(JSON.parse(world.mails[1]?.body ?? "")).toMatchObject({ Type: "Notification", Message: "hello" });
  });

  test("a phone gets a text that is sent to it alone", async () => {
    const world = await opened();
    await taken(world, "Publish", { PhoneNumber: "+15551234567", Message: "hello" });

    expect(world.mails).toMatchObject([{ medium: "SMS", destination: "+15551234567", body: "hello" }]);
    expect(await refusal(world, "Publish", { PhoneNumber: "+1a234", Message: "x" })).toBe(
      "InvalidParameter: Invalid parameter: PhoneNumber Reason: +1a234 is not valid to publish to",
    );
  });
});

describe("SNS-5 a message that was acknowledged", () => {
  test("SNS-5 is delivered after a stop, once", async () => {
    const database = openDatabase(":memory:");
    const account = createTestAccount();
    const first = openSns({ account, database });
    await topic(first, "news");
    await subscribed(first, ARN, queueArn("a"));
    await taken(first, "Publish", { TopicArn: ARN, Message: "hello" });
    await first.service.close();
    expect(first.queued).toEqual([]);

    const second = openSns({ account, database });
    second.service.deliveries.start();
    await deliver(second);
    const third = openSns({ account, database });
    third.service.deliveries.start();
    await deliver(third);

    expect([bodyOf(second)["Message"], third.queued]).toEqual(["hello", []]);
  });

  test("SNS-5 is not delivered by a cloud that stops while it makes its key, and is by the next", async () => {
    const first = openSns({ ownKey: true });
    await topic(first, "news");
    await subscribed(first, ARN, queueArn("a"));
    await taken(first, "Publish", { TopicArn: ARN, Message: "hello" });
    first.timers.advance(0);
    // What is published meanwhile needs no timer of its own, and none after the end.
    await taken(first, "Publish", { TopicArn: ARN, Message: "again" });
    expect(first.timers.waiting).toBe(0);
    await first.service.close();
    await taken(first, "Publish", { TopicArn: ARN, Message: "late" });
    expect([first.queued, first.timers.waiting]).toEqual([[], 0]);

    const { account, database } = first;
    const second = openSns({ account, database });
    second.service.deliveries.start();
    await deliver(second);
    const messages = second.queued.map(({ body }) => (JSON.parse(body) as Record<string, string>)["Message"]);
    expect(messages).toEqual(["hello", "again", "late"]);
  });

  test("no timer waits once it is there", async () => {
    const world = openSns();
    await topic(world, "news");
    await subscribed(world, ARN, queueArn("a"));
    await publish(world);
    expect([world.queued.length, world.timers.waiting]).toEqual([1, 0]);
  });

  test("is signed with a key that is made when the first one is delivered", async () => {
    const world = openSns({ ownKey: true });
    const keys = () =>
      world.database.prepare<{ n: number }>("SELECT count(*) AS n FROM sns_signing_keys").get()?.n;
    await topic(world, "news");
    world.service.deliveries.start();
    await publish(world);
    expect(keys()).toBe(0);

    await subscribed(world, ARN, queueArn("a"));
    await publish(world);
    expect([keys(), world.queued.length]).toEqual([1, 1]);
  });

  test("waits for a function that is busy: at once, after a second, then longer and longer", async () => {
    const world = await opened();
    await subscribed(world, ARN, functionArn("f"));
    world.refusing.set(functionArn("f"), refused(429));
    await publish(world);
    expect(left(world)).toEqual([1, 1]);
    const attempts = () =>
      world.database.prepare<{ attempts: number }>("SELECT attempts FROM sns_deliveries").get()?.attempts;

    expect(attempts()).toBe(4);
    await deliver(world, 1);
    expect(attempts()).toBe(5);
    await deliver(world, 0.9);
    expect(attempts()).toBe(5);
    await deliver(world, 0.1);
    expect(attempts()).toBe(6);

    world.refusing.clear();
    await deliver(world, 20);
    expect([world.invoked.length, left(world)]).toEqual([1, [0, 0]]);
  });

  test("goes nowhere once the subscription has ended", async () => {
    const world = await opened();
    const SubscriptionArn = await subscribed(world, ARN, functionArn("f"));
    world.refusing.set(functionArn("f"), refused(500));
    await publish(world);

    await taken(world, "Unsubscribe", { SubscriptionArn });
    world.refusing.clear();
    await deliver(world, 60);

    expect([world.invoked, left(world)]).toEqual([[], [0, 0]]);
  });
});

describe("SNS-2 an endpoint whose policy says no", () => {
  test("SNS-2 is not tried again; the refusal stands in the story of the call", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"));
    world.refusing.set(
      queueArn("a"),
      refused().because({ reason: "no-allow", by: { kind: "resource" }, asked: { resource: queueArn("a") } }),
    );

    await publish(world);

    expect(left(world)).toEqual([0, 0]);
    expect(world.traced.at(-1)).toMatchObject({
      request: "11111111-2222-4333-8444-555555555555",
      service: "sns",
      operation: "Publish to sqs",
      step: "deliver",
      verdict: "deny",
      who: ARN,
      why: { reason: "no-allow" },
      wire: { status: 403, code: "AccessDenied", message: "The policy says no." },
    });
  });

  test("SNS-2 the dead-letter queue gets the notification, where its own policy lets it", async () => {
    const world = await opened();
    await subscribed(world, ARN, functionArn("f"), DEAD);
    world.refusing.set(functionArn("f"), refused(404));
    await publish(world);
    expect(world.queued.map(({ queue }) => queue)).toEqual([queueArn("dead")]);
    expect(bodyOf(world)["Message"]).toBe("hello");

    world.refusing.set(queueArn("dead"), refused());
    await publish(world);
    expect(world.queued).toHaveLength(1);
    expect(world.traced.slice(-2).map(({ step }) => step)).toEqual(["deliver", "dead-letter"]);
    expect(left(world)).toEqual([0, 0]);
  });

  test("a raw dead letter is the message itself", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"), { ...DEAD, RawMessageDelivery: "true" });
    world.refusing.set(queueArn("a"), refused());

    await publish(world, COLOUR);

    expect(world.queued).toMatchObject([
      { queue: queueArn("dead"), body: "hello", attributes: { colour: { stringValue: "red" } } },
    ]);
  });
});
