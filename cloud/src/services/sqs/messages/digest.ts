import { createHash } from "node:crypto";
import type { MessageAttributes } from "../shared/message.ts";

export function md5(text: string): string {
  return createHash("md5").update(text, "utf8").digest("hex");
}

const STRING_VALUE = 1;
const BINARY_VALUE = 2;

/**
 * The digest that SDKs check; undefined when there are no attributes.
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-message-metadata.html#sqs-attributes-md5-message-digest-calculation
 */
export function md5OfAttributes(attributes: MessageAttributes): string | undefined {
  const names = Object.keys(attributes).sort(byBytes);
  if (names.length === 0) return undefined;
  const hash = createHash("md5");
  const add = (bytes: Buffer): void => {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(bytes.length);
    hash.update(length).update(bytes);
  };
  for (const name of names) {
    const { dataType = "", stringValue, binaryValue } = attributes[name] ?? {};
    add(Buffer.from(name, "utf8"));
    add(Buffer.from(dataType, "utf8"));
    const isText = binaryValue === undefined;
    hash.update(Buffer.from([isText ? STRING_VALUE : BINARY_VALUE]));
    add(isText ? Buffer.from(stringValue ?? "", "utf8") : Buffer.from(binaryValue, "base64"));
  }
  return hash.digest("hex");
}

function byBytes(left: string, right: string): number {
  return Buffer.compare(Buffer.from(left, "utf8"), Buffer.from(right, "utf8"));
}
