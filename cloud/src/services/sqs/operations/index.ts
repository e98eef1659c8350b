import type { AnyOperation } from "../../../wire/operation.ts";
import type { SqsContext } from "../shared/context.ts";
import { AddPermission } from "./AddPermission.ts";
import { ChangeMessageVisibility } from "./ChangeMessageVisibility.ts";
import { ChangeMessageVisibilityBatch } from "./ChangeMessageVisibilityBatch.ts";
import { CreateQueue } from "./CreateQueue.ts";
import { DeleteMessage } from "./DeleteMessage.ts";
import { DeleteMessageBatch } from "./DeleteMessageBatch.ts";
import { DeleteQueue } from "./DeleteQueue.ts";
import { GetQueueAttributes } from "./GetQueueAttributes.ts";
import { GetQueueUrl } from "./GetQueueUrl.ts";
import { ListDeadLetterSourceQueues } from "./ListDeadLetterSourceQueues.ts";
import { ListQueues } from "./ListQueues.ts";
import { ListQueueTags } from "./ListQueueTags.ts";
import { PurgeQueue } from "./PurgeQueue.ts";
import { ReceiveMessage } from "./ReceiveMessage.ts";
import { RemovePermission } from "./RemovePermission.ts";
import { SendMessage } from "./SendMessage.ts";
import { SendMessageBatch } from "./SendMessageBatch.ts";
import { SetQueueAttributes } from "./SetQueueAttributes.ts";
import { TagQueue } from "./TagQueue.ts";
import { UntagQueue } from "./UntagQueue.ts";

/** Every operation that is served, in both protocols. */
export function sqsOperations(sqs: SqsContext): readonly AnyOperation[] {
  return [
    AddPermission(sqs),
    ChangeMessageVisibility(sqs),
    ChangeMessageVisibilityBatch(sqs),
    CreateQueue(sqs),
    DeleteMessage(sqs),
    DeleteMessageBatch(sqs),
    DeleteQueue(sqs),
    GetQueueAttributes(sqs),
    GetQueueUrl(sqs),
    ListDeadLetterSourceQueues(sqs),
    ListQueues(sqs),
    ListQueueTags(sqs),
    PurgeQueue(sqs),
    ReceiveMessage(sqs),
    RemovePermission(sqs),
    SendMessage(sqs),
    SendMessageBatch(sqs),
    SetQueueAttributes(sqs),
    TagQueue(sqs),
    UntagQueue(sqs),
  ];
}
