import type { GetQueueAttributesRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { describeAttributes } from "../queues/describe.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueAttributes.html */
export const GetQueueAttributes = (sqs: SqsContext): Operation<GetQueueAttributesRequest> => ({
  name: "GetQueueAttributes",
  input: inputOf("GetQueueAttributes"),
  authorize: onQueue(sqs, "sqs:GetQueueAttributes"),
  run: ({ QueueUrl, AttributeNames: names = [] }) => {
    const attributes = describeAttributes(sqs, queueAt(sqs, QueueUrl), names);
    return Object.keys(attributes).length === 0 ? {} : { Attributes: attributes };
  },
});
