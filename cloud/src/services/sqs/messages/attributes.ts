import { exactBase64 } from "../../../core/exact-base64.ts";
import type { MessageAttribute } from "../../../core/ports/message-queues.ts";
import type { MessageAttributeValue } from "../../../wire/models/generated/sqs.types.ts";
import { invalidMessageContents, invalidParameter, unsupportedOperation } from "../shared/errors.ts";
import type { MessageAttributes } from "../shared/message.ts";

const MOST = 10;
const NAME = /^[A-Za-z0-9_.-]{1,256}$/;
const RESERVED = /^(?:aws|amazon)\./i;
const TYPE = /^(?:String|Number|Binary)(?:\..{1,256})?$/s;
/** 38 digits of precision at most. */
const NUMBER = /^[-+]?(?:\d{1,128}(?:\.\d{0,128})?|\.\d{1,128})(?:[eE][-+]?\d{1,3})?$/;

type Given = Readonly<Record<string, MessageAttributeValue>>;

/**
 * The attributes of a message that is sent.
 * @throws SqsError InvalidParameterValue, UnsupportedOperation for lists of values
 */
export function parseMessageAttributes(given: Given = {}): MessageAttributes {
  const entries = Object.entries(given);
  if (entries.length > MOST) {
    throw invalidParameter(
      `Number of message attributes [${entries.length}] exceeds the allowed maximum [${MOST}].`,
    );
  }
  return Object.fromEntries(entries.map(([name, value]) => [name, parseAttribute(name, value)]));
}

function parseAttribute(name: string, value: MessageAttributeValue): MessageAttribute {
  assertName(name);
  const { DataType: dataType = "", StringValue: text, BinaryValue: bytes } = value;
  if ((value.StringListValues?.length ?? 0) > 0 || (value.BinaryListValues?.length ?? 0) > 0) {
    throw unsupportedOperation("Message attribute list values in SendMessage operation are not supported.");
  }
  if (dataType === "") {
    throw invalidParameter(
      `The message attribute '${name}' must contain a non-empty message attribute type.`,
    );
  }
  if (!TYPE.test(dataType)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const kind = dataType.split(".", 1)[0] ?? "";
  if (kind === "Binary") {
    if (typeof bytes !== "string" || bytes === "" || exactBase64(bytes, "base64") === undefined)
      throw empty(name, kind);
    return { dataType, binaryValue: bytes };
  }
  if (text === undefined || text === "") throw empty(name, kind);
  assertText(text);
  if (kind === "Number" && !NUMBER.test(text)) {
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
  return { dataType, stringValue: text };
}

function assertName(name: string): void {
  const isSound = NAME.test(name) && !RESERVED.test(name) && !/^\.|\.$|\.\./.test(name);
  if (isSound) return;
  throw invalidParameter(`Message (user) attribute name '${name}' is invalid.`);
}

function empty(name: string, kind: string) {
  return invalidParameter(
    `The message attribute '${name}' must contain a non-empty message attribute value of type '${kind}'.`,
  );
}

const FORBIDDEN = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u;

/** @throws SqsError InvalidMessageContents */
export function assertText(text: string): void {
  if (FORBIDDEN.test(text)) throw invalidMessageContents();
}

/** Names, types and values count towards the size of a message. */
export function attributeBytes(attributes: MessageAttributes): number {
  return Object.entries(attributes).reduce((sum, [name, { dataType, stringValue, binaryValue }]) => {
    const value =
      binaryValue === undefined
        ? Buffer.byteLength(stringValue ?? "")
        : Buffer.from(binaryValue, "base64").length;
    return sum + Buffer.byteLength(name) + Buffer.byteLength(dataType) + value;
  }, 0);
}

/** The attributes that a receiver asked for: by name, `All`, `.*` or `prefix.*`. */
export function selectAttributes(attributes: MessageAttributes, asked: readonly string[]): MessageAttributes {
  const fits = (name: string): boolean =>
    asked.some((one) => {
      if (one === "All" || one === ".*" || one === name) return true;
      return one.endsWith(".*") && name.startsWith(one.slice(0, -2));
    });
  return Object.fromEntries(Object.entries(attributes).filter(([name]) => fits(name)));
}
