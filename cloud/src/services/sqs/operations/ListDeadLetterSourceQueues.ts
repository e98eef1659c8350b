import type { ListDeadLetterSourceQueuesRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { deadLetterSources, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { queueUrl } from "../shared/queue.ts";
import { inputOf } from "./input-types.ts";
import { pageOf } from "./paging.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListDeadLetterSourceQueues.html */
export const ListDeadLetterSourceQueues = (
  sqs: SqsContext,
): Operation<ListDeadLetterSourceQueuesRequest> => ({
  name: "ListDeadLetterSourceQueues",
  input: inputOf("ListDeadLetterSourceQueues"),
  authorize: onQueue(sqs, "sqs:ListDeadLetterSourceQueues"),
  run: (input) => {
    const names = deadLetterSources(sqs, queueAt(sqs, input.QueueUrl)).map(({ name }) => name);
    const { page, next } = pageOf(names, { operation: "ListDeadLetterSourceQueues", input });
    return { queueUrls: page.map((name) => queueUrl(sqs.endpoints, sqs.scope, name)), ...next };
  },
});
