import type { Clock } from "../../../../core/clock.ts";
import type { Mailbox } from "../../../../core/ports/mailbox.ts";
import { invalidLambdaResponse } from "../../shared/errors.ts";
import { triggerAttributes } from "../triggers/envelope.ts";
import type { Triggers } from "../triggers/triggers.ts";
import { maskDestination } from "../users/attribute-formats.ts";
import type { DeliveryDetails, Messenger } from "./messenger.ts";
import { fillTemplate, type MessageText, templateOf } from "./templates.ts";

type Message = Parameters<Messenger["send"]>[0];
type Medium = DeliveryDetails["medium"];

export interface MessengerDependencies {
  readonly triggers: Triggers;
  readonly mailbox: Mailbox;
  readonly clock: Clock;
}

/** @see https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pool-settings-message-customizations.html */
export function createMessenger({ triggers, mailbox, clock }: MessengerDependencies): Messenger {
  return {
    send: async (message) => {
      const medium: Medium = message.attribute === "email" ? "EMAIL" : "SMS";
      const destination = message.user.attributes[message.attribute] ?? "";
      const template = await customised(triggers, message, medium);
      const values = { secret: message.secret, username: shownUsername(message) };
      mailbox.deliver({
        sentAt: clock.now(),
        medium,
        destination,
        subject: fillTemplate(template.subject, values),
        body: fillTemplate(template.body, values),
        cause: message.cause,
        userPoolId: message.pool.id,
        username: message.user.username,
        code: message.secret,
      });
      return { destination: maskDestination(destination), medium, attribute: message.attribute };
    },
  };
}

/** People know the address they sign in with, not the sub that is their stored user name. */
function shownUsername({ pool, user }: Message): string {
  const [attribute] = pool.usernameAttributes.filter((name) => user.attributes[name] !== undefined);
  return attribute === undefined ? user.username : (user.attributes[attribute] ?? user.username);
}

async function customised(triggers: Triggers, message: Message, medium: Medium): Promise<MessageText> {
  const template = templateOf(message.pool, message.cause, medium);
  const isInvitation = message.cause === "AdminCreateUser";
  const response = await triggers.run({
    pool: message.pool,
    trigger: "CustomMessage",
    source: `CustomMessage_${message.cause}`,
    username: message.user.username,
    clientId: message.clientId,
    request: {
      userAttributes: triggerAttributes(message.pool, message.user),
      codeParameter: "{####}",
      linkParameter: "{##Click Here##}",
      usernameParameter: isInvitation ? "{username}" : null,
      ...(message.clientMetadata === undefined ? {} : { clientMetadata: message.clientMetadata }),
    },
    response: { smsMessage: null, emailMessage: null, emailSubject: null },
  });
  if (response === undefined) return template;
  const body = stringOf(response[medium === "EMAIL" ? "emailMessage" : "smsMessage"]) ?? template.body;
  const subject = medium === "EMAIL" ? stringOf(response["emailSubject"]) : undefined;
  // COG-50: a message without its code helps nobody; AWS refuses the function's answer.
  if (!body.includes("{####}")) throw invalidLambdaResponse();
  return { subject: subject ?? template.subject, body };
}

function stringOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") throw invalidLambdaResponse();
  return value;
}
