import type { ListQueuesRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SqsContext } from "../shared/context.ts";
import { queueArn, queueUrl } from "../shared/queue.ts";
import { inputOf } from "./input-types.ts";
import { pageOf } from "./paging.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ListQueues.html */
export const ListQueues = (sqs: SqsContext): Operation<ListQueuesRequest> => ({
  name: "ListQueues",
  input: inputOf("ListQueues"),
  authorize: () => [{ action: "sqs:ListQueues", resource: queueArn(sqs.scope, "") }],
  run: (input) => {
    const names = sqs.queues.list(input.QueueNamePrefix ?? "").map(({ name }) => name);
    const { page, next } = pageOf(names, { operation: "ListQueues", input });
    return {
      ...(page.length === 0
        ? {}
        : { QueueUrls: page.map((name) => queueUrl(sqs.endpoints, sqs.scope, name)) }),
      ...next,
    };
  },
});
