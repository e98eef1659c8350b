import type { ListQueueTagsRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueueTags.html */
export const ListQueueTags = (sqs: SqsContext): Operation<ListQueueTagsRequest> => ({
  name: "ListQueueTags",
  input: inputOf("ListQueueTags"),
  authorize: onQueue(sqs, "sqs:ListQueueTags"),
  run: ({ QueueUrl }) => {
    const { tags } = queueAt(sqs, QueueUrl);
    return Object.keys(tags).length === 0 ? {} : { Tags: tags };
  },
});
