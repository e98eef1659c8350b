import type { RemovePermissionRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { queueAt } from "../queues/manager.ts";
import { removePermission } from "../queues/permissions.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_RemovePermission.html */
export const RemovePermission = (sqs: SqsContext): Operation<RemovePermissionRequest> => ({
  name: "RemovePermission",
  input: inputOf("RemovePermission"),
  authorize: onQueue(sqs, "sqs:RemovePermission"),
  run: ({ QueueUrl, Label }) => {
    removePermission(sqs, queueAt(sqs, QueueUrl), Label);
    return undefined;
  },
});
