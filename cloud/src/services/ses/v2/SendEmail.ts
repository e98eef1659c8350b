import type { SendEmailRequest } from "../../../wire/models/generated/sesv2.types.ts";
import type { Operation } from "../../../wire/operation.ts";
import { bodyOf, partsOf, type RawMail, rawMail, recipientsOf, tagsOf } from "../mail/compose.ts";
import { sendingCall } from "../mail/events/sending-call.ts";
import type { Mail } from "../mail/mail.ts";
import { sendingQuestions } from "../mail/questions.ts";
import { send } from "../mail/send.ts";
import { parseTemplateData, sendTemplated } from "../mail/templated.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import { inV2Words } from "./errors.ts";
import { templateOf } from "./template-of.ts";

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function SendEmail(ses: SesContext): Operation<SendEmailRequest> {
  return {
    name: "SendEmail",
    unsupportedMembers: [
      "ConfigurationOverrides",
      "Content.Simple.Attachments",
      "Content.Template.Attachments",
      "Content.Template.TemplateArn",
      "EndpointId",
      "FeedbackForwardingEmailAddressIdentityArn",
      "FromEmailAddressIdentityArn",
      "ListManagementOptions",
      "TenantName",
    ],
    authorize: (input) => {
      const { configurationSet, from, source, recipients, returnPath } = inV2Words(() => mailOf(input));
      // As of version 1: a raw message says in its header what it likes.
      const action = input.Content.Raw === undefined ? "ses:SendEmail" : "ses:SendRawEmail";
      const senders = source === undefined || source === from ? [from] : [from, source];
      return inV2Words(() =>
        senders.flatMap((sender) =>
          sendingQuestions(ses, action, {
            from: sender,
            recipients,
            returnPath,
            configurationSet,
            template: input.Content.Template?.TemplateName,
            version: "2",
          }),
        ),
      );
    },
    run: (input, call) => {
      const { Content, EmailTags } = input;
      const mail = { ...mailOf(input), tags: tagsOf(EmailTags) };
      if (Content.Template === undefined)
        return { MessageId: inV2Words(() => send(ses, mail, sendingCall(call, "SendEmail"))) };
      const { Template } = Content;
      return {
        MessageId: inV2Words(() => {
          const templated = {
            ...{ mail, ...templateOf(ses, Template), around: aroundOf(input) },
            data: parseTemplateData(Template.TemplateData ?? "{}"),
          };
          return sendTemplated(ses, templated, sendingCall(call, "SendEmail"));
        }),
      };
    },
  };
}

function aroundOf({ Content, ...input }: SendEmailRequest) {
  return {
    Destination: input.Destination,
    ReplyToAddresses: input.ReplyToAddresses,
    ReturnPath: input.FeedbackForwardingEmailAddress,
    Headers: (Content.Simple ?? Content.Template)?.Headers,
  };
}

function mailOf(input: SendEmailRequest): RawMail & Pick<Mail, "configurationSet"> {
  const mail = contentOf(input);
  return { ...mail, configurationSet: input.ConfigurationSetName ?? mail.configurationSet };
}

function contentOf(input: SendEmailRequest): RawMail {
  const { Content, Destination, FromEmailAddress: from, FeedbackForwardingEmailAddress: feedback } = input;
  const recipients = recipientsOf(Destination);
  if ([Content.Simple, Content.Raw, Content.Template].filter((one) => one !== undefined).length !== 1) {
    throw invalidParameter("Content must be one of Simple, Raw and Template.");
  }
  if (Content.Raw !== undefined) {
    const mail = rawMail(Content.Raw.Data, from, recipients);
    const returnPath = feedback ?? mail.returnPath;
    return { ...mail, returnPath, parts: { ...mail.parts, returnPath: returnPath ?? from } };
  }
  if (from === undefined) throw invalidParameter("FromEmailAddress is needed.");
  const common = { from, source: undefined, returnPath: feedback, recipients };
  // Written once it is known that it may be sent.
  if (Content.Simple === undefined) return { ...common, subject: "", body: "", parts: {} };
  const { Subject, Body } = Content.Simple;
  return {
    ...common,
    ...{ subject: Subject.Data, body: bodyOf(Body), parts: partsOf(Body, aroundOf(input)) },
  };
}
