import type { Member, Shape } from "../../../wire/models/constraints.ts";

/**
 * Names of members in the Query protocol of 2012-11-05, where they are not the model's, which is the
 * JSON protocol's: `Attribute.1.Name=…`.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-xml.html
 */
const IN_FORMS: ReadonlyMap<string, string> = new Map([
  ["Attributes", "Attribute"],
  ["tags", "Tag"],
  ["Tags", "Tag"],
  ["TagKeys", "TagKey"],
  ["AttributeNames", "AttributeName"],
  ["MessageAttributeNames", "MessageAttributeName"],
  ["MessageSystemAttributeNames", "MessageSystemAttributeName"],
  ["MessageAttributes", "MessageAttribute"],
  ["MessageSystemAttributes", "MessageSystemAttribute"],
  ["AWSAccountIds", "AWSAccountId"],
  ["Actions", "ActionName"],
  ["StringListValues", "StringListValue"],
  ["BinaryListValues", "BinaryListValue"],
]);

/** Maps whose entries are `Key` and `Value`; those of all others are `Name` and `Value`. */
const TAGS: ReadonlySet<string> = new Set(["Tag"]);

const ENTRIES: Readonly<Record<string, string>> = {
  SendMessageBatch: "SendMessageBatchRequestEntry",
  DeleteMessageBatch: "DeleteMessageBatchRequestEntry",
  ChangeMessageVisibilityBatch: "ChangeMessageVisibilityBatchRequestEntry",
};

/** The shape with the names of the Query protocol. */
export function queryShape(operation: string, shape: Shape): Shape {
  return Object.fromEntries(
    Object.entries(shape).map(([name, member]) => {
      const wireName = name === "Entries" ? (ENTRIES[operation] ?? name) : (IN_FORMS.get(name) ?? name);
      return [name, named(operation, member, wireName)];
    }),
  );
}

function named(operation: string, member: Member, wireName: string): Member {
  const { items, keys, members } = member;
  const isMap = member.type === "map";
  return {
    ...member,
    wire: { wireName, flattened: true },
    ...(items === undefined ? {} : { items: named(operation, items, isMap ? "Value" : "member") }),
    ...(keys === undefined
      ? {}
      : { keys: { ...keys, wire: { wireName: TAGS.has(wireName) ? "Key" : "Name" } } }),
    ...(members === undefined ? {} : { members: queryShape(operation, members) }),
  };
}

/** Elements of answers, for lists and maps: what repeats, and what the key of an entry is called. */
const IN_ANSWERS: Readonly<Record<string, readonly [element: string, key?: string]>> = {
  QueueUrls: ["QueueUrl"],
  queueUrls: ["QueueUrl"],
  Messages: ["Message"],
  Attributes: ["Attribute", "Name"],
  MessageAttributes: ["MessageAttribute", "Name"],
  Tags: ["Tag", "Key"],
  Failed: ["BatchResultErrorEntry"],
};

const SUCCESSFUL: Readonly<Record<string, string>> = {
  SendMessageBatch: "SendMessageBatchResultEntry",
  DeleteMessageBatch: "DeleteMessageBatchResultEntry",
  ChangeMessageVisibilityBatch: "ChangeMessageVisibilityBatchResultEntry",
};

/** An output as elements of the Query protocol: lists and maps repeat their element. */
export function queryOutput(operation: string, output: unknown): unknown {
  if (Array.isArray(output)) return output.map((item) => queryOutput(operation, item));
  if (typeof output !== "object" || output === null) return output;
  return Object.fromEntries(
    Object.entries(output).map(([name, value]) => {
      if (name === "Successful") return [SUCCESSFUL[operation] ?? name, queryOutput(operation, value)];
      const [element, key] = IN_ANSWERS[name] ?? [name];
      if (key === undefined) return [element, queryOutput(operation, value)];
      const entries = Object.entries(value as object);
      return [
        element,
        entries.map(([entry, held]) => ({ [key]: entry, Value: queryOutput(operation, held) })),
      ];
    }),
  );
}
