import { describe, expect, test } from "vitest";
import {
  arnOf,
  deliver,
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
const COLOUR = { MessageAttributes: { colour: { DataType: "String", StringValue: "red" } } };

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

  test("SNS-6 knows nothing of what a topic before it of its name has published", async () => {
    const world = await openedFifo();
    const first = await publish(world, order);
    await taken(world, "DeleteTopic", { TopicArn: FIFO });
    await topic(world, "orders.fifo", { FifoTopic: "true" });
    await subscribed(world, FIFO, queueArn("a.fifo"));

    expect(await publish(world, order)).not.toBe(first);
    expect(world.queued).toHaveLength(1);
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
