import type { AddPermissionRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { queueAt } from "../queues/manager.ts";
import { addPermission } from "../queues/permissions.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_AddPermission.html */
export const AddPermission = (sqs: SqsContext): Operation<AddPermissionRequest> => ({
  name: "AddPermission",
  input: inputOf("AddPermission"),
  authorize: onQueue(sqs, "sqs:AddPermission"),
  run: ({ QueueUrl, ...permission }) => {
    addPermission(sqs, queueAt(sqs, QueueUrl), permission);
    return undefined;
  },
});
