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
    second.service.deliveries.wake();
    await deliver(second);
    const third = openSns({ account, database });
    third.service.deliveries.wake();
    await deliver(third);

    expect([bodyOf(second)["Message"], third.queued]).toEqual(["hello", []]);
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

describe("SNS-6 a FIFO topic", () => {
  const FIFO = arnOf("orders.fifo");
  const openedFifo = async (given: object = {}): Promise<SnsWorld> => {
    const world = openSns();
    await topic(world, "orders.fifo", { FifoTopic: "true", ...given });
    return world;
  };
  const order = { TopicArn: FIFO, MessageGroupId: "g", MessageDeduplicationId: "1" };

  test("SNS-6 gives queues the group and the id, a sequence number and no signature", async () => {
    const world = await openedFifo();
    await subscribed(world, FIFO, queueArn("a.fifo"));
    await subscribed(world, FIFO, queueArn("standard"));

    await publish(world, order);

    expect(world.queued).toMatchObject([
      { queue: queueArn("a.fifo"), groupId: "g", deduplicationId: "1" },
      { queue: queueArn("standard") },
    ]);
    expect(world.queued[1]).not.toHaveProperty("groupId");
    expect(Object.keys(bodyOf(world))).toEqual([
      "Type",
      "MessageId",
      "SequenceNumber",
      "TopicArn",
      "Message",
      "Timestamp",
      "UnsubscribeURL",
    ]);
    expect(bodyOf(world)["SequenceNumber"]).toMatch(/^\d{20}$/);
  });

  test("SNS-6 publishes what has the same id once in five minutes", async () => {
    const world = await openedFifo();
    await subscribed(world, FIFO, queueArn("a.fifo"));
    const first = await publish(world, order);

    expect(await publish(world, order)).toBe(first);
    expect(world.queued).toHaveLength(1);
    world.account.clock.advanceSeconds(300);
    expect(await publish(world, order)).not.toBe(first);
    expect(world.queued).toHaveLength(2);
  });

  test("SNS-6 takes the hash of the message for an id, where it is told so", async () => {
    const world = await openedFifo({ ContentBasedDeduplication: "true" });
    await subscribed(world, FIFO, queueArn("a.fifo"));
    const plain = { TopicArn: FIFO, MessageGroupId: "g", Message: "Test" };

    await publish(world, plain);
    await publish(world, { ...plain, ...COLOUR });

    expect(world.queued.map(({ deduplicationId }) => deduplicationId)).toEqual([
      "532eaabd9574880dbf76b9b8cc00832c20a6ec113d682299550d7a6e0f345e25",
    ]);
  });

  test("SNS-6 of a group nothing overtakes what is left", async () => {
    const world = await openedFifo();
    await subscribed(world, FIFO, queueArn("a.fifo"));
    world.refusing.set(queueArn("a.fifo"), refused(500));
    await publish(world, { ...order, Message: "1" });
    await publish(world, { ...order, MessageDeduplicationId: "2", Message: "2" });
    world.refusing.clear();
    await publish(world, { ...order, MessageDeduplicationId: "3", Message: "3" });
    await publish(world, { ...order, MessageGroupId: "h", MessageDeduplicationId: "4", Message: "4" });
    await deliver(world, 60);

    const messages = world.queued.map(({ body }) => (JSON.parse(body) as { Message: string }).Message);
    expect(messages).toEqual(["4", "1", "2", "3"]);
  });

  test.each([
    [{}, "The MessageGroupId parameter is required for FIFO topics"],
    [
      { MessageGroupId: "g" },
      "The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly",
    ],
  ])("SNS-6 refuses %j", async (input, told) => {
    const world = await openedFifo();
    const given = { TopicArn: FIFO, Message: "x", ...input };
    expect(await refusal(world, "Publish", given)).toBe(`InvalidParameter: Invalid parameter: ${told}`);
  });
});

const wrong = (text: string) => `ParameterValueInvalid: ${text}`;
const attribute = (name: string, value: object) => ({ Message: "x", MessageAttributes: { [name]: value } });
const TEXT = { DataType: "String", StringValue: "x" };

