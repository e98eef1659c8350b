import type { SendMessageBatchRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { assertMaySendUnderKey } from "../messages/queue-key.ts";
import { messageBytes, sendMessage } from "../messages/send.ts";
import { LARGEST_MESSAGE_BYTES } from "../queues/attributes.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { batchTooLong } from "../shared/errors.ts";
import { assertEntries, eachEntry } from "./entries.ts";
import { inputOf } from "./input-types.ts";
import { outgoing, roughAttributes } from "./message-input.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
export const SendMessageBatch = (sqs: SqsContext): Operation<SendMessageBatchRequest> => ({
  name: "SendMessageBatch",
  input: inputOf("SendMessageBatch"),
  authorize: onQueue(sqs, "sqs:SendMessage"),
  run: ({ QueueUrl, Entries }, { caller }) => {
    const queue = queueAt(sqs, QueueUrl);
    const entries = assertEntries(Entries, "SendMessageBatchRequestEntry");
    const sentBytes = entries.reduce(
      (sum, { MessageBody = "", MessageAttributes }) =>
        sum + messageBytes({ body: MessageBody, attributes: roughAttributes(MessageAttributes) }),
      0,
    );
    if (sentBytes > LARGEST_MESSAGE_BYTES) throw batchTooLong(LARGEST_MESSAGE_BYTES, sentBytes);
    assertMaySendUnderKey(sqs, queue, caller);
    return eachEntry(entries, (entry) => sendMessage(sqs, queue, outgoing(entry, caller)));
  },
});
