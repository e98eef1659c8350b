import type { GetQueueUrlRequest } from "../../../wire/models/generated/sqs.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { requireQueue } from "../queues/manager.ts";
import type { SqsContext } from "../shared/context.ts";
import { missingParameter, queueDoesNotExist } from "../shared/errors.ts";
import { queueUrl } from "../shared/queue.ts";
import { inputOf } from "./input-types.ts";
import { queueQuestion } from "./questions.ts";

/** @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_GetQueueUrl.html */
export const GetQueueUrl = (sqs: SqsContext): Operation<GetQueueUrlRequest> => ({
  name: "GetQueueUrl",
  input: inputOf("GetQueueUrl"),
  authorize: ({ QueueName: name }) => {
    if (name === undefined) throw missingParameter("QueueName");
    return [queueQuestion(sqs, "sqs:GetQueueUrl", name)];
  },
  run: ({ QueueName, QueueOwnerAWSAccountId: owner = sqs.scope.accountId }) => {
    if (owner !== sqs.scope.accountId) throw queueDoesNotExist();
    const { name } = requireQueue(sqs, QueueName);
    return { QueueUrl: queueUrl(sqs.endpoints, sqs.scope, name) };
  },
});