describe("what is refused of a message", () => {
  test.each([
    [{ Message: "" }, "InvalidParameter: Invalid parameter: Empty message"],
    [{ Message: "x".repeat(262_145) }, "InvalidParameter: Invalid parameter: Message too long"],
    [{ Message: "x", Subject: "" }, "InvalidParameter: Invalid parameter: Subject"],
    [{ Message: "x", Subject: "a\nb" }, "InvalidParameter: Invalid parameter: Subject"],
    [{ Message: "x", Subject: "a".repeat(101) }, "InvalidParameter: Invalid parameter: Subject"],
    [
      { Message: "{}", MessageStructure: "json" },
      "InvalidParameter: Invalid parameter: Message Structure - No default entry in JSON message body",
    ],
    [
      { Message: "x", MessageStructure: "json" },
      "InvalidParameter: Invalid parameter: Message Structure - JSON message body failed to parse",
    ],
    [{ Message: "x", MessageStructure: "xml" }, "InvalidParameter: Invalid parameter: MessageStructure"],
    [
      { Message: "x", MessageDeduplicationId: "1" },
      "InvalidParameter: Invalid parameter: MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type",
    ],
    [
      attribute("a", { DataType: "Odd", StringValue: "x" }),
      wrong(
        "The message attribute 'a' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.",
      ),
    ],
    [
      attribute("a", { DataType: "String", StringValue: "" }),
      wrong(
        "The message attribute 'a' must contain non-empty message attribute value for message attribute type 'String'.",
      ),
    ],
    [
      attribute("a", { DataType: "String", BinaryValue: "AQ==" }),
      wrong("The message attribute 'a' with type 'String' must use field 'String'."),
    ],
    [
      attribute("a", { DataType: "Binary", StringValue: "x" }),
      wrong("The message attribute 'a' with type 'Binary' must use field 'Binary'."),
    ],
    [attribute("a", { DataType: "Number", StringValue: "x" }), /to number/],
    [
      attribute("a".repeat(256), TEXT),
      wrong("Length of message attribute name must be less than 256 bytes."),
    ],
    [attribute("a^b", TEXT), /Invalid non-alphanumeric character '#x5E' was found/],
    [attribute(".a", TEXT), wrong("Invalid message attribute name starting with character '.' was found.")],
    [attribute("a.", TEXT), wrong("Invalid message attribute name ending with character '.' was found.")],
    [attribute("a..b", TEXT), wrong("Message attribute name can not have successive '.' character.")],
    [
      attribute("a", { StringValue: "x" }),
      "ValidationError: 1 validation error detected: Value null at 'messageAttributes.a.member.dataType' failed to satisfy constraint: Member must not be null",
    ],
  ])("%#", async (input, told) => {
    const refusedWith = await refusal(await opened(), "Publish", { TopicArn: ARN, ...input });
    if (typeof told === "string") expect(refusedWith).toBe(told);
    else expect(refusedWith).toMatch(told);
  });

  test.each([
    [{ Message: "x" }, "Invalid parameter: TopicArn or TargetArn Reason: no value for required parameter"],
    [
      { Message: "x", TargetArn: "arn:aws:sns:eu-west-1:123456789012:endpoint/GCM/a/b" },
      "Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified",
    ],
    [
      { Message: "x", TopicArn: "news" },
      "Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not 1",
    ],
  ])("the target %j", async (input, told) => {
    expect(await refusal(await opened(), "Publish", input)).toBe(`InvalidParameter: ${told}`);
  });

  test("more than a topic's own limit", async () => {
    const world = openSns();
    await topic(world, "news", { MaximumMessageSize: "1024" });
    await publish(world, { Message: "x".repeat(1024) });
    expect(await refusal(world, "Publish", { TopicArn: ARN, Message: "x".repeat(1025) })).toMatch(/too long/);
  });
});

describe("a batch", () => {
  const batch = (...PublishBatchRequestEntries: object[]) => ({ TopicArn: ARN, PublishBatchRequestEntries });
  const entry = (Id: string, Message = "hello") => ({ Id, Message });

  test("is published as a whole", async () => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"));

    const answer = await taken(world, "PublishBatch", batch(entry("a"), entry("b", "bye")));
    await deliver(world);

    expect(answer.match(/<Id>\w/g)).toEqual(["<Id>a", "<Id>b"]);
    expect(answer).toContain("<Failed></Failed>");
    const messages = world.queued.map(({ body }) => (JSON.parse(body) as { Message: string }).Message);
    expect(messages).toEqual(["hello", "bye"]);
  });

  test.each([
    [batch(), /^(?:EmptyBatchRequest|ValidationError): /],
    [
      batch(...Array.from({ length: 11 }, (_, index) => entry(`${index}`))),
      "TooManyEntriesInBatchRequest: The batch request contains more entries than permissible.",
    ],
    [
      batch(entry("a"), entry("a")),
      "BatchEntryIdsNotDistinct: Two or more batch entries in the request have the same Id.",
    ],
    [
      batch(entry("message.id")),
      "InvalidBatchEntryId: The Id of a batch entry in the batch request contains an impermissible character: message.id",
    ],
    [
      batch(entry("a".repeat(81))),
      `InvalidBatchEntryId: The Id of a batch entry in the batch request is too long: ${"a".repeat(81)}`,
    ],
    [
      batch(entry("a", "x".repeat(150_000)), entry("b", "x".repeat(150_000))),
      "BatchRequestTooLong: The length of all the messages put together is more than the limit.",
    ],
    [batch(entry("a"), entry("b", "")), "InvalidParameter: Invalid parameter: Empty message"],
  ])("is refused %#", async (input, told) => {
    const world = await opened();
    await subscribed(world, ARN, queueArn("a"));
    const refusedWith = await refusal(world, "PublishBatch", input);
    await deliver(world);

    if (typeof told === "string") expect(refusedWith).toBe(told);
    else expect(refusedWith).toMatch(told);
    expect(world.queued).toEqual([]);
  });
});
