import type { SendTemplatedEmailRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { recipientsOf, tagsOf } from "../mail/compose.ts";
import { sendingCall } from "../mail/events/sending-call.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { parseTemplateData, sendTemplated } from "../mail/templated.ts";
import type { SesContext } from "../shared/context.ts";
import { requireTemplate } from "../templates/manage.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendTemplatedEmail.html */
export function SendTemplatedEmail(ses: SesContext): QueryOperation<SendTemplatedEmailRequest> {
  return {
    name: "SendTemplatedEmail",
    unsupportedMembers: ["ReturnPathArn", "SourceArn", "TemplateArn"],
    authorize: ({ Source, Destination, ReturnPath, ConfigurationSetName, Template }) =>
      sendingQuestions(ses, "ses:SendTemplatedEmail", {
        ...{ from: Source, recipients: recipientsOf(Destination), returnPath: ReturnPath },
        ...{ configurationSet: ConfigurationSetName, template: Template, version: "1" },
      }),
    run: (input, call) => {
      const { Source, Destination, ReplyToAddresses, ReturnPath, ConfigurationSetName, Tags } = input;
      const templated = {
        mail: {
          ...{ from: Source, returnPath: ReturnPath, recipients: recipientsOf(Destination) },
          ...{ configurationSet: ConfigurationSetName, tags: tagsOf(Tags) },
        },
        content: requireTemplate(ses, input.Template),
        name: input.Template,
        data: parseTemplateData(input.TemplateData),
        around: { Destination, ReplyToAddresses, ReturnPath },
      };
      return {
        MessageId: sendTemplated(ses, templated, sendingCall(call, "SendTemplatedEmail")),
      };
    },
  };
}
