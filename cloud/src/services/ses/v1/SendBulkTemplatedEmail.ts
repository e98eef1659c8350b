import type { SendBulkTemplatedEmailRequest } from "../../../wire/models/generated/ses.types.ts";
import type { QueryOperation } from "../../../wire/protocols/query.ts";
import { sendBulk } from "../mail/bulk.ts";
import { recipientsOf, tagsOf } from "../mail/compose.ts";
import { sendingCall } from "../mail/events/sending-call.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { parseTemplateData } from "../mail/templated.ts";
import type { SesContext } from "../shared/context.ts";
import { requireTemplate } from "../templates/manage.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference/API_SendBulkTemplatedEmail.html */
export function SendBulkTemplatedEmail(ses: SesContext): QueryOperation<SendBulkTemplatedEmailRequest> {
  return {
    name: "SendBulkTemplatedEmail",
    unsupportedMembers: ["ReturnPathArn", "SourceArn", "TemplateArn"],
    authorize: (input) =>
      sendingQuestions(ses, "ses:SendBulkTemplatedEmail", {
        from: input.Source,
        recipients: input.Destinations.flatMap(({ Destination }) => recipientsOf(Destination)),
        returnPath: input.ReturnPath,
        configurationSet: input.ConfigurationSetName,
        template: input.Template,
        version: "1",
      }),
    run: (input, call) => {
      const { Source, ReplyToAddresses, ReturnPath, ConfigurationSetName, DefaultTags, Template } = input;
      const common = {
        mail: {
          ...{ from: Source, returnPath: ReturnPath },
          ...{ configurationSet: ConfigurationSetName, tags: tagsOf(DefaultTags) },
        },
        content: requireTemplate(ses, Template),
        name: Template,
        data: parseTemplateData(input.DefaultTemplateData),
        around: { Destination: undefined, ReplyToAddresses, ReturnPath },
      };
      const entries = input.Destinations.map((entry) => ({
        destination: entry.Destination,
        tags: tagsOf(entry.ReplacementTags),
        data: entry.ReplacementTemplateData,
      }));
      const results = sendBulk(ses, { entries, common }, sendingCall(call, "SendBulkTemplatedEmail"));
      return {
        Status: {
          member: results.map(({ status, error, messageId }) => ({
            Status: status,
            ...(error === undefined ? {} : { Error: error }),
            ...(messageId === undefined ? {} : { MessageId: messageId }),
          })),
        },
      };
    },
  };
}
