import type { PublishInput } from "../../../wire/models/generated/sns.types.ts";
import { parseMessageAttributes } from "../publishing/message-attributes.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { Outgoing } from "../shared/message.ts";

type Given = Pick<
  PublishInput,
  | "Message"
  | "Subject"
  | "MessageStructure"
  | "MessageAttributes"
  | "MessageGroupId"
  | "MessageDeduplicationId"
>;

/** What a call publishes. @throws AwsError InvalidParameter, ParameterValueInvalid */
export function outgoing(given: Given): Outgoing {
  const { MessageStructure: structure } = given;
  if (structure !== undefined && structure !== "json") throw invalidParameter("MessageStructure");
  return {
    message: given.Message,
    subject: given.Subject,
    isStructured: structure === "json",
    attributes: parseMessageAttributes(given.MessageAttributes),
    groupId: given.MessageGroupId,
    deduplicationId: given.MessageDeduplicationId,
  };
}
