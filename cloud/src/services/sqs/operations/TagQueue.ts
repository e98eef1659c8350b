import type { TagQueueRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { changeTags, queueAt } from "../queues/manager.ts";
import { assertTags } from "../queues/tags.ts";
import type { SqsContext } from "../shared/context.ts";
import { missingParameter } from "../shared/errors.ts";
import { inputOf } from "./input-types.ts";
import { onQueue } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_TagQueue.html */
export const TagQueue = (sqs: SqsContext): Operation<TagQueueRequest> => ({
  name: "TagQueue",
  input: inputOf("TagQueue"),
  authorize: onQueue(sqs, "sqs:TagQueue", ({ Tags }) => requestTags(Tags)),
  run: ({ QueueUrl, Tags: tags }) => {
    const queue = queueAt(sqs, QueueUrl);
    if (tags === undefined || Object.keys(tags).length === 0) throw missingParameter("Tags");
    const all = { ...queue.tags, ...tags };
    assertTags(tags, all);
    changeTags(sqs, queue, all);
    return undefined;
  },
});
