import { type AccessRow, formCall, jsonCall, type Needed } from "../../../iam/testing/access-table.ts";

const QUEUE = "orders";
export const QUEUE_ARN = `arn:aws:sqs:eu-west-1:123456789012:${QUEUE}`;
export const QUEUE_URL = `http://localhost:4566/123456789012/${QUEUE}`;

const needs = (action: string, name = QUEUE): Needed => ({
  action: `sqs:${action}`,
  type: "queue",
  values: { QueueName: name },
});

export const sqsCall = (operation: string, input: object) => jsonCall(`AmazonSQS.${operation}`, input);

/** @param action where it is not the operation's name */
function onQueue(operation: string, input: object = {}, action = operation): AccessRow {
  return { ...sqsCall(operation, { QueueUrl: QUEUE_URL, ...input }), needs: [needs(action)] };
}

const NO_HANDLE = { Id: "a", ReceiptHandle: "none" };

/** @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html */
export const SQS_ROWS: Readonly<Record<string, AccessRow>> = {
  AddPermission: onQueue("AddPermission", {
    Label: "one",
    AWSAccountIds: ["123456789012"],
    Actions: ["SendMessage"],
  }),
  ChangeMessageVisibility: {
    ...onQueue("ChangeMessageVisibility", { ReceiptHandle: "none", VisibilityTimeout: 1 }),
    answers: "ReceiptHandleIsInvalid",
  },
  ChangeMessageVisibilityBatch: onQueue(
    "ChangeMessageVisibilityBatch",
    { Entries: [{ ...NO_HANDLE, VisibilityTimeout: 1 }] },
    "ChangeMessageVisibility",
  ),
  CreateQueue: {
    ...sqsCall("CreateQueue", { QueueName: "new", tags: { team: "home" } }),
    needs: [needs("CreateQueue", "new"), needs("TagQueue", "new")],
  },
  DeleteMessage: {
    ...onQueue("DeleteMessage", { ReceiptHandle: "none" }),
    answers: "ReceiptHandleIsInvalid",
  },
  DeleteMessageBatch: onQueue("DeleteMessageBatch", { Entries: [NO_HANDLE] }, "DeleteMessage"),
  DeleteQueue: onQueue("DeleteQueue"),
  GetQueueAttributes: onQueue("GetQueueAttributes", { AttributeNames: ["All"] }),
  GetQueueUrl: { ...sqsCall("GetQueueUrl", { QueueName: QUEUE }), needs: [needs("GetQueueUrl")] },
  ListDeadLetterSourceQueues: onQueue("ListDeadLetterSourceQueues"),
  ListQueues: {
    ...sqsCall("ListQueues", {}),
    needs: [{ action: "sqs:ListQueues", type: "*", told: "arn:aws:sqs:eu-west-1:123456789012:" }],
  },
  ListQueueTags: onQueue("ListQueueTags"),
  PurgeQueue: onQueue("PurgeQueue"),
  ReceiveMessage: onQueue("ReceiveMessage"),
  RemovePermission: onQueue("RemovePermission", { Label: "kept" }),
  SendMessage: onQueue("SendMessage", { MessageBody: "hello" }),
  SendMessageBatch: onQueue(
    "SendMessageBatch",
    { Entries: [{ Id: "a", MessageBody: "hello" }] },
    "SendMessage",
  ),
  SetQueueAttributes: onQueue("SetQueueAttributes", { Attributes: { DelaySeconds: "1" } }),
  TagQueue: onQueue("TagQueue", { Tags: { team: "home" } }),
  UntagQueue: onQueue("UntagQueue", { TagKeys: ["team"] }),
};

/** In this order. */
export const PREPARED = [
  sqsCall("CreateQueue", { QueueName: QUEUE, tags: { team: "home" } }),
  sqsCall("AddPermission", {
    QueueUrl: QUEUE_URL,
    Label: "kept",
    AWSAccountIds: ["210987654321"],
    Actions: ["SendMessage"],
  }),
];

/** The same by the Query protocol, at the address of the queue. */
export const OLD_CALL = {
  ...formCall("SendMessage", { Version: "2012-11-05", MessageBody: "hello" }),
  call: `POST /123456789012/${QUEUE}`,
};
