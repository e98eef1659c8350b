import type { DeleteMessageRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SqsContext } from "../context.ts";
import { inputOf } from "../input.ts";
import { deleteMessage } from "../messages/receipts.ts";
import { onQueue } from "../questions.ts";
import { queueAt } from "../queues/manager.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessage.html */
export const DeleteMessage = (sqs: SqsContext): Operation<DeleteMessageRequest> => ({
  name: "DeleteMessage",
  input: inputOf("DeleteMessage"),
  authorize: onQueue(sqs, "sqs:DeleteMessage"),
  run: ({ QueueUrl, ReceiptHandle }) => {
    deleteMessage(sqs, queueAt(sqs, QueueUrl), ReceiptHandle);
    return undefined;
  },
});
