import type { DeleteQueueRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deleteQueue, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_DeleteQueue.html */
export const DeleteQueue = (sqs: SqsContext): Operation<DeleteQueueRequest> => ({
  name: "DeleteQueue",
  input: inputOf("DeleteQueue"),
  authorize: onQueue(sqs, "sqs:DeleteQueue"),
  run: ({ QueueUrl }) => {
    deleteQueue(sqs, queueAt(sqs, QueueUrl), true);
    return undefined;
  },
});
