import { AwsError } from "../../../core/errors.ts";
import type { SesContext } from "../shared/context.ts";
import { invalidParameter } from "../shared/errors.ts";
import type { TemplateContent } from "../shared/template.ts";
import { parseTemplate } from "../templates/parse.ts";
import { renderTemplate } from "../templates/render.ts";
import { type Around, bodyOf, partsOf } from "./compose.ts";
import type { SendingCall } from "./events/sending-call.ts";
import type { Mail, MailContent } from "./mail.ts";
import { sendLate } from "./send.ts";

export type TemplateData = Readonly<Record<string, unknown>>;

/** Subject and bodies with the data of a call in them. @throws AwsError MissingRenderingAttribute */
export function renderContent({ subject, text, html }: TemplateContent, data: TemplateData) {
  const render = (part: string | undefined) =>
    part === undefined || part === "" ? undefined : { Data: renderTemplate(parseTemplate(part), data) };
  return { subject: render(subject)?.Data ?? "", body: { Text: render(text), Html: render(html) } };
}

/** @throws the refusal for what is no JSON object */
export function parseTemplateData(json: string, refusal = invalidParameter): TemplateData {
  let data: unknown;
  try {
    data = JSON.parse(json);
  } catch {
    throw refusal("Template data is not valid JSON.");
  }
  if (typeof data === "object" && data !== null && !Array.isArray(data)) return data as TemplateData;
  throw refusal("Template data must be a JSON object.");
}

export interface Templated {
  readonly mail: Omit<Mail, keyof MailContent>;
  readonly content: TemplateContent;
  /** Undefined for one that stands in the call. */
  readonly name: string | undefined;
  readonly data: TemplateData;
  readonly around: Around;
}

/**
 * As on AWS, a mail whose template asks for what the data has not is accepted, and not sent: that is told
 * where people look for why.
 * @returns the id of the message
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-personalized-email-api.html
 */
export function sendTemplated(ses: SesContext, templated: Templated, call: SendingCall): string {
  const { mail, content, data, around, name } = templated;
  const parts = partsOf({}, around);
  return sendLate(ses, { mail: { ...mail, parts }, call }, () => {
    try {
      const { subject, body } = renderContent(content, data);
      return { subject, body: bodyOf(body), parts: partsOf(body, around) };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { failure: error.message, template: name };
    }
  });
}
