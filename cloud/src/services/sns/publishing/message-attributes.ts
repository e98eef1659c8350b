import { exactBase64 } from "../../../core/exact-base64.ts";
import type { MessageAttribute } from "../../../core/ports/message-queues.ts";
import type { MessageAttributeValue } from "../../../wire/models/generated/sns.types.ts";
import { invalidAttributeValue } from "../shared/errors.ts";
import type { MessageAttributes } from "../shared/message.ts";

const LONGEST_NAME = 256;
const TYPE = /^(?:String|Number|Binary)(?:\..{1,256})?$/s;

type Given = Readonly<Record<string, MessageAttributeValue>>;

/**
 * The attributes of a message that is published.
 * @throws AwsError ParameterValueInvalid
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 */
export function parseMessageAttributes(given: Given = {}): MessageAttributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => {
      assertName(name);
      return [name, parseAttribute(name, value)];
    }),
  );
}

function parseAttribute(name: string, value: MessageAttributeValue): MessageAttribute {
  const { DataType: dataType, StringValue: text, BinaryValue: bytes } = value;
  const kind = dataType.split(".", 1)[0] ?? "";
  if (!TYPE.test(dataType)) {
    throw invalidAttributeValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const field = kind === "Binary" ? "Binary" : "String";
  const [used, other] = kind === "Binary" ? [bytes, text] : [text, bytes];
  if (used === undefined && other !== undefined) {
    throw invalidAttributeValue(
      `The message attribute '${name}' with type '${kind}' must use field '${field}'.`,
    );
  }
  if (
    typeof used !== "string" ||
    used === "" ||
    (kind === "Binary" && exactBase64(used, "base64") === undefined)
  ) {
    throw invalidAttributeValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${kind}'.`,
    );
  }
  if (kind === "Number" && (used.trim() === "" || !Number.isFinite(Number(used)))) {
    throw invalidAttributeValue(`Could not cast message attribute '${name}' value to number.`);
  }
  return kind === "Binary" ? { dataType, binaryValue: used } : { dataType, stringValue: used };
}

function assertName(name: string): void {
  const fault = nameFault(name);
  if (fault !== undefined) throw invalidAttributeValue(fault);
}

function nameFault(name: string): string | undefined {
  const strange = /[^A-Za-z0-9_.-]/u.exec(name)?.[0];
  if (Buffer.byteLength(name) >= LONGEST_NAME)
    return "Length of message attribute name must be less than 256 bytes.";
  if (strange !== undefined) {
    const code = strange.codePointAt(0)?.toString(16).toUpperCase();
    return `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`;
  }
  if (name.startsWith(".")) return "Invalid message attribute name starting with character '.' was found.";
  if (name.endsWith(".")) return "Invalid message attribute name ending with character '.' was found.";
  if (name.includes("..")) return "Message attribute name can not have successive '.' character.";
  return undefined;
}

/** Names, types and values count towards the size of a message. */
export function attributeBytes(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce((sum, [name, { dataType, stringValue = "", binaryValue }]) => {
    const bytes =
      binaryValue === undefined ? Buffer.byteLength(stringValue) : Buffer.from(binaryValue, "base64").length;
    return sum + Buffer.byteLength(name) + Buffer.byteLength(dataType) + bytes;
  }, 0);
}
