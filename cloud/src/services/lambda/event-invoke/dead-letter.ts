import { functionError } from "../../../core/function-error.ts";
import type { OutgoingRecord } from "../functions/record-takers.ts";
import type { EventOutcome } from "../invocation/event-outcome.ts";

const LONGEST_MESSAGE = 1024;

/**
 * The event that a function did not do, as its dead-letter target gets it: the event itself, with what
 * became of it in attributes.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html#invocation-dlq
 */
export function deadLetter({
  payload,
  requestId,
  condition,
  functionArn,
  last,
}: EventOutcome): OutgoingRecord {
  const text = (stringValue: string) => ({ dataType: "String", stringValue });
  const message = last === undefined ? condition : functionError(last.payload).message;
  return {
    body: payload.toString(),
    functionArn,
    isSuccess: false,
    attributes: {
      RequestID: text(requestId),
      ErrorCode: { dataType: "Number", stringValue: last === undefined ? "429" : "200" },
      ErrorMessage: text(message.slice(0, LONGEST_MESSAGE) || "Unhandled"),
    },
  };
}
