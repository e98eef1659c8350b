import type { DeleteMessageBatchRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteMessage } from "../messages/receipts.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { assertEntries, eachEntry } from "./entries.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteMessageBatch.html */
export const DeleteMessageBatch = (sqs: SqsContext): Operation<DeleteMessageBatchRequest> => ({
  name: "DeleteMessageBatch",
  input: inputOf("DeleteMessageBatch"),
  authorize: onQueue(sqs, "sqs:DeleteMessage"),
  run: ({ QueueUrl, Entries }) => {
    const queue = queueAt(sqs, QueueUrl);
    return eachEntry(assertEntries(Entries, "DeleteMessageBatchRequestEntry"), ({ ReceiptHandle }) => {
      deleteMessage(sqs, queue, ReceiptHandle);
      return undefined;
    });
  },
});
