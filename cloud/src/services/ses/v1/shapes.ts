import type { Template as Given } from "../../../wire/models/generated/ses.types.ts";
import type { Template, TemplateContent } from "../shared/template.ts";

export function contentOf({ SubjectPart, TextPart, HtmlPart }: Given): TemplateContent {
  return { subject: SubjectPart, text: TextPart, html: HtmlPart };
}

export function shownTemplate({ name, subject, text, html }: Template): Given {
  return {
    TemplateName: name,
    ...(subject === undefined ? {} : { SubjectPart: subject }),
    ...(text === undefined ? {} : { TextPart: text }),
    ...(html === undefined ? {} : { HtmlPart: html }),
  };
}
