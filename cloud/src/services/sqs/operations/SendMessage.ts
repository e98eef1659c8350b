import type { SendMessageRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { assertMaySendUnderKey } from "../messages/queue-key.ts";
import { sendMessage } from "../messages/send.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { outgoing } from "./message-input.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
export const SendMessage = (sqs: SqsContext): Operation<SendMessageRequest> => ({
  name: "SendMessage",
  input: inputOf("SendMessage"),
  authorize: onQueue(sqs, "sqs:SendMessage"),
  run: ({ QueueUrl, ...message }, { caller }) => {
    const queue = queueAt(sqs, QueueUrl);
    assertMaySendUnderKey(sqs, queue, caller);
    return sendMessage(sqs, queue, outgoing(message, caller));
  },
});
