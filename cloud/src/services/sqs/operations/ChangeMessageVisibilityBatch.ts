import type { ChangeMessageVisibilityBatchRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { changeVisibility } from "../messages/receipts.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { assertEntries, eachEntry } from "./entries.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibilityBatch.html */
export const ChangeMessageVisibilityBatch = (
  sqs: SqsContext,
): Operation<ChangeMessageVisibilityBatchRequest> => ({
  name: "ChangeMessageVisibilityBatch",
  input: inputOf("ChangeMessageVisibilityBatch"),
  authorize: onQueue(sqs, "sqs:ChangeMessageVisibility"),
  run: ({ QueueUrl, Entries }) => {
    const queue = queueAt(sqs, QueueUrl);
    const entries = assertEntries(Entries, "ChangeMessageVisibilityBatchRequestEntry");
    return eachEntry(entries, ({ ReceiptHandle: handle, VisibilityTimeout: seconds }) => {
      changeVisibility(sqs, queue, { handle, seconds });
      return undefined;
    });
  },
});
