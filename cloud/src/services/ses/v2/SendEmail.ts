import type { SendEmailRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import type { SesContext } from "../context.ts";
import { invalidParameter } from "../errors.ts";
import { bodyOf, partsOf, type RawMail, rawMail, recipientsOf, tagsOf } from "../mail/compose.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { send } from "../mail/send.ts";
import { badRequest } from "./errors.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function SendEmail(ses: SesContext): Operation<SendEmailRequest> {
  return {
    name: "SendEmail",
    unsupportedMembers: [
      "Content.Simple.Attachments",
      "Content.Template",
      "EndpointId",
      "FeedbackForwardingEmailAddressIdentityArn",
      "FromEmailAddressIdentityArn",
      "ListManagementOptions",
      "TenantName",
    ],
    authorize: (input) => {
      const { from, source, recipients, returnPath } = inV2Words(() => mailOf(input));
      // As of version 1: a raw message says in its header what it likes.
      const action = input.Content.Raw === undefined ? "ses:SendEmail" : "ses:SendRawEmail";
      const senders = source === undefined || source === from ? [from] : [from, source];
      return inV2Words(() =>
        senders.flatMap((sender) =>
          sendingQuestions(ses, action, {
            from: sender,
            recipients,
            returnPath,
            configurationSet: input.ConfigurationSetName,
            version: "2",
          }),
        ),
      );
    },
    run: (input) => {
      const { ConfigurationSetName: configurationSet, EmailTags } = input;
      const mail = { ...mailOf(input), configurationSet, tags: tagsOf(EmailTags) };
      return { MessageId: inV2Words(() => send(ses, mail)) };
    },
  };
}

function mailOf(input: SendEmailRequest): RawMail {
  const { Content, Destination, FromEmailAddress: from, FeedbackForwardingEmailAddress: feedback } = input;
  const recipients = recipientsOf(Destination);
  if (Content.Raw !== undefined) {
    const mail = rawMail(Content.Raw.Data, from, recipients);
    const returnPath = feedback ?? mail.returnPath;
    return { ...mail, returnPath, parts: { ...mail.parts, returnPath: returnPath ?? from } };
  }
  if (from === undefined) throw invalidParameter("FromEmailAddress is needed.");
  // Refused by name once the caller is known.
  if (Content.Simple === undefined) {
    return { from, source: undefined, recipients, subject: "", body: "", parts: {} };
  }
  const { Subject, Body, Headers } = Content.Simple;
  const { ReplyToAddresses } = input;
  return {
    ...{ from, source: undefined, returnPath: feedback, recipients },
    ...{ subject: Subject.Data, body: bodyOf(Body) },
    parts: partsOf(Body, { Destination, ReplyToAddresses, ReturnPath: feedback, Headers }),
  };
}

/** Version 2 has codes of its own for what version 1 refuses. */
function inV2Words<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    throw badRequest(error);
  }
}
