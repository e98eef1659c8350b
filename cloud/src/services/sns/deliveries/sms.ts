import { assertContent, type Published, textFor } from "../publishing/publish.ts";
import type { SnsContext } from "../shared/context.ts";
import { invalidBecause } from "../shared/errors.ts";
import type { Outgoing } from "../shared/message.ts";
import { isPhoneNumber } from "../subscriptions/endpoints.ts";
import { smsOf } from "./mail.ts";

/** Sends a text to one phone: to the mailbox of this machine. @throws AwsError InvalidParameter */
export function publishToPhone(sns: SnsContext, phoneNumber: string, outgoing: Outgoing): Published {
  if (!isPhoneNumber(phoneNumber)) {
    throw invalidBecause("PhoneNumber", `${phoneNumber} is not valid to publish to`);
  }
  assertContent(outgoing);
  sns.mailbox.deliver(smsOf(sns, textFor(outgoing, "sms"), phoneNumber));
  return { MessageId: sns.randomness.uuid() };
}
