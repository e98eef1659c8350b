import type { UntagQueueRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { tagKeys } from "../../../wire/tag-keys.ts";
import { changeTags, queueAt } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { missingParameter } from "../shared/errors.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_UntagQueue.html */
export const UntagQueue = (sqs: SqsContext): Operation<UntagQueueRequest> => ({
  name: "UntagQueue",
  input: inputOf("UntagQueue"),
  authorize: onQueue(sqs, "sqs:UntagQueue", ({ TagKeys }) => tagKeys(TagKeys)),
  run: ({ QueueUrl, TagKeys: keys }) => {
    const queue = queueAt(sqs, QueueUrl);
    if (keys === undefined || keys.length === 0) throw missingParameter("TagKeys");
    const kept = Object.entries(queue.tags).filter(([key]) => !keys.includes(key));
    changeTags(sqs, queue, Object.fromEntries(kept));
    return undefined;
  },
});
