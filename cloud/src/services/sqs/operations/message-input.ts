import type { Caller } from "../../../core/caller.ts";
import type { SendMessageRequest } from "../../../wire/models/generated/sqs.types.ts";
import { parseMessageAttributes } from "../messages/attributes.ts";
import type { Outgoing } from "../messages/send.ts";
import { senderId } from "../messages/sender.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { MessageAttributes } from "../shared/message.ts";

type Given = Omit<SendMessageRequest, "QueueUrl">;

const TRACE_HEADER = "AWSTraceHeader";

/** What a call sends. @throws SqsError InvalidParameterValue */
export function outgoing(given: Given, caller: Caller): Outgoing {
  return {
    body: given.MessageBody ?? "",
    attributes: parseMessageAttributes(given.MessageAttributes),
    delaySeconds: given.DelaySeconds,
    groupId: given.MessageGroupId,
    deduplicationId: given.MessageDeduplicationId,
    traceHeader: traceHeader(given.MessageSystemAttributes),
    senderId: senderId(caller),
  };
}

function traceHeader(given: Given["MessageSystemAttributes"] = {}): string | undefined {
  const other = Object.keys(given).find((name) => name !== TRACE_HEADER);
  if (other !== undefined) throw invalidParameter(`Message system attribute name '${other}' is invalid.`);
  const value = given[TRACE_HEADER];
  if (value === undefined) return undefined;
  if (value.DataType !== "String" || value.StringValue === undefined || value.StringValue === "") {
    throw invalidParameter(`Message system attribute '${TRACE_HEADER}' must contain a non-empty String.`);
  }
  return value.StringValue;
}

/** For the size of a batch alone: its entries are looked at one by one later. */
export function roughAttributes(given: Given["MessageAttributes"] = {}): MessageAttributes {
  return Object.fromEntries(
    Object.entries(given).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType ?? "",
        ...(typeof BinaryValue === "string"
          ? { binaryValue: BinaryValue }
          : { stringValue: StringValue ?? "" }),
      },
    ]),
  );
}
