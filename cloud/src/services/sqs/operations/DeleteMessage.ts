import type { DeleteMessageRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteMessage } from "../messages/receipts.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

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
