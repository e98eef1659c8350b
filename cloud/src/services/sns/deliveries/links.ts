import type { SnsContext } from "../shared/context.ts";
import type { Message } from "../shared/message.ts";

type Base = Pick<SnsContext, "endpoints">;

/** What ends the subscription when it is visited. */
export function unsubscribeUrl({ endpoints }: Base, subscriptionArn: string): string {
  return `${endpoints.base}/?Action=Unsubscribe&SubscriptionArn=${subscriptionArn}`;
}

/** What confirms the subscription when it is visited; empty for a message that asks for nothing. */
export function subscribeUrl({ endpoints }: Base, { topicArn, token }: Message): string {
  if (token === undefined) return "";
  return `${endpoints.base}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`;
}
