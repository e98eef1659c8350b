import type { ReceiveMessageRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { assertSystemAttributes, describeMessage } from "../messages/describe.ts";
import { assertMayReadUnderKey } from "../messages/queue-key.ts";
import { receiveMessages } from "../messages/receive.ts";
import { numberSetting } from "../queues/attributes.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { invalidValue } from "../shared/errors.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
export const ReceiveMessage = (sqs: SqsContext): Operation<ReceiveMessageRequest> => ({
  name: "ReceiveMessage",
  unsupportedMembers: ["ReceiveRequestAttemptId"],
  input: inputOf("ReceiveMessage"),
  authorize: onQueue(sqs, "sqs:ReceiveMessage"),
  run: async (input, { caller }) => {
    const queue = queueAt(sqs, input.QueueUrl);
    const { MaxNumberOfMessages = 1, VisibilityTimeout, WaitTimeSeconds } = input;
    assertBetween(
      "MaxNumberOfMessages",
      MaxNumberOfMessages,
      [1, 10],
      "Must be between 1 and 10, if provided.",
    );
    assertBetween("WaitTimeSeconds", WaitTimeSeconds, [0, 20], "Must be >= 0 and <= 20, if provided.");
    assertBetween(
      "VisibilityTimeout",
      VisibilityTimeout,
      [0, 43_200],
      "Must be >= 0 and <= 43200, if provided.",
    );
    const system = [...(input.MessageSystemAttributeNames ?? []), ...(input.AttributeNames ?? [])];
    assertSystemAttributes(system);
    assertMayReadUnderKey(sqs, queue, caller);
    const received = await receiveMessages(sqs, queue, {
      maxMessages: MaxNumberOfMessages,
      waitSeconds: WaitTimeSeconds ?? numberSetting(queue, "ReceiveMessageWaitTimeSeconds"),
      visibilityTimeoutSeconds: VisibilityTimeout,
    });
    const asked = { system, attributes: input.MessageAttributeNames ?? [] };
    if (received.length === 0) return {};
    return { Messages: received.map((one) => describeMessage(queue, one, asked)) };
  },
});

function assertBetween(
  parameter: string,
  value: number | undefined,
  [least, most]: readonly [number, number],
  reason: string,
): void {
  if (value === undefined || (value >= least && value <= most)) return;
  throw invalidValue(value, parameter, reason);
}
