import type { OutgoingMessage } from "../../../core/ports/mailbox.ts";
import { textFor } from "../publishing/publish.ts";
import type { SnsContext } from "../shared/context.ts";
import type { Message } from "../shared/message.ts";
import type { Subscription } from "../shared/subscription.ts";
import { notificationDocument, type Surroundings } from "./documents.ts";
import { subscribeUrl, unsubscribeUrl } from "./links.ts";

type MailSurroundings = Surroundings & Pick<SnsContext, "clock">;

/** Nobody of a user pool gets these. */
const NO_PERSON = { userPoolId: "", username: "" } as const;

/** What an e-mail endpoint gets, in the mailbox of this machine. */
export function mailOf(
  surroundings: MailSurroundings,
  message: Message,
  subscription: Subscription,
): OutgoingMessage {
  const isQuestion = message.type === "SubscriptionConfirmation";
  return {
    ...NO_PERSON,
    sentAt: surroundings.clock.now(),
    medium: "EMAIL",
    destination: subscription.endpoint,
    subject: isQuestion
      ? "AWS Notification - Subscription Confirmation"
      : (message.subject ?? "AWS Notification Message"),
    body:
      subscription.protocol === "email-json"
        ? notificationDocument(surroundings, message, subscription)
        : textOf(surroundings, message, subscription),
    cause: isQuestion ? "Subscribe" : "Publish",
    code: message.token ?? "",
  };
}

function textOf(
  surroundings: MailSurroundings,
  message: Message,
  { arn, protocol, topicArn }: Subscription,
): string {
  if (message.type === "SubscriptionConfirmation") {
    return `You have chosen to subscribe to the topic:\n${topicArn}\n\nTo confirm this subscription, click or visit the link below (If this was in error no action is necessary):\n${subscribeUrl(surroundings, message)}\n`;
  }
  return `${textFor(message, protocol)}\n\n--\nIf you wish to stop receiving notifications from this topic, please click or visit the link below to unsubscribe:\n${unsubscribeUrl(surroundings, arn)}\n`;
}

/** What a phone gets, in the mailbox of this machine. */
export function smsOf(
  { clock }: Pick<SnsContext, "clock">,
  body: string,
  destination: string,
): OutgoingMessage {
  return {
    ...NO_PERSON,
    sentAt: clock.now(),
    medium: "SMS",
    destination,
    subject: "",
    body,
    cause: "Publish",
    code: "",
  };
}
