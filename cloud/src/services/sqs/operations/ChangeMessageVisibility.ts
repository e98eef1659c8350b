import type { ChangeMessageVisibilityRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { changeVisibility } from "../messages/receipts.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html */
export const ChangeMessageVisibility = (sqs: SqsContext): Operation<ChangeMessageVisibilityRequest> => ({
  name: "ChangeMessageVisibility",
  input: inputOf("ChangeMessageVisibility"),
  authorize: onQueue(sqs, "sqs:ChangeMessageVisibility"),
  run: ({ QueueUrl, ReceiptHandle: handle, VisibilityTimeout: seconds }) => {
    changeVisibility(sqs, queueAt(sqs, QueueUrl), { handle, seconds });
    return undefined;
  },
});
