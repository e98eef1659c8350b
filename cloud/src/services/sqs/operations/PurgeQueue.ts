import type { PurgeQueueRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { purgeQueue, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_PurgeQueue.html */
export const PurgeQueue = (sqs: SqsContext): Operation<PurgeQueueRequest> => ({
  name: "PurgeQueue",
  input: inputOf("PurgeQueue"),
  authorize: onQueue(sqs, "sqs:PurgeQueue"),
  run: ({ QueueUrl }) => {
    purgeQueue(sqs, queueAt(sqs, QueueUrl));
    return undefined;
  },
});
