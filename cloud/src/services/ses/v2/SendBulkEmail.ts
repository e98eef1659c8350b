import type { SendBulkEmailRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { type BulkStatus, sendBulk } from "../mail/bulk.ts";
import { recipientsOf, tagsOf } from "../mail/compose.ts";
import { sendingCall } from "../mail/events/sending-call.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { parseTemplateData } from "../mail/templated.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import { inV2Words } from "./errors.ts";
import { templateOf } from "./template-of.ts";

/** As version 2 says them. */
const STATUSES: Readonly<Record<BulkStatus, string>> = {
  Success: "SUCCESS",
  MessageRejected: "MESSAGE_REJECTED",
  AccountDailyQuotaExceeded: "ACCOUNT_DAILY_QUOTA_EXCEEDED",
  InvalidParameterValue: "INVALID_PARAMETER",
  ConfigurationSetSendingPaused: "CONFIGURATION_SET_SENDING_PAUSED",
};

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendBulkEmail.html */
export function SendBulkEmail(ses: SesContext): Operation<SendBulkEmailRequest> {
  return {
    name: "SendBulkEmail",
    unsupportedMembers: [
      "BulkEmailEntries.ReplacementHeaders",
      "ConfigurationOverrides",
      "DefaultContent.Template.Attachments",
      "DefaultContent.Template.TemplateArn",
      "EndpointId",
      "FeedbackForwardingEmailAddressIdentityArn",
      "FromEmailAddressIdentityArn",
      "TenantName",
    ],
    authorize: (input) =>
      inV2Words(() =>
        sendingQuestions(ses, "ses:SendBulkEmail", {
          from: senderOf(input),
          recipients: input.BulkEmailEntries.flatMap(({ Destination }) => recipientsOf(Destination)),
          returnPath: input.FeedbackForwardingEmailAddress,
          configurationSet: input.ConfigurationSetName,
          template: input.DefaultContent.Template?.TemplateName,
          version: "2",
        }),
      ),
    run: (input, call) => {
      const entries = input.BulkEmailEntries.map((entry) => ({
        destination: entry.Destination,
        tags: tagsOf(entry.ReplacementTags),
        data: entry.ReplacementEmailContent?.ReplacementTemplate?.ReplacementTemplateData,
      }));
      const results = inV2Words(() =>
        sendBulk(ses, { entries, common: commonOf(ses, input) }, sendingCall(call, "SendBulkEmail")),
      );
      return {
        BulkEmailEntryResults: results.map(({ status, error, messageId }) => ({
          Status: STATUSES[status],
          ...(error === undefined ? {} : { Error: error }),
          ...(messageId === undefined ? {} : { MessageId: messageId }),
        })),
      };
    },
  };
}

function senderOf({ FromEmailAddress: from }: SendBulkEmailRequest): string {
  if (from === undefined) throw invalidParameter("FromEmailAddress is needed.");
  return from;
}

/** What the mails of a call have in common. */
function commonOf(ses: SesContext, input: SendBulkEmailRequest) {
  const { Template } = input.DefaultContent;
  if (Template === undefined) throw invalidParameter("DefaultContent must have a Template.");
  const { FeedbackForwardingEmailAddress: returnPath, ReplyToAddresses } = input;
  return {
    mail: {
      ...{ from: senderOf(input), returnPath },
      ...{ configurationSet: input.ConfigurationSetName, tags: tagsOf(input.DefaultEmailTags) },
    },
    ...templateOf(ses, Template),
    data: parseTemplateData(Template.TemplateData ?? "{}"),
    around: { Destination: undefined, ReplyToAddresses, ReturnPath: returnPath, Headers: Template.Headers },
  };
}
