import type { SendEmailRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { bodyOf, partsOf, recipientsOf, tagsOf } from "../mail/compose.ts";
import { sendingCall } from "../mail/events/sending-call.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { send } from "../mail/send.ts";
import type { SesContext } from "../shared/context.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html */
export function SendEmail(ses: SesContext): QueryOperation<SendEmailRequest> {
  return {
    name: "SendEmail",
    unsupportedMembers: ["ReturnPathArn", "SourceArn"],
    authorize: ({ Source, Destination, ReturnPath, ConfigurationSetName }) =>
      sendingQuestions(ses, "ses:SendEmail", {
        from: Source,
        recipients: recipientsOf(Destination),
        returnPath: ReturnPath,
        configurationSet: ConfigurationSetName,
        version: "1",
      }),
    run: (
      { Source, Destination, Message, ReplyToAddresses, ReturnPath, ConfigurationSetName, Tags },
      call,
    ) => {
      const mail = {
        from: Source,
        returnPath: ReturnPath,
        recipients: recipientsOf(Destination),
        subject: Message.Subject.Data,
        body: bodyOf(Message.Body),
        parts: partsOf(Message.Body, { Destination, ReplyToAddresses, ReturnPath }),
        configurationSet: ConfigurationSetName,
        tags: tagsOf(Tags),
      };
      return { MessageId: send(ses, mail, sendingCall(call, "SendEmail")) };
    },
  };
}
