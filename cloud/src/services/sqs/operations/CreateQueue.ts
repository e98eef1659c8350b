import type { CreateQueueRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requestTags } from "../../../wire/tag-keys.ts";
import { createQueue } from "../queues/manager.ts";
import { assertTags } from "../queues/tags.ts";
import type { SqsContext } from "../shared/context.ts";
import { missingParameter } from "../shared/errors.ts";
import { queueUrl } from "../shared/queue.ts";
import { inputOf } from "./input-types.ts";
import { queueQuestion } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
export const CreateQueue = (sqs: SqsContext): Operation<CreateQueueRequest> => ({
  name: "CreateQueue",
  input: inputOf("CreateQueue"),
  *authorize({ QueueName: name, tags = {} }) {
    if (name === undefined) throw missingParameter("QueueName");
    yield queueQuestion(sqs, "sqs:CreateQueue", name, requestTags(tags));
    if (Object.keys(tags).length > 0) yield queueQuestion(sqs, "sqs:TagQueue", name, requestTags(tags));
  },
  run: ({ QueueName: name, Attributes: attributes = {}, tags = {} }) => {
    assertTags(tags);
    createQueue(sqs, { name, attributes, tags });
    return { QueueUrl: queueUrl(sqs.endpoints, sqs.scope, name) };
  },
});
