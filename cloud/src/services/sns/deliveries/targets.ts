import type { ServiceCaller } from "../../../core/caller.ts";
import { AwsError } from "../../../core/errors.ts";
import type { OutgoingMessage } from "../../../core/ports/message-queues.ts";
import { textFor } from "../publishing/publish.ts";
import type { SnsContext } from "../shared/context.ts";
import type { Message } from "../shared/message.ts";
import type { Subscription } from "../shared/subscription.ts";
import { functionEvent, notificationDocument, type Surroundings } from "./documents.ts";
import { mailOf, smsOf } from "./mail.ts";

const MOST_RAW_ATTRIBUTES = 10;
const PRINCIPAL = "sns.amazonaws.com";

/** What targets of this cloud are reached with. */
export interface Targets extends SnsContext, Surroundings {}

/** SNS-2: SNS acts for the topic; the queue's or the function's own policy decides. */
function callerFor({ scope }: Pick<SnsContext, "scope">, topicArn: string): ServiceCaller {
  return { kind: "service", service: PRINCIPAL, sourceArn: topicArn, sourceAccount: scope.accountId };
}

/**
 * Gives the message to an endpoint of this cloud, within the transaction that ends its delivery.
 * @throws AwsError when the endpoint refuses it or is gone
 */
export function deliverHere(targets: Targets, message: Message, subscription: Subscription): void {
  const { endpoint, protocol } = subscription;
  const caller = callerFor(targets, message.topicArn);
  switch (protocol) {
    case "sqs":
      targets.messageQueues.send(
        caller,
        endpoint,
        queueMessage(targets, message, { subscription, queueArn: endpoint }),
      );
      return;
    case "lambda":
      targets.functionEvents.invoke({
        functionArn: endpoint,
        payload: functionEvent(targets, message, subscription),
        caller,
        ...(message.requestId === undefined ? {} : { cause: message.requestId }),
      });
      return;
    case "email":
    case "email-json":
      targets.mailbox.deliver(mailOf(targets, message, subscription));
      return;
    case "sms":
      targets.mailbox.deliver(smsOf(targets, textFor(message, protocol), endpoint));
      return;
    default:
      throw new Error(`${protocol} is no protocol of this cloud`);
  }
}

/** To the queue for what is not delivered. @throws AwsError when it refuses the message or is gone */
export function deliverDeadLetter(
  targets: Targets,
  message: Message,
  to: { readonly subscription: Subscription; readonly queueArn: string },
): void {
  targets.messageQueues.send(
    callerFor(targets, message.topicArn),
    to.queueArn,
    queueMessage(targets, message, to),
  );
}

function queueMessage(
  targets: Targets,
  message: Message,
  { subscription, queueArn }: { readonly subscription: Subscription; readonly queueArn: string },
): OutgoingMessage {
  const isRaw = subscription.attributes["RawMessageDelivery"] === "true";
  if (isRaw && Object.keys(message.attributes).length > MOST_RAW_ATTRIBUTES) {
    throw new AwsError("InvalidParameterValue", "A raw message has more attributes than a queue takes.");
  }
  const content = isRaw
    ? { body: textFor(message, subscription.protocol), attributes: message.attributes }
    : { body: notificationDocument(targets, message, subscription) };
  return { ...content, ...groupOf(message, targets.messageQueues.find(queueArn)?.isFifo === true) };
}

/** Of a FIFO topic its FIFO queues alone have the group; a standard topic's goes along. */
function groupOf(
  { groupId, deduplicationId, sequenceNumber }: Message,
  queueIsFifo: boolean,
): Pick<OutgoingMessage, "groupId" | "deduplicationId"> {
  const isOfFifoTopic = sequenceNumber !== undefined;
  if (groupId === undefined || isOfFifoTopic !== queueIsFifo) return {};
  return deduplicationId === undefined ? { groupId } : { groupId, deduplicationId };
}
