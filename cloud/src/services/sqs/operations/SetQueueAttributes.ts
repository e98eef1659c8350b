import type { SetQueueAttributesRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { changeAttributes, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { missingParameter } from "../shared/errors.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
export const SetQueueAttributes = (sqs: SqsContext): Operation<SetQueueAttributesRequest> => ({
  name: "SetQueueAttributes",
  input: inputOf("SetQueueAttributes"),
  authorize: onQueue(sqs, "sqs:SetQueueAttributes"),
  run: ({ QueueUrl, Attributes: attributes }) => {
    const queue = queueAt(sqs, QueueUrl);
    if (attributes === undefined) throw missingParameter("Attribute.Name");
    changeAttributes(sqs, queue, attributes);
    return undefined;
  },
});
