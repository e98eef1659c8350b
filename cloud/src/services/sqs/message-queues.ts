import type { Caller } from "../../core/caller.ts";
import { AwsError } from "../../core/errors.ts";
import type { Authorization, Decision } from "../../core/ports/authorization.ts";
import type { MessageQueues, QueueAction } from "../../core/ports/message-queues.ts";
import { resourceTags } from "../../wire/tag-keys.ts";
import { systemAttributes } from "./messages/describe.ts";
import { md5, md5OfAttributes } from "./messages/digest.ts";
import { assertMayReadUnderKey, assertMaySendUnderKey } from "./messages/queue-key.ts";
import { deleteMessage } from "./messages/receipts.ts";
import { receiveMessages } from "./messages/receive.ts";
import { sendMessage } from "./messages/send.ts";
import { senderId } from "./messages/sender.ts";
import { numberSetting } from "./queues/attributes.ts";
import { requireQueue } from "./queues/manager.ts";
import type { SqsContext } from "./shared/context.ts";
import { queueDoesNotExist } from "./shared/errors.ts";
import { isFifo, nameInArn, type Queue } from "./shared/queue.ts";

/** @throws AwsError AccessDenied */
export function assertAllowed({ allowed, message, why }: Decision): void {
  if (allowed) return;
  throw new AwsError("AccessDenied", message, 403).because(why);
}

/** The queues for the other services of this cloud. */
export function createMessageQueues(sqs: SqsContext, authorization: Authorization): MessageQueues {
  const find = (arn: string): Queue | undefined => {
    const name = nameInArn(arn, sqs.scope);
    return name === undefined ? undefined : sqs.queues.find(name);
  };
  const decide = (caller: Caller, action: QueueAction, arn: string): Decision => {
    const queue = find(arn);
    const source =
      caller.kind === "service"
        ? { "aws:SourceArn": caller.sourceArn, "aws:SourceAccount": caller.sourceAccount }
        : {};
    // SQS-2: who acts from inside needs what a caller over the network needs; of services the queue policy decides.
    return authorization.decide({
      caller,
      action,
      resource: arn,
      resourcePolicy: queue?.attributes["Policy"],
      context: { ...resourceTags(queue?.tags), ...source },
    });
  };
  /** @throws AwsError */
  const allowed = (caller: Caller, action: QueueAction, arn: string): Queue => {
    assertAllowed(decide(caller, action, arn));
    const name = nameInArn(arn, sqs.scope);
    if (name === undefined) throw queueDoesNotExist();
    return requireQueue(sqs, name);
  };
  return {
    find: (arn) => {
      const queue = find(arn);
      if (queue === undefined) return undefined;
      const visibilityTimeoutSeconds = numberSetting(queue, "VisibilityTimeout");
      return { arn, isFifo: isFifo(queue), visibilityTimeoutSeconds };
    },
    decide,
    send: (caller, arn, { body, attributes = {}, groupId, deduplicationId }) => {
      const queue = allowed(caller, "sqs:SendMessage", arn);
      assertMaySendUnderKey(sqs, queue, caller);
      const sent = sendMessage(sqs, queue, {
        body,
        attributes,
        groupId,
        deduplicationId,
        delaySeconds: undefined,
        traceHeader: undefined,
        senderId: senderId(caller),
      });
      return sent.MessageId;
    },
    receive: async (caller, arn, { maxMessages, waitSeconds, signal }) => {
      const queue = allowed(caller, "sqs:ReceiveMessage", arn);
      assertMayReadUnderKey(sqs, queue, caller);
      const received = await receiveMessages(sqs, queue, {
        maxMessages,
        waitSeconds,
        visibilityTimeoutSeconds: undefined,
        signal,
      });
      return received.map(({ message, handle }) => ({
        messageId: message.messageId,
        receiptHandle: handle,
        body: message.body,
        md5OfBody: md5(message.body),
        attributes: message.attributes,
        md5OfAttributes: md5OfAttributes(message.attributes),
        systemAttributes: systemAttributes(queue, message),
      }));
    },
    delete: (caller, arn, receiptHandles) => {
      const queue = allowed(caller, "sqs:DeleteMessage", arn);
      sqs.queues.transaction(() => {
        for (const handle of receiptHandles) deleteMessage(sqs, queue, handle);
      });
    },
  };
}
