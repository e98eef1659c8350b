import type { SendRawEmailRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { rawMail, tagsOf } from "../mail/compose.ts";
import { sendingCall } from "../mail/events/sending-call.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { send } from "../mail/send.ts";
import type { SesContext } from "../shared/context.ts";

/**
 * The sender of the message and the one of the call are both asked about.
 * @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendRawEmail.html
 */
export function SendRawEmail(ses: SesContext): QueryOperation<SendRawEmailRequest> {
  const mailOf = ({ ConfigurationSetName, RawMessage, Source, Destinations }: SendRawEmailRequest) => {
    const mail = rawMail(RawMessage.Data, Source, Destinations);
    return { ...mail, configurationSet: ConfigurationSetName ?? mail.configurationSet };
  };
  return {
    name: "SendRawEmail",
    unsupportedMembers: ["FromArn", "ReturnPathArn", "SourceArn"],
    authorize: (input) => {
      const { configurationSet, from, source, recipients, returnPath } = mailOf(input);
      const senders = source === undefined || source === from ? [from] : [from, source];
      return senders.flatMap((sender) =>
        sendingQuestions(ses, "ses:SendRawEmail", {
          from: sender,
          recipients,
          returnPath,
          configurationSet,
          version: "1",
        }),
      );
    },
    run: (input, call) => {
      const mail = { ...mailOf(input), tags: tagsOf(input.Tags) };
      return { MessageId: send(ses, mail, sendingCall(call, "SendRawEmail")) };
    },
  };
}
